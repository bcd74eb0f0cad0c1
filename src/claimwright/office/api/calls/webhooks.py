"""``/api/v1/webhooks``: what other programs were told. An address is added on the page alone, where its owner says again who she is."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import at
from claimwright.office.api.declaring import Calls
from claimwright.office.webhooks import actions, queries
from claimwright.office.webhooks.models import Delivery, Subscription


class SubscriptionWhole(Sparse, frozen=True, kw_only=True):
    """An address and what it is told of; ``why``: it was given up or ended."""

    id: str
    address: str
    events: tuple[str, ...]
    state: str
    why: str = ""


class MessageRow(Sparse, frozen=True, kw_only=True):
    """A message to an address (its id): what it told, and what became of it."""

    id: str
    webhook: str
    type: str
    data: dict[str, str]
    state: str
    tries: int
    said: str = ""
    sent_at: str = ""


def as_subscription(row: Subscription) -> SubscriptionWhole:
    """A subscription, without its secret."""
    return SubscriptionWhole(id=row.public_id, address=row.address, events=tuple(row.events), state=row.state, why=row.why)


def as_message(row: Delivery) -> MessageRow:
    """A message."""
    return MessageRow(
        id=row.public_id, webhook=row.subscription.public_id, type=row.event, data=row.facts, state=row.state, tries=row.tries,
        said=row.said, sent_at=at(row.sent_at),
    )  # fmt: skip


def _messages(practice: Any, asked: Any) -> Any:
    return queries.deliveries(practice)


calls = Calls("webhooks", "webhook:read", shows=as_subscription)
calls.many(lambda practice, asked: queries.subscriptions(practice), shows=as_subscription, seen="webhook:read", summary="Webhooks")
calls.many(_messages, shows=as_message, seen="webhook:read", summary="What webhooks were told", path="/messages")
calls.one(queries.subscription, seen="webhook:read", summary="One webhook")
calls.act("/{public_id}/end", actions.unsubscribe, "Tell an address no more", on=queries.subscription)
calls.act(
    "/messages/{public_id}/again", actions.replay, "Send a message once more",
    on=queries.delivery, of=attrgetter("subscription"), shows=as_message,
)  # fmt: skip
