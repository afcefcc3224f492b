"""Are pictures that unpack to much refused at once, in words, and without memory?

    python benchmarks/bombs.py PATH

PATH is a folder (or a file). For each picture in it: refused or taken by the upload's field, the
seconds that took, the megabytes by which a process grew that did nothing else, and the message.
Ends with 1 when something took longer than five seconds or more than 300 MB.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS, MEGABYTES = 5, 300
_PICTURES = {".png", ".gif", ".jpg", ".jpeg", ".webp", ".avif", ".bmp", ".svg", ".tif", ".tiff"}


def _one(path: Path) -> None:
    """In a process of its own: what the field of the upload forms says of one file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masthead.config.settings")
    import django

    django.setup()
    from django.core.exceptions import ValidationError
    from django.core.files.uploadedfile import SimpleUploadedFile

    from masthead.newsroom.forms.picture import PictureFileField
    from tests.factories.stories import make_jpeg

    field = PictureFileField()
    # Codecs are loaded with the first picture: that is not the bomb's memory.
    field.clean(SimpleUploadedFile("warm.jpg", make_jpeg(8, 8)), None)
    file = SimpleUploadedFile(path.name, path.read_bytes())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    try:
        field.clean(file, None)
        words = "taken"
    except ValidationError as error:
        words = "refused: " + " ".join(error.messages)
    seconds = time.perf_counter() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{seconds:.3f}\t{grown:.1f}\t{words}")


def main(path: Path) -> int:
    """Print a line a file; returns how many broke a limit."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    broken = 0
    for file in files:
        if file.suffix.lower() not in _PICTURES:
            continue
        with tempfile.TemporaryDirectory() as data:
            ran = subprocess.run(
                [sys.executable, __file__, "--one", str(file)],
                env=os.environ | {"MASTHEAD_DATA": data},
                cwd=Path(__file__).resolve().parents[1],
                capture_output=True,
                text=True,
                check=False,
            )
        if ran.returncode:
            print(f"{file.name}\tfailed\n{ran.stderr}")
            broken += 1
            continue
        seconds, grown, words = ran.stdout.strip().split("\t", 2)
        is_broken = float(seconds) > SECONDS or float(grown) > MEGABYTES
        broken += is_broken
        mark = "  <-- beyond the limit" if is_broken else ""
        print(f"{file.name}\t{seconds} s\t{grown} MB\t{words}{mark}")
    return broken


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    if sys.argv[1:2] == ["--one"]:
        _one(Path(sys.argv[2]))
    elif len(sys.argv) == 2:
        sys.exit(1 if main(Path(sys.argv[1])) else 0)
    else:
        sys.exit(__doc__)
