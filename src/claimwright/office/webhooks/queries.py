"""Reading subscriptions and what was sent."""

from __future__ import annotations

from typing import Any

from claimwright.office.kit.asking import one_of

from .models import Delivery, Subscription


def subscriptions(practice: Any) -> Any:
    """Every subscription, the newest first."""
    return Subscription.objects.for_practice(practice).select_related("by__user").order_by("-id")


def subscription(practice: Any, public_id: str) -> Subscription:
    """One subscription of this practice, or 404."""
    return one_of(Subscription.objects.for_practice(practice).select_related("by__user", "practice"), public_id)


def deliveries(practice: Any) -> Any:
    """What was sent or waits, the newest first."""
    return Delivery.objects.for_practice(practice).select_related("subscription").order_by("-id")


def delivery(practice: Any, public_id: str) -> Delivery:
    """One message of this practice, or 404."""
    return one_of(deliveries(practice).select_related("subscription__by", "subscription__practice", "practice"), public_id)


def next_waiting(subscription: Subscription) -> Delivery | None:
    """The oldest message that waits for this address."""
    rows = Delivery.objects.for_practice(subscription.practice_id).filter(subscription=subscription, state=Delivery.State.WAITING)
    return rows.select_related("subscription__by__user", "subscription__practice", "practice").order_by("id").first()
