"""Sending what waits for one address, in order; what is not taken is tried again, ever later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from claimwright.core import encode
from claimwright.office.jobs.errors import Later
from claimwright.office.jobs.kinds import Run, kind

from . import queries
from .actions import keep_outcome
from .addresses import target
from .errors import NotAllowed
from .models import Delivery
from .sending import NotTaken, send

FIRST, LONGEST = timedelta(seconds=10), timedelta(hours=6)
"""The wait after the first failure, doubled or more each time (times three), and the longest."""


@kind("webhook:deliver", title="Tell another program", quiet=True)
def send_waiting(run: Run, *, subscription: str) -> dict[str, Any]:
    """One message after another. A crash between a message and its mark sends it again, under the same id."""
    one, number = queries.subscription(run.practice, subscription), 0
    while (delivery := queries.next_waiting(one)) is not None:
        sent, said = _try(delivery)
        kept = keep_outcome(delivery, by=run.by, said=said, sent=sent)
        if not sent and kept.state == Delivery.State.WAITING:
            raise Later(min(LONGEST, FIRST * 3 ** (kept.tries - 1)))
        number += 1
        run.step(number, number + one.deliveries.filter(state=Delivery.State.WAITING).count())
    return {"messages": number}


def _try(delivery: Delivery) -> tuple[bool, str]:
    to = delivery.subscription
    try:
        status = send(target(to.address), to.secret, delivery.public_id, int(timezone.now().timestamp()), encode(delivery.body()))
    except (NotTaken, NotAllowed) as error:
        return False, str(error)
    return True, f"status {status}"
