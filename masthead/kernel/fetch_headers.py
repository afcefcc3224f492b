"""The headers of a request and of its answer, checked before they are used."""

import re
from collections.abc import Iterable, Mapping

from masthead.kernel.content_decoding import ACCEPTED_ENCODINGS

# RFC 9110 section 5.1 and 5.6.2: a field's name is a token.
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
# RFC 9110 section 5.5; the request keeps to ASCII.
_VALUE = re.compile(r"[\t\x20-\x7e]*")

# What a caller may not set: it frames the message (request smuggling), is set here, or would make
# a session of single requests.
_OURS = frozenset({
    "host", "connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade",
    "expect", "cookie", "user-agent", "accept-encoding", "proxy-authorization",
})  # fmt: skip

# What another server than the one meant may see: what is wanted, and by whom; no passwords.
_HARMLESS = frozenset({
    "accept", "accept-encoding", "accept-language", "if-none-match", "if-modified-since",
    "user-agent",
})  # fmt: skip

# Ten times what servers send; more is an attack.
_MOST_FIELDS = 150
_MOST_HEADER_BYTES = 64 * 1024

# Fields of which two different ones make an answer ambiguous (RFC 9110 section 5.3).
_SINGLE = frozenset({"location", "content-type", "etag", "last-modified", "retry-after"})


class HeadersRefused(ValueError):
    """Headers that are not sent or not accepted, with the reason."""


def write_request_headers(
    headers: Mapping[str, str], etag: str, last_modified: str, user_agent: str
) -> dict[str, str]:
    """Return all headers of a request but Host.

    Raises HeadersRefused for names and values that HTTP does not allow, and for fields that are
    not the caller's to set.
    """
    sent = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": ACCEPTED_ENCODINGS}
    # A server's own odd value that cannot be sent back is no validator; the fetch goes on.
    if etag and _VALUE.fullmatch(etag):
        sent["If-None-Match"] = etag
    if last_modified and _VALUE.fullmatch(last_modified):
        sent["If-Modified-Since"] = last_modified
    for name, value in headers.items():
        if name.lower() in _OURS:
            raise HeadersRefused(f"the header {name} cannot be set")
        if name.lower() == "accept":
            sent["Accept"] = value
        else:
            sent[name] = value
    for name, value in sent.items():
        if not _TOKEN.fullmatch(name) or not _VALUE.fullmatch(value):
            raise HeadersRefused("a header holds characters that HTTP does not allow")
    # One request a connection: nothing of an answer can be taken for the next one's.
    return {**sent, "Connection": "close"}


def headers_for_another_server(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that may follow a redirect away from the server that was meant."""
    kept = {name: value for name, value in headers.items() if name.lower() in _HARMLESS}
    return {**kept, "Connection": "close"}


def read_answer_headers(fields: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return an answer's headers, names in lower case, repeated ones joined by a comma.

    Values are UTF-8 where they can be, else Latin-1. Raises HeadersRefused when they are too
    many, too long, or say two things where only one makes sense.
    """
    listed = list(fields)
    if len(listed) > _MOST_FIELDS:
        raise HeadersRefused("the answer has too many headers")
    if sum(len(name) + len(value) for name, value in listed) > _MOST_HEADER_BYTES:
        raise HeadersRefused("the answer's headers are too long")
    read: dict[str, str] = {}
    for raw_name, raw_value in listed:
        name, value = raw_name.decode("latin-1").lower(), _text(raw_value)
        if name not in read:
            read[name] = value
        elif name in _SINGLE:
            if read[name] != value:
                raise HeadersRefused(f"the answer has two different headers {name}")
        else:
            read[name] = f"{read[name]}, {value}"
    return read


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
