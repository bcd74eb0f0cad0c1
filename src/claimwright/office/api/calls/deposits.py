"""``/api/v1/deposits``: what the bank says."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import Annotated, Any

from msgspec import Meta

from claimwright.core import Money
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, Short, as_done, id_of
from claimwright.office.api.declaring import Calls
from claimwright.office.deposits import actions, queries
from claimwright.office.deposits.models import Deposit, DepositPart
from claimwright.office.remits import queries as remits

Ids = Annotated[tuple[Id, ...], Meta(max_length=500)]


class PartRow(Sparse, frozen=True, kw_only=True):
    """A payment in a deposit: a payer's, or a patient's; their ids."""

    id: str
    amount: Money
    remittance: str | None = None
    payment: str | None = None


class DepositWhole(Sparse, frozen=True, kw_only=True):
    """A line of the bank's statement, the payments in it, and what they lack (zero where they agree)."""

    id: str
    on: date
    amount: Money
    reference: str = ""
    parts: tuple[PartRow, ...]
    difference: Money


class NewDeposit(Sparse, frozen=True, kw_only=True):
    """A line of the bank's statement."""

    on: date
    amount: Money
    reference: Short = ""


class Held(Sparse, frozen=True, kw_only=True):
    """Payments that a deposit holds: ids of remittances, and of patients' payments."""

    remittances: Ids = ()
    payments: Ids = ()


def as_part(row: DepositPart) -> PartRow:
    """A payment in a deposit."""
    return PartRow(id=row.public_id, amount=row.amount, remittance=id_of(row.remittance), payment=id_of(row.payment))


def as_deposit(row: Deposit) -> DepositWhole:
    """A deposit."""
    parts = tuple(map(as_part, row.parts.all()))
    return DepositWhole(
        id=row.public_id, on=row.on, amount=Money(row.amount), reference=row.reference, parts=parts,
        difference=Money(row.amount - sum(one.amount for one in parts)),
    )  # fmt: skip


def put_in(deposit: Deposit, *, by: Any, remittances: tuple[str, ...], payments: tuple[str, ...]) -> Deposit:
    """Say which payments a deposit holds: all of them, or none where one is in another deposit by now."""
    payers = [remits.remittance(deposit.practice, one) for one in dict.fromkeys(remittances)]
    return actions.put_in(deposit, payers, [queries.payment(deposit.practice, one) for one in dict.fromkeys(payments)], by=by)


def _rows(practice: Any, asked: Any) -> Any:
    return Deposit.objects.for_practice(practice).prefetch_related("parts__remittance", "parts__payment")


calls = Calls("deposits", "deposit:read", shows=as_deposit)
calls.many(_rows, shows=as_deposit, seen="deposit:list:read", summary="Deposits")
calls.one(queries.deposit, seen="deposit:read", summary="One deposit")
calls.act("", actions.keep_deposit, "Key a deposit", takes=NewDeposit, status=201)
calls.act("/{public_id}/match", put_in, "Say which payments a deposit holds", on=queries.deposit, takes=Held, does=actions.put_in)
calls.act(
    "/parts/{public_id}/take-out", actions.take_out, "Take a payment out of a deposit",
    on=queries.part, of=attrgetter("deposit"), shows=as_done,
)  # fmt: skip
