"""Devices that a person lets alerts come to."""

from __future__ import annotations

import hashlib

from django.db import transaction

from masthead.accounts.models import User
from masthead.alerts.models import Device
from masthead.alerts.push import check_subscription
from masthead.kernel.clock import now

# Nobody carries more; who adds the next loses the oldest.
MOST = 10
_LONGEST_NAME = 100


@transaction.atomic
def add_device(*, person: User, name: str, endpoint: str, p256dh: str, auth: str) -> Device:
    """Let alerts come to a browser. The same browser twice is one device, of who came last.

    Raises `masthead.alerts.push.SubscriptionRefused` for what is no subscription.
    """
    check_subscription(endpoint=endpoint, p256dh=p256dh, auth=auth)
    digest = hashlib.sha256(endpoint.encode()).hexdigest()
    device, _ = Device.objects.update_or_create(
        digest=digest,
        defaults={
            "person": person,
            "name": " ".join(name.split())[:_LONGEST_NAME] or "A browser",
            "endpoint": endpoint,
            "p256dh": p256dh,
            "auth": auth,
            "added_at": now(),
        },
    )
    kept = Device.objects.filter(person=person).order_by("-added_at", "-pk")[:MOST]
    Device.objects.filter(person=person).exclude(pk__in=[row.pk for row in kept]).delete()
    return device


def remove_device(*, person: User, device_id: int) -> bool:
    """Forget one of a person's own devices; whether there was one."""
    count, _ = Device.objects.filter(person=person, pk=device_id).delete()
    return bool(count)
