"""What a browser posts from the story's form."""

from __future__ import annotations

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from masthead.stories.models import Picture, Section

EDIT = "/newsroom/snippets/stories/story/edit/{}/"


def paragraph_block(text: str = "The council agreed the plan.") -> tuple[str, str]:
    """A paragraph of the body."""
    return ("paragraph", rich_text(f"<p>{text}</p>"))


def picture_block(picture: Picture, **words: str) -> tuple[str, dict[str, Any]]:
    """A picture in the body."""
    return ("picture", {"picture": picture.pk, "alt": "", "caption": "", "credit": ""} | words)


def story_form(*, section: Section | None = None, **fields: Any) -> dict[str, Any]:
    """The whole form, with ``fields`` filled in; ``body`` is a list of blocks."""
    body = fields.pop("body", [paragraph_block()])
    values: dict[str, Any] = {
        "kicker": "",
        "headline": "Council agrees plan",
        "dek": "",
        "section": section.pk if section else "",
        "kind": "news",
        "sponsor": "",
        "bylines": inline_formset([]),
        "lead_picture": "",
        "lead_alt": "",
        "lead_caption": "",
        "lead_credit": "",
        "body": streamfield(body),
        "short_headline": "",
        "topics": [],
        "urgency": 5,
        "language": "",
        "translation_of": "",
        "dateline": "",
        "place": "",
        "agency": "",
        "credit": "",
        "rights": "",
        "usage_terms": "",
        "original_url": "",
        "embargo_until": "",
        "ends_at": "",
        "slug": "",
        "go_live_at": "",
        "change": "update",
        "change_note": "",
    }
    posted: dict[str, Any] = nested_form_data(values | fields)
    return posted


def publish_form(**fields: Any) -> dict[str, Any]:
    """The form, with the button “Publish” pressed."""
    return story_form(**fields) | {"action-publish": "action-publish"}
