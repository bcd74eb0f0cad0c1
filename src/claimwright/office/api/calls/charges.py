"""``/api/v1/charges``: charge batches with control totals."""

from __future__ import annotations

from operator import attrgetter
from typing import Annotated, Any

from msgspec import Meta

from claimwright import core
from claimwright.core import Money
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, as_done, name
from claimwright.office.api.declaring import Calls
from claimwright.office.charges import actions, queries
from claimwright.office.charges.models import Charge, ChargeBatch
from claimwright.office.encounters import queries as encounters


class BatchRow(Sparse, frozen=True, kw_only=True):
    """A batch of charge tickets, with what they were added up to before keying."""

    id: str
    number: int
    state: str
    expected_count: int
    expected_amount: Money
    opened_by: str
    released_by: str = ""


class ChargeRow(Sparse, frozen=True, kw_only=True):
    """One service of one encounter (its id); ``amount``: fee times units."""

    id: str
    encounter: str
    state: str
    service: core.CodeAssignment
    amount: Money


class BatchWhole(Sparse, frozen=True, kw_only=True):
    """A batch with its services, and what they come to."""

    row: BatchRow
    charges: tuple[ChargeRow, ...]
    amount: Money


class Totals(Sparse, frozen=True, kw_only=True):
    """How many services the tickets hold, and what they come to."""

    count: Annotated[int, Meta(ge=1, le=100_000)]
    amount: Money


class NewCharge(Sparse, frozen=True, kw_only=True):
    """A service of an encounter (its id)."""

    encounter: Id
    code: Annotated[str, Meta(min_length=1, max_length=20)]
    modifiers: tuple[Annotated[str, Meta(pattern=r"^[A-Z0-9]{2}$")], ...] = ()
    units: Annotated[int, Meta(ge=1, le=9999)] = 1


def as_row(row: ChargeBatch) -> BatchRow:
    """A batch in a list."""
    return BatchRow(
        id=row.public_id, number=row.number, state=row.state, expected_count=row.expected_count,
        expected_amount=Money(row.expected_amount), opened_by=name(row.opened_by), released_by=name(row.released_by),
    )  # fmt: skip


def as_charge(row: Charge) -> ChargeRow:
    """A service."""
    return ChargeRow(id=row.public_id, encounter=row.encounter.public_id, state=row.state, service=row.value, amount=Money(row.amount))


def as_batch(row: ChargeBatch) -> BatchWhole:
    """A batch whole."""
    charges = tuple(map(as_charge, row.charges.select_related("encounter")))
    return BatchWhole(row=as_row(row), charges=charges, amount=Money.total(one.amount for one in charges))


def enter(batch: ChargeBatch, *, by: Any, encounter: str, **said: Any) -> Charge:
    """Key one service. It needs a fee; the same service of the same encounter is refused unless a modifier tells it apart."""
    return actions.enter(batch, encounters.encounter(batch.practice, encounter), by=by, **said)


calls = Calls("charges", "charge:read", shows=as_batch)
calls.many(lambda practice, asked: queries.batches(practice), shows=as_row, seen="charge:list:read", summary="Charge batches")
calls.one(queries.batch, seen="charge:read", summary="One batch, with its services")
calls.act("", actions.open_batch, "Begin a batch", takes=Totals, status=201)
calls.act("/{public_id}/totals", actions.set_totals, "Correct the totals", on=queries.batch, takes=Totals)
calls.act(
    "/{public_id}/services", enter, "Key a service",
    on=queries.batch, takes=NewCharge, shows=as_charge, status=201, does=actions.enter,
)  # fmt: skip
calls.act("/{public_id}/release", actions.release, "Release a batch whose totals agree", on=queries.batch, does=actions.released)
calls.act("/{public_id}/give-up", actions.give_up, "Give a batch up", on=queries.batch)
calls.act(
    "/services/{public_id}/remove", actions.remove, "Take a service out of an open batch",
    on=queries.charge, of=attrgetter("batch"), shows=as_done,
)  # fmt: skip
calls.act(
    "/services/{public_id}/take-late", actions.take_late, "Open signed codes again for a late charge",
    on=queries.charge, of=attrgetter("batch"), shows=as_charge, does=actions.taken_late,
)  # fmt: skip
