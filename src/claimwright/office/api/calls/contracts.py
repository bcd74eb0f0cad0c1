"""``/api/v1/contracts``: what payers have agreed to pay."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from claimwright.core import Money
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import at, name
from claimwright.office.api.declaring import Calls
from claimwright.office.house import actions, queries
from claimwright.office.house.models import PayerContract

from .rules import Proposed, Switch, Written


class ContractRow(Sparse, frozen=True, kw_only=True):
    """One state of a contract. ``id``: of this state; ``name``: of the contract, in whatever state; ``on``: whether it prices."""

    id: str
    name: str
    payer: str
    first: date
    last: date | None = None
    text: str
    on: bool
    reason: str = ""
    by: str = ""
    at: str


class ServicePrice(Sparse, frozen=True, kw_only=True):
    """A service of the fee list: what is charged, what the contract pays by which term; null and why where it says nothing."""

    code: str
    charge: Money
    pays: Money | None = None
    term: str = ""
    why: str = ""


class Terms(Sparse, frozen=True, kw_only=True):
    """What a contract would pay on a day; ``more``: the fee list holds further services."""

    on: date
    priced: tuple[ServicePrice, ...]
    more: bool


class ContractWhole(Sparse, frozen=True, kw_only=True):
    """A contract as it stands, what it pays, and every state of it, the newest first."""

    row: ContractRow
    terms: Terms
    history: tuple[ContractRow, ...]


def as_row(row: PayerContract) -> ContractRow:
    """One state of a contract."""
    return ContractRow(
        id=row.public_id, name=row.name, payer=row.payer, first=row.first, last=row.last, text=row.text, on=row.on, reason=row.reason,
        by=name(row.by), at=at(row.created_at),
    )  # fmt: skip


def as_contract(row: PayerContract) -> ContractWhole:
    """A contract with its history."""
    return ContractWhole(row=as_row(row), terms=prices(row.practice, row.text), history=tuple(map(as_row, queries.history(row))))


def as_contracts(rows: list[PayerContract]) -> tuple[ContractRow, ...]:
    """What was kept; nothing where nothing has changed."""
    return tuple(map(as_row, rows))


def prices(practice: Any, text: str) -> Terms:
    """What a contract would pay for the services of the fee list."""
    found = queries.terms(practice, text)
    priced = (ServicePrice(code=one.code, charge=one.charge, pays=one.pays, term=one.term, why=one.why) for one in found.priced)
    return Terms(on=found.on, priced=tuple(priced), more=found.more)


def switch(contract: PayerContract, *, by: Any, on: bool, reason: str) -> PayerContract:
    """Let a contract price what is expected of its payer, or not."""
    return actions.switch_contract(contract.practice, contract, by=by, on=on, reason=reason)


def _rows(practice: Any, asked: Any) -> Any:
    return queries.standing(PayerContract, practice)


contract = partial(queries.one, PayerContract)
calls = Calls("contracts", "contract:read", shows=as_contract)
calls.many(_rows, shows=as_row, seen="contract:read", summary="Contracts with payers")
calls.one(contract, seen="contract:read", summary="One contract, with what it pays and its history")
calls.judge("/price", prices, takes=Proposed, seen="contract:read", summary="What a contract would pay; nothing is kept")
calls.act("", actions.write_contract, "Write a contract; a new one prices nothing yet", takes=Written, shows=as_contracts, status=201)
calls.act("/{public_id}/switch", switch, "Let a contract price, or not", on=contract, takes=Switch, does=actions.switch_contract)
