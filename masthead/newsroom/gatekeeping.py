"""The checklist of gates beside the story's form, as the form stands, saved or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.newsroom.panels import STORY
from masthead.stories import publishing
from masthead.stories.models import Publication, Story
from masthead.stories.rules import Check, StoryFacts, checklist, decide_release


def checks_of_story(story: Story, publication: Publication) -> tuple[Check, ...]:
    """The checklist of ``story`` as it is in memory."""
    return _checks(publishing.facts(story, publication), story)


def checks_of_form(data: Mapping[str, Any], *, story: Story, by: User) -> tuple[Check, ...]:
    """The checklist of ``story`` with what somebody has typed into its form; writes nothing."""
    form_class = STORY.bind_to_model(Story).get_form_class()
    form = form_class(data=data, instance=story, for_user=by)
    # Errors do not matter here: the fields that are sound are in the instance afterwards.
    form.is_valid()
    publication, cleaned = form.publication, form.cleaned_data
    facts = publishing.facts(form.instance, publication)
    facts = replace(
        facts,
        has_home=bool(cleaned.get("section")) or ("section" not in form.fields and facts.has_home),
        # A field that is refused as too empty never reaches the instance.
        headline=cleaned.get("headline", ""),
        embargo_until=cleaned.get("embargo_until"),
        expire_at=cleaned.get("ends_at"),
    )
    return _checks(facts, form.instance)


def _checks(facts: StoryFacts, story: Story) -> tuple[Check, ...]:
    moment = now()
    due = decide_release(go_live_at=story.go_live_at, embargo_until=facts.embargo_until, at=moment)
    checks = checklist(facts, at=due or moment)
    if due is None or due != facts.embargo_until:
        return checks
    # At its end an embargo is open; beside the form it is still what the story waits for.
    waiting = next(check for check in checklist(facts, at=moment) if check.kind.code == "embargo")
    return (*checks, waiting)


def verdict(checks: tuple[Check, ...]) -> dict[str, Any]:
    """What the list's template needs."""
    return {
        "checks": checks,
        "shut": sum(not check.is_open for check in checks),
        "waits": any(check.waits for check in checks),
    }
