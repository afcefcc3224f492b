"""Whose a story is: who is named over it, and whom it is assigned to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from masthead.newsroom.models import Assignment
from masthead.stories.models import Byline


def people_in(stories: Collection[int]) -> Mapping[int, set[int]]:
    """The accounts of each story's authors and of who has work on it, by story; two queries."""
    people: defaultdict[int, set[int]] = defaultdict(set)
    authors = Byline.objects.filter(story_id__in=stories, author__account__isnull=False)
    for story, account in authors.values_list("story_id", "author__account_id"):
        people[story].add(account)
    work = Assignment.objects.filter(story_id__in=stories, person__isnull=False, done_at=None)
    for story, account in work.values_list("story_id", "person_id"):
        if story is not None and account is not None:
            people[story].add(account)
    return people
