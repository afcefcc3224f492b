"""What is printed for front servers; tests/journeys/test_front_servers.py runs it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from masthead.cli.front_servers import Front, FrontServer, configuration
from tests.journeys.front_servers import found
from tests.journeys.prepared import lay_prepared
from tests.journeys.running import environment, masthead

SERVERS: tuple[FrontServer, ...] = ("nginx", "caddy")


@pytest.fixture
def front(tmp_path: Path) -> Front:
    """An installation with two editions behind TLS, whose folders nobody else may enter."""
    tmp_path.chmod(0o700)
    return Front(
        languages={"news.example.org": "en-GB", "noticias.example.org": "es"},
        newsroom_host="desk.example.org",
        upstream="127.0.0.1:8000",
        pages=tmp_path / "pages",
        static=tmp_path / "static",
        static_url="/static/",
        media_url="/media/",
        newsroom_path="/newsroom/",
        staff_cookie="masthead_staff",
        page_headers=[("Vary", "Accept-Encoding"), ("X-Frame-Options", "SAMEORIGIN")],
        file_headers=[("X-Frame-Options", "SAMEORIGIN")],
    )


def test_nginx_speaks_tls_for_every_host_and_sends_the_rest_there(front: Front) -> None:
    text = configuration("nginx", front)
    names = "server_name news.example.org noticias.example.org desk.example.org;"
    assert text.count(names) == 2
    assert "listen 443 ssl http2;" in text
    assert "return 301 https://$host$request_uri;" in text
    assert 'noticias.example.org "es";' in text


def test_caddy_fetches_certificates_for_every_host(front: Front) -> None:
    text = configuration("caddy", front)
    assert "\nnews.example.org, noticias.example.org, desk.example.org {\n" in text
    assert "auto_https off" not in text


@pytest.mark.parametrize("server", SERVERS)
def test_a_plain_port_needs_no_certificate(front: Front, server: FrontServer) -> None:
    text = configuration(server, replace(front, plain_port=8080))
    assert "8080" in text
    assert "ssl_certificate" not in text
    assert "443" not in text


@pytest.mark.parametrize("server", SERVERS)
def test_nothing_is_left_to_fill_in(front: Front, server: FrontServer) -> None:
    text = configuration(server, front)
    assert "«" not in text
    assert "»" not in text


@pytest.mark.parametrize("server", SERVERS)
def test_a_folder_that_the_server_cannot_enter_is_named(
    front: Front, server: FrontServer, tmp_path: Path
) -> None:
    assert str(front.pages) in configuration(server, front).partition("map")[0]
    assert f'"{front.static}' not in configuration(server, front)
    # Elsewhere than below a folder of the tests, which is closed itself.
    open_place = Path("/usr")
    opened = replace(front, pages=open_place / "pages", static=open_place / "static")
    assert "cannot enter" not in configuration(server, opened)
    assert f'"{opened.static}' in configuration(server, opened)


@pytest.mark.parametrize("server", SERVERS)
def test_a_value_that_would_end_its_quotes_is_refused(front: Front, server: FrontServer) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        configuration(server, replace(front, page_headers=[("X", 'a"; return 200 "b')]))


@pytest.mark.skipif(found("caddy") is None, reason="caddy is not installed")
def test_caddy_takes_the_configuration_with_certificates(front: Front, tmp_path: Path) -> None:
    file = tmp_path / "Caddyfile"
    file.write_text(configuration("caddy", front), encoding="utf-8")
    done = subprocess.run(
        [str(found("caddy")), "validate", "--adapter", "caddyfile", "--config", str(file)],
        env={"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_command_prints_what_the_installation_needs(tmp_path: Path) -> None:
    lay_prepared(tmp_path / "data")
    masthead(
        "init", "--name", "The Port Ash Post", "--host", "news.example.org",
        "--zone", "Europe/London", "--email", "ada@example.org",
        folder=tmp_path / "data", port=8017,
    )  # fmt: skip
    text = masthead("proxy-config", "nginx", folder=tmp_path / "data", port=8017)
    assert "server 127.0.0.1:8017;" in text
    assert 'news.example.org "en' in text
    assert "Content-Security-Policy" in text


def test_without_an_installation_there_is_nothing_to_print(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "masthead.cli.main", "proxy-config", "nginx"],
        env=environment(tmp_path / "none", 8018),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "masthead init" in done.stderr
    assert done.stdout == ""
