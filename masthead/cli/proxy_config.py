"""``masthead proxy-config``: what nginx or Caddy needs to stand before this installation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from masthead.cli.front_servers import Front, FrontServer, configuration
from masthead.cli.start import Data, installation_of, require_initialised, start_django
from masthead.kernel.installation import Installation


def proxy_config(
    server: Annotated[FrontServer, typer.Argument(help="Which front server.")],
    data: Data = None,
    plain: Annotated[
        int | None,
        typer.Option(
            help="Listen on this port without TLS: behind a server that has it, or to try it out.",
            min=1,
            max=65535,
            metavar="PORT",
        ),
    ] = None,
) -> None:
    """Print a complete configuration of a front server for this newsroom.

    It serves stored pages and static files itself, with the headers that Masthead would send, and
    hands everything else on.
    """  # fmt: skip
    here = installation_of(data)
    require_initialised(here)
    start_django()
    typer.echo(configuration(server, front_of(here, plain_port=plain)), nl=False)


def front_of(here: Installation, *, plain_port: int | None = None) -> Front:
    """The facts of an installation, from its settings and its editions. One query."""
    # Need Django's settings and models.
    from django.conf import settings
    from django.utils.module_loading import import_string

    from masthead.delivery.representations import CACHE_CONTROL
    from masthead.stories.models import Edition

    # Settings are above the commands: what they say is asked for by name.
    security: Any = import_string("masthead.config.entry.security_headers")
    headers = security(is_secure=plain_port is None or here.behind_proxy)
    return Front(
        languages=dict(Edition.objects.values_list("host", "language")),
        newsroom_host=here.newsroom_host,
        upstream=f"{here.bind}:{here.port}",
        pages=Path(settings.MASTHEAD_PAGES_FOLDER),
        static=Path(settings.STATIC_ROOT),
        static_url=settings.STATIC_URL,
        media_url=settings.MEDIA_URL,
        newsroom_path=settings.NEWSROOM_PATH,
        staff_cookie=settings.MASTHEAD_STAFF_COOKIE,
        page_headers=[
            ("Cache-Control", CACHE_CONTROL),
            ("Vary", "Accept-Encoding"),
            *headers,
        ],
        file_headers=[("Access-Control-Allow-Origin", "*"), *headers],
        plain_port=plain_port,
    )
