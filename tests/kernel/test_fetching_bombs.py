"""The server of bombs, which lies beside the repository, harms nobody."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from masthead.kernel.fetching import FetchRefused, Policy, fetch
from tests.shared_data import shared_folder

# The child measures its own memory, so that other tests do not count.
FETCH_AND_MEASURE = """
import resource, sys
from masthead.kernel.fetching import FetchRefused, Policy, fetch
policy = Policy(allowed_hosts=frozenset({sys.argv[1]}), seconds=20.0)
fetch(f"http://{sys.argv[1]}/feed", policy=policy)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    fetch(f"http://{sys.argv[1]}{sys.argv[2]}", policy=policy)
except FetchRefused as refused:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, refused.reason)
"""


@pytest.fixture(scope="module")
def bombs() -> Iterator[str]:
    """Where the server of bombs listens: host and port."""
    script = shared_folder("score") / "make_bombs.py"
    with subprocess.Popen(
        [sys.executable, str(script), "serve"], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        yield f"127.0.0.1:{server.stdout.readline().split()[1]}"
        server.terminate()


def fetch_bomb(bombs: str, path: str, seconds: float = 3.0) -> str:
    """Return why an address of the server's is refused; '' when it answers."""
    policy = Policy(allowed_hosts=frozenset({bombs}), seconds=seconds)
    try:
        fetch(f"http://{bombs}{path}", policy=policy)
    except FetchRefused as refused:
        return refused.reason
    return ""


# The bomb server sends brotli only where Python has the package; nothing of ours needs it.
NEEDS_BROTLI = pytest.mark.skipif(find_spec("brotli") is None, reason="no brotli to make a bomb of")


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/gzip/256", "larger"), ("/deflate/256", "larger"), ("/feedbomb/256", "larger"),
     ("/endless", "larger"), pytest.param("/br/256", "not asked for", marks=NEEDS_BROTLI),
     ("/gzip2/64", "not asked for")],
)  # fmt: skip
def test_a_bomb_costs_little_memory_and_time(bombs: str, path: str, reason: str) -> None:
    started = time.monotonic()
    told = subprocess.run(
        [sys.executable, "-c", FETCH_AND_MEASURE, bombs, path],
        capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip
    kibibytes, _, words = told.partition(" ")
    assert reason in words
    assert int(kibibytes) < 64 * 1024
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/drip/60", "too long"),
        ("/dripbody/60", "too long"),
        ("/hang", "too long"),
        ("/headers/1000", "too many headers"),
        ("/headers/1000000", "keep to HTTP"),
        ("/bighdr/80", "headers are too long"),
        ("/bighdr/100000", "keep to HTTP"),
        ("/loop", "circle"),
        ("/loop2", "circle"),
        ("/movedloop", "circle"),
        ("/chain/6", "redirects"),
        ("/to/http%3A%2F%2F169.254.169.254%2F", "inner network"),
        ("/to/file%3A%2F%2F%2Fetc%2Fpasswd", "only http"),
        ("/shortbody", "keep to HTTP"),
        ("/badchunk", "keep to HTTP"),
        ("/nolen", "keep to HTTP"),
    ],
)
def test_what_no_honest_server_does_is_refused_in_time(bombs: str, path: str, reason: str) -> None:
    started = time.monotonic()
    assert reason in fetch_bomb(bombs, path)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "path",
    ["/feed", "/chain/5", "/moved", "/status/500", "/410", "/304", "/429", "/etaglie", "/longbody",
     "/charset", "/headers/100", "/bighdr/10"],
)  # fmt: skip
def test_what_honest_servers_do_is_answered(bombs: str, path: str) -> None:
    assert fetch_bomb(bombs, path) == ""
