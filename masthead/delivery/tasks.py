"""Rendering pages before anybody asks for them."""

from __future__ import annotations

from django_tasks import task

from masthead.delivery.rendering import ask_site


@task
def render_ahead(pages: list[list[str]]) -> int:
    """Ask for each page (host, path) as a reader would, so that it is stored; returns how many were
    there. Twice changes nothing: a page that is stored is answered from the store.
    """
    return sum(ask_site(host, path)[0] == 200 for host, path in pages)
