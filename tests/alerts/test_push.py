"""Push: what the service gets, what the browser reads of it, and what a gone device means."""

from __future__ import annotations

import base64
import json
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from masthead.alerts import push
from masthead.alerts.devices import add_device
from masthead.alerts.keys import vapid_key
from masthead.alerts.models import Device, PushKey
from masthead.kernel.clock import now
from masthead.kernel.fetching import FetchRefused, Policy
from tests.factories.stories import make_user
from tests.kernel.web_server import WebServer, web_server

pytestmark = pytest.mark.django_db

SECRET = b"0123456789abcdef"


def written(data: bytes) -> str:
    """Base64url as browsers write it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Browser:
    """A browser's end of a subscription."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        point = self.private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        self.p256dh, self.auth = written(point), written(SECRET)

    def device(self, endpoint: str) -> Device:
        """The device as the newsroom keeps it."""
        return Device.objects.create(
            person=make_user(), name="Phone", endpoint=endpoint, digest=endpoint[-64:],
            p256dh=self.p256dh, auth=self.auth, added_at=now(),
        )  # fmt: skip


def send(site: WebServer, settings: Any, browser: Browser, message: bytes = b"{}") -> push.Outcome:
    """Send through a service that the policy allows by name."""
    settings.MASTHEAD_FETCH_POLICY = Policy(allowed_hosts=frozenset({site.authority}))
    device = browser.device(f"http://{site.authority}/push/1")
    return push.send(device, message, topic="alert-1")


def test_the_browser_alone_reads_the_message_and_the_service_knows_who_asks(settings: Any) -> None:
    browser, message = Browser(), json.dumps({"title": "Alert"}).encode()
    with web_server() as site:
        site.says("/push/1", status=201)
        assert send(site, settings, browser, message) == push.Outcome.SENT
        (path, sealed), sent = site.posted[0], site.asked("/push/1")
    assert path == "/push/1"
    assert message not in sealed
    opened = http_ece.decrypt(sealed, private_key=browser.private, auth_secret=SECRET)
    assert opened == message
    assert sent["content-encoding"] == "aes128gcm"
    assert (sent["ttl"], sent["urgency"], sent["topic"]) == ("3600", "high", "alert-1")
    assert Vapid02.verify(sent["authorization"])
    assert vapid_key().public in sent["authorization"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(404, "gone"), (410, "gone"), (400, "refused"), (413, "refused"), (302, "refused")],
)
def test_each_answer_means_something(status: int, outcome: str, settings: Any) -> None:
    with web_server() as site:
        site.says("/push/1", status=status)
        assert send(site, settings, Browser()) == outcome


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_service_is_asked_again(status: int, settings: Any) -> None:
    with web_server() as site, pytest.raises(push.ServiceBusyError):
        site.says("/push/1", status=status)
        send(site, settings, Browser())


@pytest.mark.parametrize("url", ["https://127.0.0.1/x", "https://10.0.0.1/x", "https://a.local/x"])
def test_an_address_within_our_network_is_not_asked(url: str) -> None:
    with pytest.raises(FetchRefused):
        push.send(Browser().device(url), b"{}", topic="alert-1")


def test_the_key_is_made_once_and_kept_sealed(settings: Any) -> None:
    first = vapid_key()
    assert vapid_key().public == first.public
    number = f"{first.private.private_numbers().private_value:x}"
    assert number not in PushKey.objects.get().sealed_private
    Browser().device("https://push.example/1")
    settings.SECRET_KEY = "another"
    assert vapid_key().public != first.public
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"endpoint": "http://push.example/"}, {"p256dh": "AAAA"}, {"auth": "AAAA"}, {"auth": "é"}],
)
def test_what_is_no_subscription_is_refused(changes: dict[str, str]) -> None:
    browser = Browser()
    values = {
        "endpoint": "https://push.example/1", "p256dh": browser.p256dh, "auth": browser.auth,
    } | changes  # fmt: skip
    with pytest.raises(push.SubscriptionRefused):
        add_device(person=make_user(), name="Phone", **values)
