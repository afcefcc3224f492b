"""What a newsroom sets up once and tends now and then."""

from __future__ import annotations

from typing import Any

from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from masthead.newsroom.choosers import NamedChooser, RecordingChooser
from masthead.newsroom.forms.edition import EditionForm
from masthead.newsroom.forms.named import NamedForm, TitledForm
from masthead.newsroom.forms.source import SourceForm
from masthead.newsroom.views.menus import menus_entry
from masthead.standing.models import StandingPage
from masthead.stories.models import Author, Edition, Recording, Section, Topic
from masthead.wire.models import Source


class RecordingViewSet(SnippetViewSet):
    """Audio and video of the station's own."""

    model = Recording
    icon = "media"
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    chooser_viewset_class = RecordingChooser
    list_display = ["title", "kind", "seconds"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("kind"),
            FieldPanel("file"),
            FieldPanel("seconds"),
            FieldPanel("poster"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("captions"), FieldPanel("captions_language")])],
                heading="Captions",
            ),
            FieldPanel("transcript"),
            FieldPanel("credit"),
        ]
    )


class EditionViewSet(SnippetViewSet):
    """Public sites."""

    model = Edition
    icon = "site"
    copy_view_enabled = False
    chooser_viewset_class = NamedChooser
    list_display = ["name", "host", "zone", "language"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("tagline"),
                    FieldPanel("host"),
                    FieldPanel("other_hosts"),
                    FieldPanel("zone"),
                    FieldPanel("language"),
                ],
                heading="Name and place",
            ),
            ObjectList(
                [
                    FieldPanel("logo"),
                    FieldPanel("logo_dark"),
                    FieldPanel("icon"),
                    FieldPanel("accent"),
                    FieldPanel("accent_dark"),
                    FieldPanel("paper"),
                    FieldPanel("is_plain"),
                ],
                heading="Looks",
            ),
            ObjectList(
                [
                    FieldPanel("email"),
                    FieldPanel("telephone"),
                    FieldPanel("postal_address"),
                ],
                heading="Contact",
            ),
            ObjectList(
                [
                    FieldPanel("stream_name"),
                    FieldPanel("stream_address"),
                    FieldPanel("has_full_text_feeds"),
                    FieldPanel("hub"),
                ],
                heading="Live stream and feeds",
            ),
        ],
        base_form_class=EditionForm,
    )


class SectionViewSet(SnippetViewSet):
    """Parts of editions."""

    model = Section
    icon = "list-ul"
    copy_view_enabled = False
    chooser_viewset_class = NamedChooser
    list_display = ["name", "edition", "position"]
    list_filter = ["edition"]
    edit_handler = ObjectList(
        [
            FieldPanel("edition"),
            FieldPanel("name"),
            FieldPanel("slug"),
            FieldPanel("description"),
            FieldPanel("position"),
        ],
        base_form_class=NamedForm,
    )


class TopicViewSet(SnippetViewSet):
    """What stories are about."""

    model = Topic
    icon = "tag"
    copy_view_enabled = False
    chooser_viewset_class = NamedChooser
    list_display = ["name", "media_topic"]
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("slug"), FieldPanel("media_topic")],
        base_form_class=NamedForm,
    )


class AuthorViewSet(SnippetViewSet):
    """Staff as readers see them."""

    model = Author
    icon = "user"
    copy_view_enabled = False
    chooser_viewset_class = NamedChooser
    list_display = ["name", "role"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("slug"),
            FieldPanel("role"),
            FieldPanel("biography"),
            FieldPanel("portrait"),
            FieldPanel("account"),
        ],
        base_form_class=NamedForm,
    )


class StandingPageViewSet(SnippetViewSet):
    """About, contact, privacy, and what else stands on a site from day to day."""

    model = StandingPage
    icon = "doc-full"
    menu_label = "Standing pages"
    copy_view_enabled = False
    list_display = ["title", "edition", "slug", LiveStatusTagColumn()]
    list_filter = ["edition"]
    edit_handler = ObjectList(
        [
            FieldPanel("edition"),
            FieldPanel("title"),
            FieldPanel("slug"),
            FieldPanel("kind"),
            FieldPanel("description"),
            FieldPanel("body"),
            FieldRowPanel([FieldPanel("is_in_foot"), FieldPanel("position")]),
        ],
        base_form_class=TitledForm,
    )


class AddSourceView(CreateView):
    """A new source; the page that tries feeds hands over the address."""

    def get_initial(self) -> dict[str, Any]:
        """The address that was tried, if one was."""
        return {"address": self.request.GET.get("address", "")}


class SourceViewSet(SnippetViewSet):
    """Where wire items come from."""

    model = Source
    add_view_class = AddSourceView
    icon = "download"
    menu_label = "Wire sources"
    copy_view_enabled = False
    chooser_viewset_class = NamedChooser
    list_display = ["name", "section", "feed"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("section"),
            FieldPanel("address"),
            FieldPanel("is_asked"),
            FieldPanel("quiet_after_hours"),
        ],
        base_form_class=SourceForm,
    )


class SetUpGroup(SnippetViewSetGroup):
    """One entry of the menu for all of them."""

    items = (
        EditionViewSet,
        SectionViewSet,
        TopicViewSet,
        AuthorViewSet,
        SourceViewSet,
        StandingPageViewSet,
    )

    def get_submenu_items(self) -> list[MenuItem]:
        """The lists, and the screen of the menus, which is no list."""
        order = len(self.registerables) + 1
        return [*super().get_submenu_items(), menus_entry(order)]

    menu_icon = "cogs"
    menu_label = "Set-up"
    menu_name = "set-up"
    menu_order = 400
