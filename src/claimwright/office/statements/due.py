"""Who is due for a statement on a day, at which level, and who is not and why: for a whole practice in a few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Max, Q, Sum

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


class Due(NamedTuple):
    """A patient who owes something. ``level``: of the next letter; ``held``: why none goes out, "" where one does; ``last``: the newest."""

    patient: Patient
    owed: Money
    level: int
    held: str
    last: Sent | None


class Known(NamedTuple):
    """What is known of the patients who owe, by their key; and the practice's cycle."""

    cycle: Cycle
    owed: dict[int, int]
    pending: set[int]
    last: dict[int, Sent]
    paid: dict[int, date]
    holds: dict[int, Hold]
    plans: dict[int, Plan]
    late: dict[int, Money]
    addresses: set[int]


def due(practice: Practice, on: date) -> list[Due]:
    """Everybody who owes something, the highest amount first."""
    owing = _owing(practice)
    known = _known(practice, owing, on)
    people = Patient.objects.for_practice(practice).filter(pk__in=owing.values("patient"))
    found = [_due(one, Money(known.owed[one.pk]), known, on) for one in people if one.pk in known.owed]
    return sorted(found, key=lambda one: (-one.owed, one.patient.pk))


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
    if not who.value.address.line1 and who.pk not in known.addresses:
        yield "no address is known"
    if level > len(levels):
        yield "every letter was sent: decide"
    if last and last.on + timedelta(days=levels[min(max(level, 2), len(levels)) - 1].after) > on:
        yield f"a letter of {last.on:%b} {last.on.day} is out"


def _owing(practice: Practice) -> Any:
    """Who owes more than was paid ahead, and how much; asked by the database wherever it is needed, however many they are."""
    rows = _standing(practice).filter(Q(account=Account.PATIENT.value) | Q(account=Account.UNAPPLIED.value, claim=None))
    return rows.values("patient").annotate(total=Sum("amount")).filter(total__gt=0).order_by()


def _standing(practice: Practice) -> Any:
    return Balance.objects.for_practice(practice).exclude(patient=None).exclude(amount=0)


def _known(practice: Practice, owing: Any, on: date) -> Known:
    terms, theirs = cycle(practice), {"patient__in": owing.values("patient")}
    plans = {plan.patient_id: plan for plan in Plan.objects.for_practice(practice).filter(**theirs, ended_reason="")}
    payments = PatientPayment.objects.for_practice(practice).filter(**theirs, undone_reason="")
    holds = Hold.objects.for_practice(practice).filter(**theirs, ended_reason="").exclude(until__lt=on)
    sent = Sent.objects.for_practice(practice).filter(**theirs)
    newest = sent.filter(pk__in=sent.values("patient").annotate(top=Max("pk")).order_by().values("top"))
    contacts = Contact.objects.for_practice(practice).filter(**theirs, kind=Contact.Kind.GUARANTOR)
    return Known(
        cycle=terms, owed={row["patient"]: row["total"] for row in owing}, pending=_pending(_standing(practice).filter(**theirs)),
        last={one.patient_id: one for one in newest},
        paid={row["patient"]: row["day"] for row in payments.values("patient").annotate(day=Max("on")).order_by()},
        holds={hold.patient_id: hold for hold in holds}, plans=plans, late=_late(payments, plans, on - timedelta(days=terms.grace)),
        addresses={one.patient_id for one in contacts if one.value.address.line1},
    )  # fmt: skip


def _pending(rows: Any) -> set[int]:
    """Those of whose every claim with something to pay an insurance still owes a part."""
    insured: set[int] = set()
    claims: dict[int, set[int]] = defaultdict(set)
    asked = rows.filter(account__in=[Account.INSURANCE.value, Account.PATIENT.value], amount__gt=0)
    for account, patient, claim in asked.values_list("account", "patient", "claim"):
        (insured if account == Account.INSURANCE.value else claims[patient]).add(claim)
    return {patient for patient, several in claims.items() if several <= insured}


def _late(payments: Any, plans: dict[int, Plan], since: date) -> dict[int, Money]:
    """What was due of each plan by this day and is not paid."""
    paid: dict[int, int] = defaultdict(int)
    for patient, day, amount in payments.filter(patient__in=plans).values_list("patient", "on", "amount"):
        if day >= plans[patient].agreed_on:
            paid[patient] += int(amount)
    return {key: behind(plan, paid[key], since) for key, plan in plans.items()}
