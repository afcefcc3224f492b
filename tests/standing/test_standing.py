"""Standing pages and menus, from the services to the site."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import ReferenceIndex

from masthead.standing.models import MenuLink, StandingAddress, StandingPage
from masthead.standing.rules import is_free
from masthead.standing.services import Wanted, set_menus
from masthead.stories.models import Edition
from masthead.stories.picture_uses import uses_of
from masthead.stories.services.takedown import take_down_picture
from masthead.stories.tasks import make_brand_files
from tests.factories.stories import make_edition, make_picture, make_user
from tests.readers import HOST

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(host=HOST)


@pytest.fixture
def reader() -> Client:
    return later()


def later() -> Client:
    """A reader after a second: for so long the edition at a host is remembered."""
    return Client(headers={"host": HOST})


def make_page(edition: Edition, **fields: object) -> StandingPage:
    values = {"title": "Jobs", "slug": "jobs", "live": True, "position": 9} | fields
    page = StandingPage(edition=edition, **values)
    page.body = [{"type": "paragraph", "value": "<p>Come and <b>write</b> with us.</p>"}]
    page.full_clean()
    page.save()
    return page


def test_a_new_edition_has_about_contact_and_privacy_and_every_page_leads_there(
    edition: Edition, reader: Client
) -> None:
    front = reader.get("/").content.decode()
    for path in ("/about", "/contact", "/privacy"):
        assert f'class="colophon__link" href="{path}"' in front
        answer = reader.get(path)
        assert answer.status_code == 200
        assert f'<link rel="canonical" href="https://{HOST}{path}">' in answer.content.decode()


def test_the_contact_page_has_what_the_edition_says_and_nothing_else(
    edition: Edition, reader: Client
) -> None:
    assert "<dl" not in reader.get("/contact").content.decode()
    edition.email, edition.telephone = "desk@post.example", "+44 20 7946 0000"
    edition.postal_address = "1 Quay <Street>\nHarbour"
    edition.save()
    page = later().get("/contact").content.decode()
    assert 'href="mailto:desk@post.example"' in page
    assert 'href="tel:+442079460000"' in page
    assert "1 Quay &lt;Street&gt;\nHarbour" in page


def test_a_draft_is_read_by_nobody_and_is_in_no_menu(edition: Edition, reader: Client) -> None:
    make_page(edition, live=False)
    assert reader.get("/jobs").status_code == 404
    assert "/jobs" not in reader.get("/").content.decode()


def test_an_earlier_address_leads_to_the_page_once(edition: Edition, reader: Client) -> None:
    page = make_page(edition)
    for slug in ("careers", "work-here"):
        page.slug = slug
        page.save()
    for old in ("/jobs", "/careers"):
        answer = reader.get(old)
        assert (answer.status_code, answer["Location"]) == (301, "/work-here")
    page.slug = "jobs"
    page.save()
    assert later().get("/jobs").status_code == 200
    assert later().get("/work-here")["Location"] == "/jobs"


def test_another_page_may_take_an_address_that_was_given_up(
    edition: Edition, reader: Client
) -> None:
    page = make_page(edition)
    page.slug = "careers"
    page.save()
    make_page(edition, title="Jobs in town")
    assert b"Jobs in town" in reader.get("/jobs").content
    assert StandingAddress.objects.count() == 1


def test_a_page_is_one_edition_s_alone(edition: Edition, reader: Client) -> None:
    make_page(make_edition())
    assert reader.get("/jobs").status_code == 404


@pytest.mark.parametrize(
    "slug", ["news", "section", "listen", "2026", "search", "robots", "newsroom", "a", "-a", "Über"]
)
def test_an_address_of_the_site_s_own_is_refused(edition: Edition, slug: str) -> None:
    if slug == "search" and is_free(slug):
        pytest.skip("the site has no search page yet")
    assert not is_free(slug)
    with pytest.raises(ValidationError):
        make_page(edition, slug=slug)


def test_the_menus_are_those_that_editors_made(edition: Edition, reader: Client) -> None:
    editor = make_user(is_superuser=True)
    sport = edition.sections.get(slug="sport")
    page = make_page(edition)
    set_menus(
        edition=edition,
        by=editor,
        menus={
            "head": [
                Wanted(section=sport),
                Wanted(page=page, label="Work <here>"),
                Wanted(address="/topic/harbour", label="Harbour"),
            ],
            "foot": [Wanted(page=page)],
            "social": [Wanted(address="https://social.example/@post", label="Social")],
        },
    )
    html = reader.get("/section/sport").content.decode()
    menu = html.partition('class="menu"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"( aria-current="page")?>([^<]+)<', menu) == [
        ("/section/sport", ' aria-current="page"', "Sport"),
        ("/jobs", "", "Work &lt;here&gt;"),
        ("/topic/harbour", "", "Harbour"),
    ]
    foot = html.partition('class="colophon"')[2]
    assert "/about" not in foot
    assert 'rel="me" href="https://social.example/@post"' in foot
    page.live = False
    page.save()
    assert "/jobs" not in later().get("/").content.decode()


def test_saving_the_same_menus_twice_changes_nothing(edition: Edition) -> None:
    editor = make_user(is_superuser=True)
    lines = {"head": [Wanted(address="/news", label="All")]}
    set_menus(edition=edition, menus=lines, by=editor)
    set_menus(edition=edition, menus=lines, by=editor)
    assert [str(link) for link in MenuLink.objects.all()] == ["All"]


def test_who_may_not_change_menus_is_refused(edition: Edition) -> None:
    with pytest.raises(PermissionDenied):
        set_menus(edition=edition, menus={"head": []}, by=make_user(is_superuser=False))


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "//evil.example", "/\\evil.example", "sport", "ftp://x.example"],
)
def test_an_address_that_is_none_is_refused(edition: Edition, address: str) -> None:
    with pytest.raises(ValidationError):
        set_menus(
            edition=edition,
            menus={"head": [Wanted(address=address, label="x")]},
            by=make_user(is_superuser=True),
        )


def test_a_section_of_another_edition_is_refused(edition: Edition) -> None:
    other = make_edition().sections.first()
    with pytest.raises(ValueError, match="is not of"):
        set_menus(
            edition=edition, menus={"head": [Wanted(section=other)]},
            by=make_user(is_superuser=True),
        )  # fmt: skip


def test_the_database_refuses_a_line_that_leads_to_two_things(edition: Edition) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MenuLink.objects.create(
            edition=edition, place="head", position=0, label="x", address="/news",
            section=edition.sections.first(),
        )  # fmt: skip


def test_a_picture_in_a_page_must_be_described(edition: Edition) -> None:
    page = StandingPage(edition=edition, title="Jobs", slug="jobs")
    use = {"picture": make_picture().pk, "alt": " ", "caption": "", "credit": ""}
    page.body = [{"type": "picture", "value": use}]
    with pytest.raises(ValidationError, match="Say what each picture shows"):
        page.full_clean()


def test_a_picture_that_is_taken_down_leaves_pages_and_logos_and_its_uses_are_told(
    edition: Edition, reader: Client
) -> None:
    picture = make_picture()
    edition.logo = picture
    edition.save()
    page = StandingPage(edition=edition, title="Jobs", slug="jobs", live=True)
    use = {"picture": picture.pk, "alt": "A desk", "caption": "", "credit": ""}
    page.body = [{"type": "picture", "value": use}]
    page.save()
    make_brand_files.func(edition.pk)
    assert "nameplate__logo" in reader.get("/jobs").content.decode()
    assert 'aria-label="A desk"' in reader.get("/jobs").content.decode()
    # The worker keeps Wagtail's index.
    ReferenceIndex.create_or_update_for_object(edition)
    ReferenceIndex.create_or_update_for_object(page)
    assert uses_of(picture).others == (("edition", str(edition)), ("standing page", "Jobs"))
    take_down_picture(picture=picture, by=make_user(is_superuser=True), reason="The wrong one")
    assert make_brand_files.func(edition.pk) == 0
    html = reader.get("/jobs").content.decode()
    assert "nameplate__logo" not in html
    assert "A desk" not in html
