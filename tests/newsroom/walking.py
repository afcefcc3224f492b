"""Every address of the newsroom, and what it gives to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from django.contrib.messages import get_messages
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern

TABLE = Path(__file__).with_name("addresses.txt")
# The columns of the table: a letter stands where something is given, a dash where nothing is.
WHO = {
    "N": "nobody",
    "O": "somebody whose account is switched off",
    "G": "somebody without a role",
    "M": "moderator",
    "R": "reporter",
    "P": "producer",
    "E": "editor",
    "A": "administrator",
}


@dataclass(frozen=True)
class Address:
    """A pattern: its name with its namespaces, and the address that was made from it."""

    name: str
    path: str


def addresses(values: dict[str, Any]) -> Iterator[Address]:
    """Every pattern below /newsroom/ that can be asked; ``values`` fill in its parts.

    A value is looked up as ``NAME:PART``, then by the longest beginning of the name that has one,
    then as ``PART`` alone; without any it is 1.
    """
    newsroom = next(
        each
        for each in get_resolver().url_patterns
        if isinstance(each, URLResolver) and "newsroom" in str(each.pattern)
    )
    yield from _below(newsroom, "", (), values)


def _below(
    resolver: URLResolver, prefix: str, spaces: tuple[str, ...], values: dict[str, Any]
) -> Iterator[Address]:
    spaces = (*spaces, resolver.namespace) if resolver.namespace else spaces
    prefix += "/newsroom/" if not prefix else str(resolver.pattern)
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _below(each, prefix, spaces, values)
        elif isinstance(each, URLPattern):
            name = ":".join((*spaces, each.name or str(each.pattern)))
            yield Address(name=name, path=prefix + _filled(each, name, values))


def _filled(pattern: URLPattern, name: str, values: dict[str, Any]) -> str:
    if isinstance(pattern.pattern, RegexPattern):
        return str(values.get(f"{name}:", ""))
    assert isinstance(pattern.pattern, RoutePattern)
    text = str(pattern.pattern)
    for part in pattern.pattern.converters:
        start = text.index("<")
        end = text.index(">", start)
        text = text[:start] + str(_value(name, part, values)) + text[end + 1 :]
    return text


def _value(name: str, part: str, values: dict[str, Any]) -> Any:
    beginnings = (name[:length] for length in range(len(name), 0, -1))
    for beginning in beginnings:
        if f"{beginning}:{part}" in values:
            return values[f"{beginning}:{part}"]
    return values.get(part, 1)


class Walker:
    """A browser that leaves no trace: what a request changed is undone, signing out too."""

    def __init__(self, client: Client) -> None:
        client.raise_request_exception = False
        self._client = client
        self._cookies = client.cookies.output(header="", sep=";")

    def ask(self, method: str, path: str) -> HttpResponse:
        """The answer to ``method`` without a body."""
        self._client.cookies = SimpleCookie(self._cookies)
        with transaction.atomic():
            response = self._client.generic(method, path)
            transaction.set_rollback(True)
        answer: HttpResponse = response  # type: ignore[assignment]
        return answer


def gives(response: HttpResponse) -> bool:
    """Whether somebody got something: a page, or an act's answer; not a refusal."""
    if response.status_code in {401, 403, 404, 405, 410}:
        return False
    if response.status_code == 302 and response["Location"].startswith("/newsroom/login/"):
        return False
    told = [str(message) for message in get_messages(response.wsgi_request)]  # type: ignore[attr-defined]
    return not any("do not have permission" in message for message in told)


def written() -> dict[str, tuple[str, str]]:
    """The table: for each name who gets something by GET and by POST."""
    rows = {}
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            name, get, post = line.rsplit(maxsplit=2)
            rows[name] = (get, post)
    return rows
