"""``/api/v1/statements``: print runs, statements as they were sent, holds and payment plans."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Any, Literal

from claimwright.core import Money, replace
from claimwright.core.struct import Sparse
from claimwright.forms import Letter
from claimwright.office.api.bodies import Id, Reason, Short, Why, name
from claimwright.office.api.declaring import Calls
from claimwright.office.api.paging import Page
from claimwright.office.api.schemas import Text
from claimwright.office.kit.clock import office_day
from claimwright.office.patients import queries as registration
from claimwright.office.statements import actions, due, queries
from claimwright.office.statements.cycle import Step
from claimwright.office.statements.models import Hold, Plan, Run, Sent


class SentRow(Sparse, frozen=True, kw_only=True):
    """A statement in a list. ``patient``, ``run``: their ids; ``level``: 1 the first, then the reminders."""

    id: str
    patient: str
    run: str
    on: date
    level: int
    amount: Money
    due: date


class SentWhole(Sparse, frozen=True, kw_only=True):
    """A statement with its letter."""

    row: SentRow
    letter: Letter


class RunRow(Sparse, frozen=True, kw_only=True):
    """A print run. ``state``: writing, done."""

    id: str
    on: date
    state: str
    letters: int
    pages: int
    amount: Money
    by: str


class HoldRow(Sparse, frozen=True, kw_only=True):
    """Why a patient (the id) is sent nothing for now."""

    id: str
    patient: str
    why: str
    note: str
    until: date | None = None
    ended_reason: str = ""


class PlanRow(Sparse, frozen=True, kw_only=True):
    """What a patient (the id) has agreed to pay each month, and has paid since."""

    id: str
    patient: str
    total: Money
    instalment: Money
    instalments: int
    first: date
    agreed_on: date
    paid: Money
    ended_reason: str = ""


class DueRow(Sparse, frozen=True, kw_only=True):
    """A patient (the id) who owes something. ``level``: of the next letter; ``held``: why none goes out, "" where one does."""

    patient: str
    owed: Money
    level: int
    held: str = ""


class DueList(Sparse, frozen=True, kw_only=True):
    """Who owes something on the office's day, the highest amount first; of many those who owe most: ``looked`` says of how many."""

    on: date
    due: tuple[DueRow, ...]
    looked: int | None = None


class NewHold(Sparse, frozen=True, kw_only=True):
    """Whom to send nothing, why and until when."""

    patient: Id
    why: Literal["dispute", "assistance", "bankruptcy", "deceased", "address", "liability", "other"]
    reason: Reason
    until: date | None = None


class NewPlan(Sparse, frozen=True, kw_only=True):
    """Who pays how much a month, from which day."""

    patient: Id
    instalment: Money
    first: date
    note: Short = ""


class Wanted(Page):
    """Narrowing a list of statements: those of one patient, by its id."""

    patient: Text = ""


def as_row(row: Sent) -> SentRow:
    """A statement in a list."""
    return SentRow(
        id=row.public_id, patient=row.patient.public_id, run=row.run.public_id, on=row.on, level=row.level, amount=Money(row.amount),
        due=row.due,
    )  # fmt: skip


def as_whole(row: Sent) -> SentWhole:
    """A statement whole."""
    return SentWhole(row=as_row(row), letter=row.value)


def as_run(row: Run) -> RunRow:
    """A print run."""
    return RunRow(
        id=row.public_id, on=row.on, state=row.state, letters=row.letters, pages=row.pages, amount=Money(row.amount), by=name(row.by)
    )  # fmt: skip


def as_hold(row: Hold) -> HoldRow:
    """A hold."""
    return HoldRow(
        id=row.public_id, patient=row.patient.public_id, why=row.why, note=row.note, until=row.until, ended_reason=row.ended_reason
    )  # fmt: skip


def as_plan(row: Plan) -> PlanRow:
    """A plan."""
    return PlanRow(
        id=row.public_id, patient=row.patient.public_id, total=Money(row.total), instalment=Money(row.instalment), instalments=row.count,
        first=row.first, agreed_on=row.agreed_on, paid=queries.paid_by(row), ended_reason=row.ended_reason,
    )  # fmt: skip


def as_due(practice: Any) -> DueList:
    """Who is due for a letter, and who is not and why."""
    on = office_day(practice)
    rows = islice(due.due(practice, on), due.AT_ONCE)
    found = tuple(DueRow(patient=one.patient.public_id, owed=one.owed, level=one.level, held=one.held) for one in rows)
    return DueList(on=on, due=found, looked=due.AT_ONCE if len(found) == due.AT_ONCE else None)


class ChosenCycle(Sparse, frozen=True, kw_only=True):
    """Below what nothing goes out, days to pay, days by which an instalment may be late, the least instalment, and the letters."""

    smallest: Money
    due: int
    grace: int
    least: Money
    level: tuple[Step, ...]


def as_cycle(practice: Any) -> ChosenCycle:
    """When statements and reminders go out."""
    terms = queries.cycle(practice)
    return ChosenCycle(smallest=terms.smallest, due=terms.due, grace=terms.grace, least=terms.least, level=terms.level)


def choose_cycle(practice: Any, *, by: Any, **said: Any) -> Any:
    """Choose when statements and reminders go out; it holds from the next run on."""
    actions.choose_cycle(practice, replace(queries.cycle(practice), **said), by=by)
    return practice


def hold(practice: Any, *, by: Any, patient: str, **said: Any) -> Hold:
    """Send a patient nothing for now."""
    return actions.hold(registration.patient(practice, patient), by=by, **said)


def agree(practice: Any, *, by: Any, patient: str, **said: Any) -> Plan:
    """Write down what a patient has agreed to pay each month."""
    return actions.agree(registration.patient(practice, patient), by=by, **said)


def _rows(practice: Any, asked: Wanted) -> Any:
    rows = queries.statements(practice)
    return rows.filter(patient__public_id=asked.patient) if asked.patient else rows


def _runs(practice: Any, asked: Page) -> Any:
    return queries.runs(practice).order_by()


def _plans(practice: Any, asked: Page) -> Any:
    return queries.plans(practice).order_by()


calls = Calls("statements", "statement:read", shows=as_whole)
calls.many(_runs, shows=as_run, seen="statement:list:read", path="/runs", summary="Print runs")
calls.many(_plans, shows=as_plan, seen="statement:list:read", path="/plans", summary="Payment plans")
calls.many(_rows, shows=as_row, seen="statement:list:read", asks=Wanted, summary="Statements that were sent")
calls.state("/due", as_due, seen="statement:list:read", summary="Who is due for a letter, and who is not and why")
calls.state("/cycle", as_cycle, seen="statement:list:read", summary="When statements and reminders go out")
calls.one(queries.sent, seen="statement:read", summary="One statement with its letter")
calls.act(
    "/runs", actions.begin, "Begin the print run of the day", shows=as_run, status=202, does=(actions.begin, actions.send, actions.close)
)
calls.act(
    "/cycle", choose_cycle, "Choose when statements and reminders go out",
    takes=ChosenCycle, shows=as_cycle, does=actions.choose_cycle,
)  # fmt: skip
calls.act("/holds", hold, "Send a patient nothing for now", takes=NewHold, shows=as_hold, status=201, does=actions.hold)
calls.act("/holds/{public_id}/release", actions.release, "Send again", on=queries.hold, takes=Why, shows=as_hold)
calls.act("/plans", agree, "Agree on a payment plan", takes=NewPlan, shows=as_plan, status=201, does=actions.agree)
calls.act("/plans/{public_id}/end", actions.end, "End a payment plan", on=queries.plan, takes=Why, shows=as_plan)
