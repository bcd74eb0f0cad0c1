"""Who is due for a statement on a day, at which level, and who is not and why: for a whole practice in a few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Q, Sum

from claimwright.core import Money
from claimwright.ledger import Account
from claimwright.office.deposits.models import PatientPayment
from claimwright.office.encounters.models import Patient
from claimwright.office.ledger.models import Balance
from claimwright.office.patients.models import Contact
from claimwright.office.practices.models import Practice

from .cycle import Cycle
from .models import Hold, Plan, Sent, behind
from .queries import cycle

OWED = Account.PATIENT.value


class Due(NamedTuple):
    """A patient who owes something. ``level``: of the next letter; ``held``: why none goes out, "" where one does.

    ``last``: patient, day and level of the newest letter, or None.
    """

    patient: Patient
    owed: Money
    level: int
    held: str
    last: Any


class Known(NamedTuple):
    """What is known of some patients who owe, by their key; and the practice's cycle. ``guarantors``: asked for when somebody needs one."""

    cycle: Cycle
    pending: set[int]
    last: dict[int, Any]
    paid: dict[int, date]
    holds: dict[int, Hold]
    plans: dict[int, Plan]
    late: dict[int, Money]
    guarantors: Callable[[], set[int]]


AT_ONCE = 500
"""Patients that are looked at together."""


def due(practice: Practice, on: date, terms: Cycle | None = None) -> Iterator[Due]:
    """Everybody who owes something, the highest amount first; whoever takes only the first of them reads no more than these."""
    terms, start = terms or cycle(practice), 0
    while owed := dict(_owing(practice)[start : start + AT_ONCE]):
        known, start = _known(practice, list(owed), on, terms), start + AT_ONCE
        people = Patient.objects.for_practice(practice).in_bulk(owed)
        yield from (_due(people[key], Money(owed[key]), known, on) for key in owed)


def _due(who: Patient, owed: Money, known: Known, on: date) -> Due:
    last, paid = known.last.get(who.pk), known.paid.get(who.pk)
    again = last is not None and (paid is None or paid <= last.on)
    level = last.level + 1 if last and again else 1
    return Due(who, owed, min(level, len(known.cycle.level)), next(_reasons(who, owed, level, known, on), ""), last)


def _reasons(who: Patient, owed: Money, level: int, known: Known, on: date) -> Iterator[str]:
    """Why nothing goes out, the gravest first."""
    levels, last = known.cycle.level, known.last.get(who.pk)
    if hold := known.holds.get(who.pk):
        yield f"{hold.get_why_display().lower()}: {hold.note}"
    if who.pk in known.plans and not known.late[who.pk]:
        yield "pays by a plan"
    if who.pk in known.pending:
        yield "an insurance has not answered yet"
    if owed < known.cycle.smallest:
        yield "too little for a letter"
    if not who.value.address.line1 and who.pk not in known.guarantors():
        yield "no address is known"
    if level > len(levels):
        yield "every letter was sent: decide"
    if last and last.on + timedelta(days=levels[min(max(level, 2), len(levels)) - 1].after) > on:
        yield f"a letter of {last.on:%b} {last.on.day} is out"


def _owing(practice: Practice) -> Any:
    """Who owes more than was paid ahead, and how much."""
    rows = _standing(practice).filter(Q(account=OWED) | Q(account=Account.UNAPPLIED.value, claim=None))
    sums = rows.values("patient").annotate(total=Sum("amount")).filter(total__gt=0)
    return sums.order_by("-total", "patient").values_list("patient", "total")


def _standing(practice: Practice) -> Any:
    return Balance.objects.for_practice(practice).exclude(patient=None).exclude(amount=0)


def _known(practice: Practice, theirs: list[int], on: date, terms: Cycle) -> Known:
    plans = {plan.patient_id: plan for plan in Plan.objects.for_practice(practice).filter(patient__in=theirs, ended_reason="")}
    holds = Hold.objects.for_practice(practice).filter(patient__in=theirs, ended_reason="").exclude(until__lt=on)
    sent = Sent.objects.for_practice(practice).filter(patient__in=theirs).order_by("pk").values_list("patient", "on", "level", named=True)
    paid = PatientPayment.objects.for_practice(practice).filter(patient__in=theirs, undone_reason="").order_by("on")
    payments = list(paid.values_list("patient", "on", "amount"))
    return Known(
        cycle=terms, pending=_pending(_standing(practice).filter(patient__in=theirs)), last={one.patient: one for one in sent},
        paid={patient: day for patient, day, _ in payments}, holds={hold.patient_id: hold for hold in holds}, plans=plans,
        late=_late(payments, plans, on - timedelta(days=terms.grace)), guarantors=cache(lambda: _addressed(practice, theirs)),
    )  # fmt: skip


def _pending(rows: Any) -> set[int]:
    """Those of whose every claim with something to pay an insurance still owes a part."""
    insured: set[int] = set()
    claims: dict[int, set[int]] = defaultdict(set)
    asked = rows.filter(account__in=[Account.INSURANCE.value, OWED], amount__gt=0)
    for account, patient, claim in asked.values_list("account", "patient", "claim"):
        (insured if account == Account.INSURANCE.value else claims[patient]).add(claim)
    return {patient for patient, several in claims.items() if several <= insured}


def _addressed(practice: Practice, theirs: list[int]) -> set[int]:
    """Those of them whose guarantor has an address."""
    rows = Contact.objects.for_practice(practice).filter(patient__in=theirs, kind=Contact.Kind.GUARANTOR)
    return {one.patient_id for one in rows if one.value.address.line1}


def _late(payments: list[tuple[int, date, Any]], plans: dict[int, Plan], since: date) -> dict[int, Money]:
    """What was due of each plan by this day and is not paid."""
    paid: dict[int, int] = defaultdict(int)
    for patient, day, amount in payments:
        if patient in plans and day >= plans[patient].agreed_on:
            paid[patient] += int(amount)
    return {key: behind(plan, paid[key], since) for key, plan in plans.items()}
