"""Encrypted connections are made only with the server that was meant."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from masthead.kernel import fetching
from masthead.kernel.fetching import FetchRefused, fetch
from tests.kernel.web_server import PUBLIC, FakeNetwork, web_server


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for news.example that signs itself, with its key in the same file."""
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes the certificate, is not on this machine")
    path = tmp_path / "news.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=news.example",
         "-addext", "subjectAltName=DNS:news.example",
         "-keyout", str(tmp_path / "key.pem"), "-out", str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    return path


def encrypt(certificate: Path) -> Callable[[socket.socket], socket.socket]:
    """Return what makes a server's socket an encrypted one."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    return lambda plain: context.wrap_socket(plain, server_side=True)


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The system trusts the certificate, as it would a house's own authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    fetching.verified_tls.cache_clear()
    yield
    fetching.verified_tls.cache_clear()


@pytest.mark.usefixtures("trusted")
def test_a_server_is_known_by_its_name_though_its_number_is_asked(certificate: Path) -> None:
    with web_server(encrypt(certificate)) as site:
        site.says("/", body=b"news")
        network = FakeNetwork(site.port, news_example=[[PUBLIC]])
        assert fetch("https://news.example/", network=network).data == b"news"
        assert network.connected == [(PUBLIC, 443)]


@pytest.mark.usefixtures("trusted")
def test_a_certificate_for_another_name_is_refused(certificate: Path) -> None:
    with web_server(encrypt(certificate)) as site:
        network = FakeNetwork(site.port, other_example=[[PUBLIC]])
        with pytest.raises(FetchRefused, match="certificate is not valid"):
            fetch("https://other.example/", network=network)
        assert site.requests == []


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with web_server(encrypt(certificate)) as site:
        network = FakeNetwork(site.port, news_example=[[PUBLIC]])
        with pytest.raises(FetchRefused, match="certificate is not valid"):
            fetch("https://news.example/", network=network)
        assert site.requests == []


def test_a_server_that_does_not_encrypt_is_refused() -> None:
    with web_server() as site:
        network = FakeNetwork(site.port, news_example=[[PUBLIC]])
        with pytest.raises(FetchRefused, match="no encrypted connection"):
            fetch("https://news.example/", network=network)
