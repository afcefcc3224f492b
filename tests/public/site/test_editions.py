"""What an edition's own settings do to its pages: looks, logo, other hosts, live stream."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from masthead.stories.models import Edition, EditionAlias
from masthead.stories.services.editions import set_aliases
from masthead.stories.services.pictures import add_picture
from masthead.stories.tasks import make_brand_files
from tests.factories.stories import make_edition
from tests.readers import HOST

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(host=HOST)


def drawing(size: tuple[int, int]) -> bytes:
    file = BytesIO()
    Image.new("RGBA", size, (0, 90, 80, 120)).save(file, "PNG")
    return file.getvalue()


def test_an_edition_without_colours_of_its_own_loads_one_stylesheet(
    edition: Edition, reader: Client
) -> None:
    page = reader.get("/").content.decode()
    assert page.count('rel="stylesheet"') == 1
    assert reader.get("/looks-0123456789ab.css").status_code == 404


def test_an_edition_s_colours_come_as_a_stylesheet_that_may_be_kept(
    edition: Edition, reader: Client
) -> None:
    edition.accent, edition.is_plain = "#123456", True
    edition.save()
    page = reader.get("/").content.decode()
    start = page.index('href="/looks-')
    address = page[start + 6 : page.index('"', start + 6)]
    answer = reader.get(address)
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert b"--accent:#123456" in answer.content
    assert b"--font-headline:var(--font-plain)" in answer.content
    old = reader.get("/looks-0123456789ab.css")
    assert old.content == answer.content
    assert "immutable" not in old["Cache-Control"]


def test_the_logo_takes_the_name_s_place_once_the_worker_has_made_it(
    edition: Edition, reader: Client
) -> None:
    edition.logo = add_picture(data=drawing((1600, 300)), file_name="logo.png", title="Logo")
    edition.logo_dark = add_picture(data=drawing((1500, 300)), file_name="dark.png", title="Dark")
    edition.save()
    assert 'class="nameplate__logo"' not in reader.get("/").content.decode()
    assert make_brand_files.func(edition.pk) == 2
    assert make_brand_files.func(edition.pk) == 2
    page = reader.get("/").content.decode()
    assert f'alt="{edition.name}"' in page
    assert 'media="(prefers-color-scheme: dark)"' in page
    source = page.partition('class="nameplate__logo" src="')[2].partition('"')[0]
    file = reader.get(source)
    made = Image.open(BytesIO(b"".join(file)))
    assert (made.format, made.mode) == ("WEBP", "RGBA")


@pytest.mark.parametrize("path", ["/", "/news?before=1-2", "/2026/11/25/a-1", "/a//b"])
def test_another_host_of_an_edition_leads_to_its_own(
    edition: Edition, client: Client, path: str
) -> None:
    set_aliases(edition=edition, hosts=["www.courier.example"])
    answer = client.get(path, HTTP_HOST="www.courier.example")
    assert answer.status_code == 301
    assert answer["Location"] == f"https://{HOST}{path}"


def test_a_name_of_this_machine_can_be_another_host_too(edition: Edition, client: Client) -> None:
    edition.host = "localhost"
    edition.save()
    set_aliases(edition=edition, hosts=["old.localhost"])
    answer = client.get("/news", HTTP_HOST="old.localhost")
    assert answer.status_code == 301
    assert answer["Location"].startswith("http://localhost:")
    assert client.get("/news", HTTP_HOST="other.localhost").status_code == 200


def test_the_hosts_of_an_edition_are_exactly_those_that_were_named(edition: Edition) -> None:
    set_aliases(edition=edition, hosts=["a.example", "b.example"])
    set_aliases(edition=edition, hosts=["b.example", "c.example"])
    assert [row.host for row in EditionAlias.objects.all()] == ["b.example", "c.example"]


def test_without_a_stream_there_is_no_page_to_listen(edition: Edition, reader: Client) -> None:
    assert "/listen" not in reader.get("/").content.decode()
    assert reader.get("/listen").status_code == 404


def test_the_stream_plays_in_the_browser_s_player_and_loads_nothing_before(
    edition: Edition, reader: Client
) -> None:
    edition.stream_address = "https://stream.example:8443/live.mp3?x=1&y=2"
    edition.stream_name = "Sound <of> the Coast"
    edition.save()
    assert 'href="/listen"' in reader.get("/").content.decode()
    answer = reader.get("/listen")
    page = answer.content.decode()
    assert (
        '<audio class="player__media" controls preload="none">'
        '<source src="https://stream.example:8443/live.mp3?x=1&amp;y=2"></audio>' in page
    )
    assert "Sound &lt;of&gt; the Coast" in page
    policy = answer["Content-Security-Policy"]
    assert "media-src 'self' https://stream.example:8443;" in policy + ";"
    assert "stream.example" not in reader.get("/")["Content-Security-Policy"]
