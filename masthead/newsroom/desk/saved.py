"""Saved views: a person's own and those that others share."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from masthead.accounts.models import User
from masthead.newsroom.desk.filters import View
from masthead.newsroom.models import SavedView, StartView

# More than these no bar of views can show; it also bounds what one person can put on every desk.
MOST_VIEWS = 40


def views_for(person: User) -> list[SavedView]:
    """The person's own views in her order, then the shared ones of others; one query.

    Each with ``is_start``: whether her desk opens with it.
    """
    starts = StartView.objects.filter(user=person, view=OuterRef("pk"))
    views = (
        SavedView.objects.filter(Q(owner=person) | Q(is_shared=True))
        .select_related("owner")
        .annotate(is_start=Exists(starts))
    )
    return sorted(views, key=lambda view: (view.owner_id != person.pk, view.position, view.pk))


def start_view_of(person: User) -> SavedView | None:
    """The view that the person's desk opens with, if it is still hers to see; one query."""
    return (
        SavedView.objects.filter(starts__user=person)
        .filter(Q(owner=person) | Q(is_shared=True))
        .first()
    )


@transaction.atomic
def save_view(*, owner: User, name: str, query: str, is_shared: bool = False) -> SavedView:
    """Keep a view under a name; a view of hers with that name is replaced.

    ``query`` is what stands in the desk's address; only what the desk understands is kept.
    Raises `ValidationError` without a name, and for more views than anybody can use.
    """
    name = name.strip()[:60]
    if not name:
        raise ValidationError("Give the view a name.")
    own = SavedView.objects.select_for_update().filter(owner=owner)
    if not own.filter(name=name).exists() and own.count() >= MOST_VIEWS:
        raise ValidationError(f"You have {MOST_VIEWS} views: delete one first.")
    view, _ = SavedView.objects.update_or_create(
        owner=owner,
        name=name,
        defaults={"query": View.parse(QueryDict(query)).query[:1000], "is_shared": is_shared},
        create_defaults={
            "query": View.parse(QueryDict(query)).query[:1000],
            "is_shared": is_shared,
            "position": own.count(),
        },
    )
    return view


@transaction.atomic
def change_view(*, view: SavedView, by: User, name: str, is_shared: bool) -> None:
    """Rename a view, share it or keep it for oneself.

    Raises `PermissionDenied` for somebody else's, `ValidationError` for no name or one in use.
    """
    _check_owner(view, by)
    name = name.strip()[:60]
    if not name:
        raise ValidationError("Give the view a name.")
    if SavedView.objects.filter(owner=by, name=name).exclude(pk=view.pk).exists():
        raise ValidationError(f"You have a view “{name}” already.")
    view.name, view.is_shared = name, is_shared
    view.save(update_fields=["name", "is_shared"])


@transaction.atomic
def move_view(*, view: SavedView, by: User, step: int) -> None:
    """Move a view up (-1) or down (1) among the person's own. Raises `PermissionDenied`."""
    _check_owner(view, by)
    own = list(SavedView.objects.select_for_update().filter(owner=by))
    place = next(index for index, each in enumerate(own) if each.pk == view.pk)
    target = min(max(place + step, 0), len(own) - 1)
    own.insert(target, own.pop(place))
    for position, each in enumerate(own):
        each.position = position
    SavedView.objects.bulk_update(own, ["position"])


@transaction.atomic
def delete_view(*, view: SavedView, by: User) -> None:
    """Delete a view. Raises `PermissionDenied` for somebody else's."""
    _check_owner(view, by)
    view.delete()


@transaction.atomic
def start_with(*, view: SavedView | None, by: User) -> None:
    """Have the person's desk open with this view; None for the desk as it comes.

    Raises `PermissionDenied` for a view that is neither hers nor shared.
    """
    if view is None:
        StartView.objects.filter(user=by).delete()
        return
    if view.owner_id != by.pk and not view.is_shared:
        raise PermissionDenied("This view is somebody else’s.")
    StartView.objects.update_or_create(user=by, defaults={"view": view})


def _check_owner(view: SavedView, by: User) -> None:
    if view.owner_id != by.pk:
        raise PermissionDenied("This view is somebody else’s.")
