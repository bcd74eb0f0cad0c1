"""Keying charges and letting them go to their encounters."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claimwright import core
from claimwright.core import Money
from claimwright.office.encounters import actions as coding
from claimwright.office.encounters import engine
from claimwright.office.encounters.models import CodeDecision, DecisionEvent, Encounter
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.practices.actions import fee_list
from claimwright.office.practices.models import Practice

from .errors import Closed, NotACharge, TotalsDiffer
from .models import Charge, ChargeBatch

MOST_UNITS = 9999


@action("charge:enter")
def open_batch(practice: Practice, count: int, amount: Money, *, by: Any) -> ChargeBatch:
    """Begin a batch with the totals of its tickets."""
    if count < 1 or amount <= 0:
        raise NotACharge("Count the services on the tickets and add up their charges first.")
    number = 1 + ChargeBatch.objects.for_practice(practice).count()
    made = ChargeBatch.objects.create(practice=practice, number=number, expected_count=count, expected_amount=amount, opened_by=by.user)
    audit.detail(batch=made.public_id)
    return made


@action("charge:enter")
def set_totals(batch: ChargeBatch, count: int, amount: Money, *, by: Any) -> ChargeBatch:
    """Correct the totals, because the tickets were added up wrongly."""
    _must_be_open(batch)
    audit.detail(before=[batch.expected_count, int(batch.expected_amount)], now=[count, int(amount)])
    batch.expected_count, batch.expected_amount = count, amount
    batch.save(update_fields=["expected_count", "expected_amount"])
    return batch


@action("charge:enter")
def enter(batch: ChargeBatch, encounter: Encounter, code: str, *, by: Any, modifiers: tuple[str, ...] = (), units: int = 1) -> Charge:
    """Key one service. It needs a fee; the same service of the same encounter is refused unless a modifier tells it apart.

    A ticket names services. A revenue code says where in a facility they were done: it comes with the stay or visit, and no professional
    claim has one (837P SV1 beside 837I SV2; CMS Pub. 100-04, chapters 25 and 26).
    """
    _must_be_open(batch)
    written = code.strip().upper()
    if written and engine.is_revenue(written):
        raise NotACharge(f"{written} is a facility's revenue code. A ticket names the service, such as 99213.")
    fee = fee_list(batch.practice).get(written)
    if fee is None:
        raise NotACharge(f"The practice has no fee for {written or 'a service without a code'}: add it under Fees.")
    if not 1 <= units <= MOST_UNITS:
        raise NotACharge(f"Units go from 1 to {MOST_UNITS}.")
    for other in Charge.objects.for_practice(batch.practice).filter(encounter=encounter):
        if (other.value.code, other.value.modifiers) == (written, modifiers):
            raise NotACharge(f"{written} is keyed for this encounter already, in batch {other.batch.number}. A modifier tells two apart.")
    value = core.CodeAssignment(
        system="hcpcs" if written[0].isalpha() else "cpt", code=written, title=engine.title("cpt", written, encounter.date_of_service),
        role="procedure", modifiers=modifiers, units=units, confidence=1.0,
    )  # fmt: skip
    return Charge.objects.create(practice=batch.practice, batch=batch, encounter=encounter, value=value, amount=Money(fee * units))


@action("charge:enter")
def remove(charge: Charge, *, by: Any) -> None:
    """Take a service out of a batch that is open."""
    _must_be_open(charge.batch)
    charge.delete()


@action("charge:enter")
def give_up(batch: ChargeBatch, *, by: Any) -> ChargeBatch:
    """Close a batch without releasing anything; its services can be keyed again."""
    _must_be_open(batch)
    batch.charges.all().delete()
    batch.state = ChargeBatch.State.VOID
    batch.save(update_fields=["state"])
    return batch


def release(batch: ChargeBatch, *, by: Any) -> ChargeBatch:
    """Give every service to its encounter, where the coder sees it beside the note; all of them or none.

    What a note says is proposed first, so that a service that the note yields too is confirmed and not added twice.
    """
    if batch.state == ChargeBatch.State.OPEN:
        for charge in batch.charges.select_related("encounter__practice"):
            if charge.encounter.open and charge.encounter.result is None:
                coding.propose_codes(charge.encounter, by=by)
    return released(batch, by=by)


@action("charge:release")
def released(batch: ChargeBatch, *, by: Any) -> ChargeBatch:
    """The release itself. Raises TotalsDiffer."""
    if batch.state == ChargeBatch.State.RELEASED:
        return unchanged(batch)
    _must_be_open(batch)
    rows = list(batch.charges.select_related("encounter__practice", "batch"))
    fees = fee_list(batch.practice)
    if changed := [row.value.code for row in rows if fees.get(row.value.code, 0) * row.value.units != row.amount]:
        raise NotACharge(f"The fee of {changed[0]} has changed since it was keyed: take it out and key it again.")
    if (len(rows), batch.amount) != (batch.expected_count, batch.expected_amount):
        raise TotalsDiffer(len(rows), batch.expected_count, batch.amount, batch.expected_amount)
    for row in rows:
        _give(row, by) if row.encounter.open else _set(row, Charge.State.LATE)
    batch.state, batch.released_by, batch.released_at = ChargeBatch.State.RELEASED, by.user, timezone.now()
    batch.save(update_fields=["state", "released_by", "released_at"])
    audit.detail(services=len(rows), late=sum(row.state == Charge.State.LATE for row in rows))
    return batch


def take_late(charge: Charge, *, by: Any) -> Charge:
    """Open the signed codes again for a late charge, unless a payer has the claim in hand; the coder signs again."""
    coding.reopen(charge.encounter, by=by, reason=f"Late charge {charge.value.code}")
    return taken_late(charge, by=by)


@action("charge:release")
def taken_late(charge: Charge, *, by: Any) -> Charge:
    """Put the late service among the codes that are open again."""
    if charge.state != Charge.State.LATE:
        return unchanged(charge)
    _give(charge, by)
    return charge


def _give(charge: Charge, by: Any) -> None:
    """Put the service among the encounter's codes: confirm the one that is proposed, or add it."""
    encounter, value = charge.encounter, charge.value
    known = next((row for row in encounter.decisions.all() if (row.value.system, row.value.code) == (value.system, value.code)), None)
    same = known is not None and (known.value.modifiers == value.modifiers or known.state == CodeDecision.State.PROPOSED)
    if known is not None and same:
        row, state = known, CodeDecision.State.EDITED if known.proposed else CodeDecision.State.ADDED
        row.value = core.replace(known.value, modifiers=value.modifiers or known.value.modifiers, units=value.units)
    else:
        last = encounter.decisions.order_by("-position").values_list("position", flat=True).first() or 0
        row = CodeDecision(practice=encounter.practice, encounter=encounter, position=last + 1, value=value)
        state = CodeDecision.State.ADDED
    row.state, row.reason = state, f"Charge batch {charge.batch.number}"
    row.decided_by, row.decided_at = by.user, timezone.now()
    row.save()
    DecisionEvent.objects.create(
        practice=encounter.practice, decision=row, state=row.state, code=row.value.code, reason=row.reason, by=by.user
    )
    _set(charge, Charge.State.RELEASED)


def _set(charge: Charge, state: str) -> None:
    charge.state = state
    charge.save(update_fields=["state"])


def _must_be_open(batch: ChargeBatch) -> None:
    if batch.state != ChargeBatch.State.OPEN:
        raise Closed
