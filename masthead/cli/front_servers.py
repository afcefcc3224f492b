"""Configurations of the front servers that can serve the page store without Masthead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

FrontServer = Literal["nginx", "caddy"]
Headers = Sequence[tuple[str, str]]

_TEMPLATES: dict[FrontServer, str] = {"nginx": "nginx.conf", "caddy": "Caddyfile"}
_PLACE = re.compile("«([a-z_]+)»")
# A folder's group or everybody: which group a front server belongs to is the operator's to say.
_ENTER = 0o011


@dataclass(frozen=True, kw_only=True)
class Front:
    """What a front server must know of an installation.

    ``languages`` are the editions' hosts with the language of each. With ``plain_port`` it listens
    there without TLS: behind another server that has it, or to try it out. ``page_headers`` go
    with every page from the store, ``file_headers`` with every static file.
    """

    languages: Mapping[str, str]
    newsroom_host: str
    upstream: str
    pages: Path
    static: Path
    static_url: str
    media_url: str
    newsroom_path: str
    staff_cookie: str
    page_headers: Headers
    file_headers: Headers
    plain_port: int | None = None

    @property
    def hosts(self) -> list[str]:
        """Every host name of the installation, the newsroom's last."""
        return [*self.languages, *([self.newsroom_host] if self.newsroom_host else [])]


def configuration(server: FrontServer, front: Front) -> str:
    """The complete configuration of ``server`` for ``front``, with comments."""
    template = resources.files("masthead.cli").joinpath("templates", _TEMPLATES[server])
    values = {
        "advice": advice(front),
        "upstream": front.upstream,
        "staff_cookie": front.staff_cookie,
        "pages": str(front.pages),
        "static_url": front.static_url,
        "media_url": front.media_url,
        "newsroom_path": front.newsroom_path,
        **(_nginx(front) if server == "nginx" else _caddy(front)),
    }
    text = _PLACE.sub(lambda found: values[found[1]], template.read_text(encoding="utf-8"))
    return re.sub(r"\n{3,}", "\n\n", text)


def advice(front: Front) -> str:
    """What the operator has to see to before the front server can read the files."""
    closed = [str(folder) for folder in (front.pages, front.static) if not is_open(folder)]
    if not closed:
        return ""
    return (
        f"\n# The front server cannot enter {' and '.join(closed)}: until it can, Masthead\n"
        "# answers in its place. docs/operating.md, “Behind a front server”, says what to do."
    )


def is_open(folder: Path) -> bool:
    """Whether more users than its owner may enter ``folder`` and what lies above it.

    A folder that is not there yet is made by Masthead, open: then its parents count.
    """
    present = [place for place in (folder, *folder.parents) if place.exists()]
    return all(place.stat().st_mode & _ENTER for place in present)


def _nginx(front: Front) -> dict[str, str]:
    names = " ".join(front.hosts) or "_"
    page = [
        f"root {_quoted(front.pages)};",
        "try_files $masthead_page$masthead_packed @masthead;",
        "types { }",
        "gzip off;",
        "# A page that was purged is gone at once: nothing about files is remembered.",
        "open_file_cache off;",
        "max_ranges 0;",
        "if_modified_since before;",
        "add_header Content-Encoding $masthead_coding;",
        "add_header Content-Language $masthead_language;",
        *(f"add_header {name} {_quoted(value)};" for name, value in front.page_headers),
    ]
    static = [
        f"alias {_quoted(front.static)}/;",
        "gzip_static on;",
        "gzip_vary on;",
        "# brotli_static on;  # where nginx has that module",
        "charset utf-8;",
        "charset_types *;",
        "add_header Cache-Control $masthead_static_life;",
        *(f"add_header {name} {_quoted(value)};" for name, value in front.file_headers),
    ]
    if not is_open(front.static):
        # Without the files at hand nginx would answer 403.
        static = ["proxy_pass http://masthead;"]
    port = front.plain_port
    return {
        "languages": _lines((f'{host} "{tag}";' for host, tag in front.languages.items()), "    "),
        "names": names,
        "before": "" if port else _redirect_to_tls(names),
        "listen": _lines(
            [f"listen 127.0.0.1:{port};"]
            if port
            else ["listen 443 ssl http2;", "listen [::]:443 ssl http2;"],
            "    ",
        ),
        "certificate": ""
        if port
        else _lines(
            [
                "# Yours to fetch and renew, for all the names above.",
                f"ssl_certificate     /etc/ssl/{front.hosts[0] if front.hosts else 'site'}.pem;",
                f"ssl_certificate_key /etc/ssl/{front.hosts[0] if front.hosts else 'site'}.key;",
            ],
            "    ",
        ),
        "page": _lines(page, "        "),
        "static": _lines(static, "        "),
    }


def _redirect_to_tls(names: str) -> str:
    return _lines(
        [
            "server {",
            "    listen 80;",
            "    listen [::]:80;",
            f"    server_name {names};",
            "    # For a certificate by ACME: certbot certonly --webroot -w /var/www/acme",
            "    location /.well-known/acme-challenge/ { root /var/www/acme; }",
            "    location / { return 301 https://$host$request_uri; }",
            "}",
        ],
        "",
    )


def _caddy(front: Front) -> dict[str, str]:
    static = [
        f"root * {_quoted(front.static)}",
        f"uri strip_prefix {front.static_url.rstrip('/')}",
        "@lasting path_regexp [.][0-9a-f]{12}[.]",
        'header Cache-Control "max-age=60, public"',
        'header @lasting Cache-Control "max-age=315360000, public, immutable"',
        "header {",
        *(f"\t{name} {_quoted(value)}" for name, value in front.file_headers),
        "\t-Server",
        "}",
        "file_server {",
        "\tprecompressed br gzip",
        "}",
    ]
    if not is_open(front.static):
        static = ["import masthead"]
    port = front.plain_port
    return {
        "languages": _lines((f"{host} {tag}" for host, tag in front.languages.items()), "\t\t"),
        "global": "{\n\tauto_https off\n}" if port else "",
        "names": f"http://:{port}" if port else ", ".join(front.hosts) or "localhost",
        "page_headers": _lines(
            (f"{name} {_quoted(value)}" for name, value in front.page_headers), "\t\t\t\t"
        ),
        "static": _lines(static, "\t\t"),
    }


def _lines(lines: Iterable[str], indent: str) -> str:
    return "\n".join(f"{indent}{line}" for line in lines)


def _quoted(value: object) -> str:
    """A value as both servers read it: in double quotes, which none of ours has inside."""
    text = str(value)
    if any(char in text for char in '"\\$\n{}'):
        raise ValueError(f"cannot be written into a server's configuration: {text!r}")
    return f'"{text}"'
