"""No screen of the newsroom needs an inline script: the strict policy holds there too."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from masthead.newsroom.widgets import start_element
from masthead.stories.models import Edition
from tests.factories.stories import make_author, make_picture, make_section, make_story, make_user
from tests.newsroom.posting import EDIT

# A script element without src whose type a browser would run.
RUNS = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>")


def test_a_call_becomes_data() -> None:
    element = start_element('new ImageChooser("id_x", {"modalUrl": "/a?b&c"});')
    assert element == (
        '<script type="application/json" data-newsroom-start="ImageChooser">'
        '["id_x", {"modalUrl": "/a?b\\u0026c"}]</script>'
    )


def test_data_cannot_end_its_element() -> None:
    element = start_element('createTaskChooser("</script><script>alert(1)</script>");')
    assert element.count("<") == 2


@pytest.mark.parametrize("script", ["alert(1); alert(2);", "new A(b);", "a.b('x')", ""])
def test_what_is_no_single_call_with_data_is_refused(script: str) -> None:
    with pytest.raises(ValueError):
        start_element(script)


@pytest.mark.django_db
def test_no_screen_carries_an_inline_script_a_style_or_a_handler(edition: Edition) -> None:
    chief = Client(headers={"host": "localhost"})
    chief.force_login(make_user())
    story = make_story(
        section=make_section(edition),
        bylines=[make_author()],
        lead_picture=make_picture(),
        headline="Ferry back in service",
    )
    for address in (
        "/newsroom/",
        EDIT.format(story.pk),
        "/newsroom/snippets/stories/story/add/",
        "/newsroom/snippets/stories/section/add/",
        "/newsroom/snippets/stories/recording/add/",
        "/newsroom/snippets/stories/author/add/",
        "/newsroom/users/",
        "/newsroom/reports/site-history/",
        "/newsroom/workflows/add/",
        "/newsroom/images/",
        "/newsroom/login/",
    ):
        response = chief.get(address, follow=True)
        page = response.content.decode()
        assert not RUNS.search(page), address
        assert "<style" not in page, address
        assert not re.search(r"<[a-z][^>]*\son[a-z]+=", page), address
        policy = response["Content-Security-Policy"]
        assert "script-src 'self';" in policy + ";"
        assert "unsafe" not in policy
