"""E-mail (RFC 5322, MIME RFC 2045 to 2047): the message's text as a story."""

import base64
import email
import email.policy
import json
import quopri
import re
from collections.abc import Mapping
from email.message import Message

from masthead.kernel.blocks import Block, blocks_from_html
from masthead.kernel.languages import normalise_language
from masthead.kernel.text import collapse
from masthead.wire.dispatch import Dispatch, Reading, Refused
from masthead.wire.formats.elements import Remarks, text_to_html
from masthead.wire.formats.json_fields import Object, text, texts
from masthead.wire.formats.sniff import head_text
from masthead.wire.formats.telegraph import decode, words_guid

# RFC 5322 section 2.2: fields of printable signs but the colon, folded lines indented. Three of
# them, one of which only mail has, make a message; "From " in front is mbox's (RFC 4155).
_FIELDS = re.compile(
    r"\A(?:From [^\n]*\n)?(?:[A-Za-z][A-Za-z0-9-]{0,70}:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}"
)
_MAIL_FIELD = re.compile(
    r"^(?:from|message-id|received|return-path|delivered-to|mime-version):", re.I | re.M
)

_ENCODED_WORD = re.compile(
    r"=\?(?P<charset>[\w.:*+-]{1,60})\?(?P<encoding>[bBqQ])\?(?P<text>[^?\s]*)\?="
)
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")

# No title, sender or date is longer; what is has been made to keep a reader busy.
_LONGEST_FIELD = 4_000


class Email:
    """One message, one story; attachments stay in the message and are told."""

    name = "e-mail"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether the file begins with header fields of a message."""
        del headers
        start = head_text(data).lstrip().replace("\r\n", "\n").replace("\r", "\n")
        match = _FIELDS.match(start)
        return match is not None and _MAIL_FIELD.search(match[0]) is not None

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the message; raise Refused when it has neither subject nor text."""
        del headers
        try:
            message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
            parts = list(message.walk())
        except RecursionError as error:
            raise Refused("an e-mail of parts within parts without end") from error
        remarks = Remarks()
        dispatch = _dispatch(message, parts, remarks)
        if not dispatch.headline and not dispatch.body:
            raise Refused("an e-mail with neither subject nor text")
        return Reading(self.name, _field(message, "mime-version"), (dispatch,), tuple(remarks.list))


def _dispatch(message: Message, parts: list[Message], remarks: Remarks) -> Dispatch:
    body, plain_text = _body(parts, remarks)
    form = _form(plain_text)
    if form:
        # Forms on the web send their fields as JSON: then the subject names the form alone.
        body = blocks_from_html(text_to_html("\n\n".join(texts(form, "Body"))))
    headline = " ".join(texts(form, "Headline")) or _field(message, "subject")
    if not headline:
        remarks.add("Subject", "the item has no headline")
    guid = _field(message, "message-id")
    if not guid:
        remarks.add("Message-ID", "the item has no identifier: its words stand for it")
    return Dispatch(
        guid=guid or words_guid(f"{headline} {plain_text}"),
        headline=headline,
        dek=" ".join(texts(form, "Abstract")),
        slugline=" ".join(texts(form, "Slugline")),
        published=remarks.moment(_field(message, "date"), "Date"),
        language=normalise_language(_field(message, "content-language").partition(",")[0]),
        body=body,
        keywords=tuple(filter(None, map(collapse, _field(message, "keywords").split(",")))),
        agency=_sender(message),
        urgency=_urgency(form),
    )


def _field(message: Message, name: str) -> str:
    """Return a field's value, decoded; '' where there is none.

    The standard library's parser of structured fields takes minutes over some, and breaks on
    others: what is needed of them here is text.
    """
    found = (value for key, value in message.raw_items() if key.lower() == name)
    raw = str(next(found, ""))[:_LONGEST_FIELD]
    # RFC 2047 section 6.2: white space between encoded words is none of the text.
    joined = _BETWEEN_WORDS.sub(r"\1", raw)
    return collapse(_as_text(_ENCODED_WORD.sub(_encoded_word, joined)))


def _as_text(raw: str) -> str:
    """Return header text: bytes beyond ASCII, which stand in it as surrogates, as they mean."""
    try:
        return raw.encode("ascii", "surrogateescape").decode("utf-8")
    except UnicodeEncodeError:
        # Signs that an encoded word stood for.
        return raw.encode("utf-8", "replace").decode()
    except UnicodeDecodeError:
        return decode(raw.encode("ascii", "surrogateescape"))


def _encoded_word(match: re.Match[str]) -> str:
    """RFC 2047 section 4: charset, encoding B or Q, text."""
    raw = match["text"].encode("ascii", "surrogateescape")
    try:
        if match["encoding"] in "bB":
            raw = base64.b64decode(raw + b"=" * (-len(raw) % 4))
        else:
            raw = quopri.decodestring(raw, header=True)
        return raw.decode(match["charset"].partition("*")[0], "replace")
    except (LookupError, ValueError):
        return decode(raw)


def _sender(message: Message) -> str:
    """Return who sent the message, by name; by address where there is no name."""
    sender = _field(message, "from")
    name = collapse(re.sub(r"<[^<>]*>", "", sender)).strip('" ')
    return name or sender.strip("<>")


def _body(parts: list[Message], remarks: Remarks) -> tuple[tuple[Block, ...], str]:
    """Return the text as blocks and as it stands.

    RFC 2046 section 5.1.4: of alternatives the last that can be shown, which is the HTML one.
    """
    shown: dict[str, str] = {}
    for part in parts:
        if _is_overlong(part):
            remarks.add("part", "its header fields are too long: left out")
            continue
        kind = part.get_content_type()
        name = part.get_filename()
        if name or not kind.startswith(("text/", "multipart/", "message/")):
            told = collapse(str(name or kind).encode("utf-8", "replace").decode())[:80]
            remarks.add("attachment", f"{told!r} stays in the message")
        elif kind in ("text/plain", "text/html") and kind not in shown:
            shown[kind] = _text(part)
    plain_text = shown.get("text/plain", "")
    html = blocks_from_html(shown.get("text/html", ""))
    return html or blocks_from_html(text_to_html(plain_text)), plain_text


def _is_overlong(part: Message) -> bool:
    fields = ("content-type", "content-disposition", "content-transfer-encoding")
    return any(
        len(str(value)) > _LONGEST_FIELD
        for name, value in part.raw_items()
        if name.lower() in fields
    )


def _text(part: Message) -> str:
    """Return the text of a part in its own charset; told from the bytes where that is unknown."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        found = payload.decode(str(part.get_content_charset("")))
    except (LookupError, ValueError):
        found = decode(payload)
    if str(part.get_param("format", "")).lower() == "flowed":
        found = _unflowed(found, deletes=str(part.get_param("delsp", "")).lower() == "yes")
    return found


def _unflowed(text_: str, *, deletes: bool) -> str:
    """RFC 3676 section 4: a line that ends in a blank goes on in the next one."""
    return re.sub(r" \r?\n(?!-- \r?\n)", "" if deletes else " ", text_)


def _form(plain_text: str) -> Object:
    """Return the fields of a form that was sent as a JSON object; an empty one for other text."""
    if not plain_text.lstrip().startswith("{"):
        return {}
    try:
        # Not strict: mail programs break the lines of the strings.
        value = json.loads(plain_text, strict=False)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, Mapping) and "Headline" in value else {}


def _urgency(form: Object) -> int | None:
    told = next(iter(texts(form, "News Value", "Urgency")), "") or text(form, "Urgency")
    return int(told) if re.fullmatch("[1-9]", told) else None
