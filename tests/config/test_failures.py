"""What readers get when something breaks on our side."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.readers import text_of

ASK = """
import sys, logging, warnings
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
from django.test import Client
from masthead.config.wsgi import application
client = Client(raise_request_exception=False, headers={"host": "post.example"})
for path in ("/", "/news", "/2026/01/01/x-1", "/feed.xml"):
    answer = client.get(path)
    print(path, answer.status_code, "Something broke on our side" in answer.content.decode())
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"):
        print(name, answer.headers.get(name))
print("file", client.get("/static/here.css").status_code)
"""


@pytest.mark.parametrize(
    "database", ["sqlite:////nowhere/at/all.sqlite3", "postgres://nobody@127.0.0.1:9/none"]
)
def test_readers_are_told_politely_when_the_database_is_down(tmp_path: Path, database: str) -> None:
    data = tmp_path / "data"
    (data / "static").mkdir(parents=True)
    (data / "static" / "here.css").write_text("")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "masthead.config.settings",
        "MASTHEAD_DATA": str(data),
        "MASTHEAD_DATABASE_URL": database,
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, check=True, capture_output=True, text=True
    )
    lines = done.stdout.splitlines()
    for path in ("/", "/news", "/2026/01/01/x-1", "/feed.xml"):
        place = lines.index(f"{path} 500 True")
        assert "default-src 'none'" in lines[place + 1]
        assert "unsafe" not in lines[place + 1]
        assert lines[place + 2 : place + 4] == [
            "X-Content-Type-Options nosniff",
            "Cache-Control no-store",
        ]
    # The page is told in its looks: files need no database.
    assert lines[-1] == "file 200"


def test_a_fault_of_ours_tells_nothing_of_itself(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(edition: object) -> None:
        raise RuntimeError("secret words in a traceback")

    monkeypatch.setattr("masthead.public.lists.front_page", fail)
    reader.raise_request_exception = False
    answer = reader.get("/")
    assert answer.status_code == 500
    assert "secret" not in text_of(answer)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
