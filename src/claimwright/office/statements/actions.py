"""Print runs, holds and payment plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from claimwright.core import Money
from claimwright.forms import print_letters
from claimwright.office.encounters.models import Patient
from claimwright.office.jobs.actions import follow_up
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.kit.clock import office_day
from claimwright.office.ledger.statements import statement
from claimwright.office.practices.models import Practice

from . import due, queries
from .cycle import Cycle
from .errors import NeedsReason, NobodyIsDue, NotACycle, NotAPlan
from .letters import letter
from .models import Hold, OwnCycle, Plan, Run, Sent


@action("statement:cycle")
def choose_cycle(practice: Practice, value: Cycle, *, by: Any) -> Cycle:
    """Choose when statements and reminders go out and what they say; it holds from the next run on. Raises NotACycle."""
    before = queries.cycle(practice)
    if fault := _fault(value):
        raise NotACycle(fault)
    if value == before:
        return unchanged(before)
    OwnCycle.objects.for_practice(practice).update_or_create(practice=practice, defaults={"value": value, "by": by.user})
    changed = {name: [str(getattr(before, name)), str(getattr(value, name))] for name in ("smallest", "due", "grace", "least")}
    audit.detail(**{name: " to ".join(pair) for name, pair in changed.items() if pair[0] != pair[1]})
    if before.level != value.level:
        audit.detail(letters=[f"{step.name} after {step.after}" for step in value.level])
    return value


MOST_LETTERS, LONGEST_NAME, LONGEST_WORDS = 6, 40, 400


def _fault(value: Cycle) -> str:
    """What is wrong with a cycle; "" where nothing is."""
    first, *further = value.level or (None,)
    if first is None or len(value.level) > MOST_LETTERS or first.after:
        return f"There are 1 to {MOST_LETTERS} letters, and the first goes out at once."
    if not all(7 <= step.after <= 180 for step in further):
        return "A reminder goes out 7 to 180 days after the letter before it."
    if not all(0 < len(step.name) <= LONGEST_NAME and 0 < len(step.words) <= LONGEST_WORDS for step in value.level):
        return f"Every letter has a name ({LONGEST_NAME} signs) and words ({LONGEST_WORDS} signs)."
    if not (7 <= value.due <= 90 and 0 <= value.grace <= 60):
        return "Patients have 7 to 90 days to pay; an instalment may be up to 60 days late."
    return "" if value.smallest >= 0 and value.least > 0 else "An amount is not below nothing, and an instalment is more than nothing."


@action("statement:run")
def begin(practice: Practice, *, by: Any, on: date | None = None) -> Run:
    """Begin the print run of a day, today's without one, and leave the job behind that writes it; the same day is the same run.

    Raises NobodyIsDue.
    """
    today = on or office_day(practice)
    if known := Run.objects.for_practice(practice).filter(on=today).first():
        return unchanged(known)
    if not any(not one.held for one in due.due(practice, today)):
        raise NobodyIsDue
    made = Run.objects.create(practice=practice, on=today, by=by.user)
    follow_up(practice, "statements.write", {"print_run": made.public_id}, by=by, key=made.public_id)
    return made


@action("statement:run")
def send(run: Run, wanted: Sequence[due.Due], *, by: Any) -> list[Sent]:
    """Write the letters of some patients, each once in a run."""
    known = set(run.statements.values_list("patient", flat=True))
    made = [_sent(run, one) for one in wanted if one.patient.pk not in known]
    if not made:
        return unchanged([])
    audit.detail(run=run.public_id, letters=len(made))
    return made


def _sent(run: Run, one: due.Due) -> Sent:
    number = f"S{run.on:%y%m%d}-{one.patient.public_id[:6].upper()}"
    value = letter(statement(one.patient), run.practice, run.on, number=number, level=one.level)
    return Sent.objects.create(
        practice=run.practice, run=run, patient=one.patient, on=run.on, level=one.level, amount=value.total.amount, value=value,
        due=run.on + timedelta(days=queries.cycle(run.practice).due),
    )  # fmt: skip


@action("statement:run")
def close(run: Run, *, by: Any) -> Run:
    """Print the letters of a run as one PDF."""
    if run.state == Run.State.DONE:
        return unchanged(run)
    rows = list(run.statements.order_by("id"))
    printed = print_letters([row.value for row in rows])
    run.state, run.letters, run.pages, run.pdf = Run.State.DONE, len(rows), printed.pages, printed.pdf
    run.amount = Money.total(row.amount for row in rows)
    run.save()
    audit.detail(letters=run.letters, pages=run.pages, cents=int(run.amount))
    return run


@action("statement:hold")
def hold(patient: Patient, why: str, *, by: Any, reason: str, until: date | None = None) -> Hold:
    """Send a patient nothing for now."""
    if why not in Hold.Why.values or not reason.strip():
        raise NeedsReason
    if known := queries.hold_of(patient, office_day(patient.practice)):
        return unchanged(known)
    return Hold.objects.create(practice=patient.practice, patient=patient, why=why, note=reason.strip()[:300], until=until, by=by.user)


@action("statement:hold")
def release(row: Hold, *, by: Any, reason: str) -> Hold:
    """Let statements go out again."""
    if not reason.strip():
        raise NeedsReason
    if row.ended_reason:
        return unchanged(row)
    row.ended_reason = reason.strip()[:300]
    row.save(update_fields=["ended_reason"])
    return row


@action("plan:agree")
def agree(patient: Patient, instalment: Money, first: date, *, by: Any, note: str = "") -> Plan:
    """Write down what a patient has agreed to pay each month of what is owed now, without interest. One plan at a time."""
    today, owed = office_day(patient.practice), queries.owed_by(patient)
    if queries.plan_of(patient):
        raise NotAPlan("There is a plan already: end it first.")
    if owed <= 0:
        raise NotAPlan("Nothing is owed that could be paid by a plan.")
    least = queries.cycle(patient.practice).least
    if instalment < least or instalment > owed or first < today:
        raise NotAPlan(f"An instalment is from ${least} to what is owed (${owed}), and the first is due today or later.")
    made = Plan.objects.create(
        practice=patient.practice, patient=patient, total=owed, instalment=instalment, first=first, agreed_on=today,
        note=note.strip()[:300], by=by.user,
    )  # fmt: skip
    audit.detail(plan=made.public_id, cents=int(owed), instalments=made.count)
    return made


@action("plan:agree")
def end(plan: Plan, *, by: Any, reason: str) -> Plan:
    """End a plan: it is paid, broken, or another is to be agreed."""
    if not reason.strip():
        raise NeedsReason
    if plan.ended_reason:
        return unchanged(plan)
    plan.ended_reason = reason.strip()[:300]
    plan.save(update_fields=["ended_reason"])
    return plan
