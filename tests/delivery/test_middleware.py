"""What is stored of Django's answers, and what never is."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from masthead.delivery.keys import declare
from masthead.delivery.middleware import PageStoreMiddleware
from masthead.delivery.representations import CACHE_CONTROL
from masthead.delivery.store import PageStore
from masthead.stories.models import Edition
from masthead.stories.services.publication import withdraw_story
from tests.delivery.stored import decoded, files_of, is_stored, rows_of
from tests.factories.stories import make_edition, make_published, make_section
from tests.readers import HOST, ask, path_of, text_of

pytestmark = pytest.mark.django_db(transaction=True)


def answered(store: PageStore, edition: Edition, view: Any, **extra: Any) -> HttpResponse:
    """What the middleware makes of a view's answer."""
    headers = {"host": HOST} | extra.pop("headers", {})
    request = RequestFactory().get("/news", headers=headers, **extra)
    request.edition = edition  # type: ignore[attr-defined]
    request.page_serial = store.serial()  # type: ignore[attr-defined]
    response = PageStoreMiddleware(view)(request)
    assert isinstance(response, HttpResponse)
    return response


def good(request: HttpRequest) -> HttpResponse:
    """A page that may be stored."""
    declare("front")
    response = HttpResponse("<p>Good")
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.headers["Content-Language"] = "en"
    return response


def test_a_declared_page_is_stored_and_answered_with_its_validator(
    store: PageStore, edition: Edition
) -> None:
    response = answered(store, edition, good)
    assert is_stored(store, "/news")
    assert response.content == b"<p>Good"
    assert response.headers["ETag"]
    again = answered(store, edition, None, headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Type" not in again.headers


def _not_declared(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("<p>Undeclared")
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.headers["Content-Language"] = "en"
    return response


def _with(**headers: str) -> Any:
    def view(request: HttpRequest) -> HttpResponse:
        response = good(request)
        for name, value in headers.items():
            response.headers[name.replace("_", "-")] = value
        return response

    return view


def _with_cookie(request: HttpRequest) -> HttpResponse:
    response = good(request)
    response.set_cookie("a", "b")
    return response


def _with_token(request: HttpRequest) -> HttpResponse:
    get_token(request)
    return good(request)


def _with_form(request: HttpRequest) -> HttpResponse:
    response = good(request)
    response.content = b'<input type="hidden" name="csrfmiddlewaretoken" value="x">'
    return response


def _with_status(status: int) -> Any:
    def view(request: HttpRequest) -> HttpResponse:
        response = good(request)
        response.status_code = status
        return response

    return view


@pytest.mark.parametrize(
    "view",
    [
        _not_declared,
        _with_cookie,
        _with_token,
        _with_form,
        _with(Vary="Cookie"),
        _with(Vary="Accept-Language"),
        _with(Cache_Control="private, no-store"),
        _with(Content_Type="text/plain"),
        _with(Content_Type="text/html; charset=latin-1"),
        _with(Location="/elsewhere"),
        _with(Content_Language=""),
        _with(Content_Security_Policy="default-src *"),
        _with(Set_Cookie="a=b"),
        *map(_with_status, [203, 206, 301, 302, 403, 404, 410, 500]),
    ],
)
def test_what_is_one_persons_or_no_page_is_never_stored(
    store: PageStore, edition: Edition, view: Any
) -> None:
    answered(store, edition, view)
    assert not files_of(store)
    assert not rows_of(store)


@pytest.mark.parametrize(
    "extra",
    [
        {"method": "POST"},
        {"QUERY_STRING": "utm_source=x"},
        {"headers": {"authorization": "Basic YQ=="}},
        {"headers": {"cookie": "masthead_staff=1"}},
        {"PATH_INFO": "/newsroom/page"},
        {"PATH_INFO": "/media/page"},
        {"PATH_INFO": "//news"},
        {"PATH_INFO": "/news/"},
        {"PATH_INFO": "/../news"},
        {"PATH_INFO": "/a/\x00"},
    ],
)
def test_a_request_that_is_not_a_readers_plain_one_stores_nothing(
    store: PageStore, edition: Edition, extra: dict[str, Any]
) -> None:
    method = extra.pop("method", "GET")
    answered(store, edition, good, REQUEST_METHOD=method, **extra)
    assert not files_of(store)


def test_without_the_lease_nothing_is_stored(store: PageStore, edition: Edition) -> None:
    store.lease.file.unlink()
    store.lease._look_at = 0.0
    assert answered(store, edition, good).content == b"<p>Good"
    assert not files_of(store)


# --- poisoning and deception, through the whole of Django -----------------------------------------


def test_a_query_never_makes_an_entry_and_never_gets_one(
    store: PageStore, reader: Client, edition: Edition
) -> None:
    make_published(section=make_section(edition))
    for query in ("?x=1", "?before=0-1", "?fbclid=a", "?%00"):
        reader.get(f"/news{query}")
        assert not files_of(store), query


def test_head_first_leaves_get_its_body(store: PageStore, reader: Client) -> None:
    assert reader.head("/news").status_code == 200
    assert not is_stored(store, "/news")
    assert b"All the news" in reader.get("/news").content
    assert is_stored(store, "/news")
    assert reader.head("/news").status_code == 200
    assert b"All the news" in reader.get("/news").content


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-host": "evil.example"},
        {"x-forwarded-for": "evil.example"},
        {"x-original-url": "/newsroom/"},
        {"x-rewrite-url": "/newsroom/"},
        {"x-http-method-override": "POST"},
        {"forwarded": "host=evil.example"},
        {"accept-language": "fr"},
        {"accept": "application/json"},
        {"accept-encoding": "evil, gzip;q=evil, *;q=0"},
        {"user-agent": "evil"},
        {"origin": "https://evil.example"},
        {"referer": "https://evil.example/"},
        {"cookie": "evil=1"},
        {"host": f"{HOST.upper()}.:8000"},
    ],
)
def test_a_header_that_is_no_part_of_the_key_changes_nothing_that_is_stored(
    store: PageStore, reader: Client, settings: Any, headers: dict[str, str]
) -> None:
    settings.MASTHEAD_PAGES_BYTES, limit = 0, settings.MASTHEAD_PAGES_BYTES
    clean = reader.get("/news").content
    settings.MASTHEAD_PAGES_BYTES = limit
    reader.get("/news", headers=headers)
    assert is_stored(store, "/news")
    assert {decoded(file) for file in files_of(store)} == {clean}
    assert rows_of(store) == [(HOST, "/news")]


