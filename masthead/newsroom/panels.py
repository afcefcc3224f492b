"""What the story's form shows, and in which order."""

from __future__ import annotations

from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.panels.publishing_panel import PublishingPanel
from wagtail.admin.widgets import AdminDateTimeInput

from masthead.newsroom.forms.story import StoryForm

# Wagtail's own expiry is part of a revision and is not offered: a story's expiry stands in its
# publication, where no restored revision can move it.
SCHEDULE = PublishingPanel(
    children=[
        FieldPanel(
            "go_live_at",
            heading="Publish at",
            widget=AdminDateTimeInput(
                js_overlay_parent_selector="#schedule-publishing-dialog",
                attrs={
                    "data-controller": "w-action",
                    "data-action": "w-dialog:hidden->w-action#reset",
                    "data-w-dialog-target": "notify",
                },
            ),
        )
    ]
)

STORY = TabbedInterface(
    [
        ObjectList(
            [
                MultiFieldPanel(
                    [FieldPanel("change"), FieldPanel("change_note")],
                    heading="This publication",
                    icon="history",
                ),
                FieldPanel("kicker"),
                FieldPanel("headline"),
                FieldPanel("dek"),
                FieldRowPanel([FieldPanel("section"), FieldPanel("kind")]),
                FieldPanel("sponsor"),
                InlinePanel(
                    "bylines",
                    panels=[FieldRowPanel([FieldPanel("author"), FieldPanel("name")])],
                    heading="Bylines",
                    label="Byline",
                    icon="user",
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("lead_picture"),
                        FieldPanel("lead_alt"),
                        FieldPanel("lead_caption"),
                        FieldPanel("lead_credit"),
                    ],
                    heading="Lead picture",
                    icon="image",
                ),
                FieldPanel("body", heading="Text"),
                FieldPanel("submit_note"),
            ],
            heading="Story",
        ),
        ObjectList(
            [
                FieldPanel("short_headline"),
                FieldPanel("topics"),
                FieldRowPanel([FieldPanel("urgency"), FieldPanel("language")]),
                FieldPanel("translation_of"),
                FieldRowPanel([FieldPanel("dateline"), FieldPanel("place")]),
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("agency"), FieldPanel("credit")]),
                        FieldPanel("rights"),
                        FieldPanel("usage_terms"),
                        FieldPanel("original_url"),
                    ],
                    heading="Source and rights",
                    icon="globe",
                ),
            ],
            heading="Details",
        ),
        ObjectList(
            [
                FieldRowPanel([FieldPanel("embargo_until"), FieldPanel("ends_at")]),
                FieldPanel("slug"),
                FieldPanel("is_noindex"),
                SCHEDULE,
            ],
            heading="Publishing",
        ),
    ],
    base_form_class=StoryForm,
)
