"""Subscribing, ending, sending, sending again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from claimwright.office.jobs.actions import notify
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.practices.models import Practice

from .addresses import target
from .errors import Ended, NoEvents
from .models import EVENTS, Delivery, Subscription
from .outbox import send_soon
from .sending import new_secret

MOST_TRIES = 12
"""After so many, over a day and a half, the address is given up until somebody sends again."""


@action("webhook:subscribe")
def subscribe(practice: Practice, address: str, events: Iterable[str], *, by: Any) -> Subscription:
    """Tell an address of these events from now on. Raises NotAllowed, NoEvents."""
    wanted = sorted(set(events))
    if not wanted or not set(wanted) <= EVENTS.keys():
        raise NoEvents
    target(address)
    made = Subscription.objects.create(practice=practice, address=address[:300], events=wanted, secret=new_secret(), by=by)
    audit.detail(subscription=made.public_id, events=wanted)
    return made


@action("webhook:unsubscribe")
def unsubscribe(subscription: Subscription, *, by: Any) -> Subscription:
    """Tell it no more; what waits is given up."""
    if subscription.state == Subscription.State.ENDED:
        return unchanged(subscription)
    _stop(subscription, Subscription.State.ENDED, f"Ended by {by.user.username}")
    return subscription


@action("webhook:replay")
def replay(delivery: Delivery, *, by: Any) -> Delivery:
    """Send it once more, under the same id: a receiver that has it already knows it by that."""
    to = delivery.subscription
    if to.state == Subscription.State.ENDED:
        raise Ended
    if delivery.state == Delivery.State.WAITING:
        return unchanged(delivery)
    delivery.state, delivery.tries = Delivery.State.WAITING, 0
    delivery.save(update_fields=["state", "tries"])
    to.state, to.why = Subscription.State.ON, ""
    to.save(update_fields=["state", "why"])
    send_soon(to)
    return delivery


@action("webhook:deliver")
def keep_outcome(delivery: Delivery, *, by: Any, said: str, sent: bool) -> Delivery:
    """Keep what became of one try. After the last one the address is given up, and its owner told."""
    delivery.tries, delivery.said = delivery.tries + 1, said[:120]
    if sent:
        delivery.state, delivery.sent_at = Delivery.State.SENT, timezone.now()
    delivery.save(update_fields=["tries", "said", "state", "sent_at"])
    audit.detail(event=delivery.event, sent=sent)
    if not sent and delivery.tries >= MOST_TRIES:
        _stop(delivery.subscription, Subscription.State.GIVEN_UP, f"It did not take a message {delivery.tries} times: {said}")
        notify(delivery.subscription.by, "A webhook was given up: its address takes nothing.", "/webhooks/")
        delivery.refresh_from_db()
    return delivery


def _stop(subscription: Subscription, state: str, why: str) -> None:
    subscription.state, subscription.why = state, why[:200]
    subscription.save(update_fields=["state", "why"])
    subscription.deliveries.filter(state=Delivery.State.WAITING).update(state=Delivery.State.GIVEN_UP)
