"""Writing down what is to be told, in the transaction in which it happens; a job sends it afterwards."""

from __future__ import annotations

from typing import Any

from .models import Delivery, Subscription


def tell(event: str, row: Any, **facts: str) -> None:
    """Tell everybody who wants to know that this happened to ``row``. ``facts``: states, never what a record says of a person."""
    for one in Subscription.objects.for_practice(row.practice_id).filter(state=Subscription.State.ON).select_related("by", "practice"):
        if event in one.events:
            Delivery.objects.create(practice=one.practice, subscription=one, event=event, facts={"id": row.public_id, **facts})
            send_soon(one)


def send_soon(subscription: Subscription) -> None:
    """Have a worker send what waits."""
    from claimwright.office.jobs.actions import follow_up

    name = subscription.public_id
    follow_up(subscription.practice, "webhooks.send_waiting", {"subscription": name}, by=subscription.by, key=name)
