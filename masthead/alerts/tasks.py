"""Background work of alerts. A task that runs twice has the effect of one."""

from __future__ import annotations

from django_tasks import task

from masthead.alerts import sending
from masthead.alerts.models import Alert, Device
from masthead.jobs.rules import RetryPolicy

# A push service that is busy is asked again for some minutes; later the mail has told it all.
_PUSH = RetryPolicy(max_attempts=6, first_pause_seconds=3.0, longest_pause_seconds=60.0)
_FIRST = 100


@task(priority=_FIRST)
def tell(alert_id: int, purpose: str) -> int:
    """Tell people of an alert for one purpose; how many. Nothing for one that is gone."""
    alert = Alert.objects.select_related("story").filter(pk=alert_id).first()
    if alert is None:
        return 0
    people = sending.people_for(alert, purpose)
    sending.queue_mails(alert, purpose, people=people)
    for device in sending.devices_for(people):
        push.enqueue(device.pk, alert.pk, purpose)
    return len(people)


@task(priority=_FIRST, retry=_PUSH)
def push(device_id: int, alert_id: int, purpose: str) -> None:
    """Send one message to one device; a push service that is busy is asked again."""
    alert = Alert.objects.filter(pk=alert_id).first()
    device = Device.objects.select_related("person").filter(pk=device_id).first()
    if alert is not None and device is not None:
        sending.push_to(device, alert, purpose)