def test_addresses_that_only_look_like_a_page_store_nothing_under_it(
    store: PageStore, reader: Client, edition: Edition
) -> None:
    path = path_of(make_published(section=make_section(edition)))
    for odd in (f"{path}/nonexistent.css", f"{path}.css", f"{path};x", f"{path}/", f"/{path}",
                f"{path}%2e%2e", f"{path}/%2e%2e/x.js", f"{path}%252e%252e", f"{path}%00.js",
                f"/x/..{path}", f"{path}/history/", f"{path}/history/x.css", path.upper(),
                "/news%2f", "/news%3bx", "/section%2fnews%2f",
                "/news/%0d%0aSet-Cookie:a=b"):  # fmt: skip
        answer = ask(reader, odd)
        assert answer.status_code != 200, odd
        # At most the page itself, to which capitals and slashes too many lead: at its own address.
        assert {row[1] for row in rows_of(store)} <= {
            path, f"{path}/history", "/news", "/section/news"
        }, odd  # fmt: skip


def test_an_encoded_letter_leads_to_the_pages_one_entry(
    store: PageStore, reader: Client, edition: Edition
) -> None:
    assert ask(reader, "/n%65ws").status_code == 200
    assert rows_of(store) == [(HOST, "/news")]


def test_another_editions_path_stores_nothing_here(store: PageStore, reader: Client) -> None:
    other = make_edition(host="other.example")
    path = path_of(make_published(section=make_section(other)))
    assert reader.get(path).status_code == 301
    assert reader.get(path, headers={"host": "other.example"}).status_code == 200
    assert rows_of(store) == [("other.example", path)]


def test_answers_that_are_no_pages_are_not_stored(
    store: PageStore, reader: Client, edition: Edition
) -> None:
    gone = make_published(section=make_section(edition))
    path = path_of(gone)
    withdraw_story(story=gone, by=None)
    for address, status in ((path, 410), ("/nothing", 404), ("/newsroom/", 302)):
        assert reader.get(address).status_code == status
    assert reader.get("/", headers={"host": "evil.example"}).status_code == 400
    assert reader.post("/").status_code == 405
    assert not files_of(store)
    # The page that a redirect leads to is drawn once, and stored as that page.
    assert reader.get("/news/").status_code == 301
    assert rows_of(store) == [(HOST, "/news")]


def test_names_of_this_machine_share_the_editions_entry(store: PageStore) -> None:
    make_edition(host="127.0.0.1", name="The Demo")
    for host in ("localhost:8000", "127.0.0.1", "news.localhost"):
        assert "The Demo" in text_of(Client().get("/", headers={"host": host}))
    assert rows_of(store) == [("127.0.0.1", "/")]


def test_staff_are_served_by_django_and_leave_nothing(
    store: PageStore, reader: Client, edition: Edition
) -> None:
    path = path_of(make_published(section=make_section(edition)))
    reader.cookies["masthead_staff"] = "1"
    assert "ETag" not in reader.get(path).headers
    assert not files_of(store)
    del reader.cookies["masthead_staff"]
    reader.get(path)
    assert is_stored(store, path)
    reader.cookies["masthead_staff"] = "1"
    assert "ETag" not in reader.get(path).headers


def test_a_stored_answer_has_every_header_that_a_drawn_one_has(
    store: PageStore, reader: Client, settings: Any
) -> None:
    settings.MASTHEAD_PAGES_BYTES, limit = 0, settings.MASTHEAD_PAGES_BYTES
    drawn = {path: reader.get(path) for path in ("/", "/news", "/feed.xml")}
    settings.MASTHEAD_PAGES_BYTES = limit
    for path, answer in drawn.items():
        for _ in range(2):
            kept = reader.get(path)
            differing = {
                name
                for name in {*kept.headers, *answer.headers}
                if kept.headers.get(name) != answer.headers.get(name)
            }
            assert differing <= {"ETag", "Last-Modified", "Vary"}, path


def test_a_new_name_is_at_once_on_the_page_that_says_there_is_none(
    store: PageStore, reader: Client, edition: Edition
) -> None:
    for path in ("/nothing", "/nothing/else"):
        answer = reader.get(path)
        assert (answer.status_code, edition.name in text_of(answer)) == (404, True)
    edition.name = "The Renamed Post"
    edition.save()
    answer = reader.get("/nothing")
    assert (answer.status_code, "The Renamed Post" in text_of(answer)) == (404, True)
    reader.cookies["masthead_staff"] = "1"
    assert reader.get("/nothing").status_code == 404
