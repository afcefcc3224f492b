"""The entry: ``masthead`` and ``python -m masthead.cli.main``."""

from __future__ import annotations

import sys

import typer

from masthead.cli import (
    alert,
    doctor,
    extract,
    ingest,
    init,
    pages,
    prepare,
    proxy_config,
    rebuild_desk,
    reindex,
    run,
    sign_in,
    version,
    web,
    worker,
)
from masthead.kernel.installation import ConfigurationError

app = typer.Typer(
    name="masthead",
    help="Publish local news: wire in, newsroom, site.",
    epilog="Start with: masthead run. When something is wrong: masthead doctor.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("init", short_help="Make an empty newsroom for real use.")(init.init)
app.command("run", short_help="Start site and newsroom, and keep them running.")(run.run)
app.command("ingest", short_help="Put wire items from files on the desk.")(ingest.ingest)
app.command("extract", short_help="Take the article from a web page.")(extract.extract_pages)
app.command("doctor", short_help="Say what is wrong, and how to mend it.")(doctor.doctor)
app.command("sign-in", short_help="Print a link that signs an editor in once.")(sign_in.sign_in)
app.command("reindex", short_help="Build the newsroom’s search anew.")(reindex.reindex)
app.command("rebuild-desk", short_help="Write the desk’s and the topics’ lists anew.")(
    rebuild_desk.rebuild_desk
)
app.command("alert", short_help="Call the editors on call.")(alert.alert)
app.add_typer(pages.app, name="pages", short_help="The store of rendered pages.")
app.command("web", short_help="Run the web server alone.")(web.web)
app.command("worker", short_help="Run the background worker alone.")(worker.worker)
app.command("proxy-config", short_help="Print a configuration for nginx or Caddy.")(
    proxy_config.proxy_config
)
app.command("version", short_help="Say which Masthead this is.")(version.version)
app.command("prepare", hidden=True)(prepare.prepare)


def main() -> None:
    """Run the command; a configuration that cannot be understood ends it with a sentence."""
    try:
        app()
    except ConfigurationError as error:
        typer.echo(f"masthead: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
