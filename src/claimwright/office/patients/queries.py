"""Reading registration for pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from claimwright import core
from claimwright.office.encounters.models import CodeDecision, Patient
from claimwright.office.kit import search
from claimwright.office.kit.asking import one_of
from claimwright.office.practices.models import Practice

from .models import Contact, Insurance, Merge, Visit

MOST = 100
"""Rows of a list of patients; whoever looks for somebody types more."""


def patients(practice: Practice) -> Any:
    """Every record that stands for a person, the newest first."""
    gone = Merge.objects.for_practice(practice).filter(undone_at=None).values("gone")
    return Patient.objects.for_practice(practice).exclude(pk__in=gone).order_by("-id")


def found(practice: Practice, words: str) -> list[Patient]:
    """Patients by names, number, birth date or member id; a record that was merged leads to the one that stands."""
    from .merging import standing_for

    rows = Patient.objects.for_practice(practice)
    people = rows.filter(public_id__in=search.find(practice, "Patient", words))
    insured = rows.filter(insurances__public_id__in=search.find(practice, "Insurance", words))
    named = people.order_by().values_list("pk", flat=True).union(insured.order_by().values_list("pk", flat=True))
    keys = standing_for(practice, list(named.order_by("pk")[:MOST]))
    known = rows.in_bulk(keys[:MOST])
    return [known[key] for key in keys if key in known]


def look_alike(practice: Practice, value: core.Patient, member_id: str = "") -> list[tuple[Patient, str]]:
    """Patients who may be this person already, and why: the same birth date and a like name, the same names, the same member id."""
    born = value.birth_date.isoformat() if value.birth_date else ""
    asked = [
        (f"{value.last[:3]} {born}", "same birth date, like last name"),
        (f"{value.first[:3]} {born}", "same birth date, like first name"),
        (f"{value.last} {value.first}", "same names"),
        (member_id, "same member id"),
    ]
    likely: dict[int, tuple[Patient, str]] = {}
    for words, why in asked:
        for row in found(practice, words)[:10] if words.strip() else ():
            likely.setdefault(row.pk, (row, why))
    return list(likely.values())


def patient(practice: Practice, public_id: str) -> Patient:
    """One patient of this practice, or 404. ``merged``: into another record; ``keeps``: others were merged into this one."""
    done = Merge.objects.for_practice(practice).filter(undone_at=None)
    told = {"merged": Exists(done.filter(gone=OuterRef("pk"))), "keeps": Exists(done.filter(kept=OuterRef("pk")))}
    return one_of(Patient.objects.for_practice(practice).select_related("practice").annotate(**told), public_id)


def insurance(practice: Practice, public_id: str) -> Insurance:
    """One insurance of this practice's patients, or 404."""
    return one_of(Insurance.objects.for_practice(practice).select_related("patient__practice"), public_id)


def contact(practice: Practice, public_id: str) -> Contact:
    """One contact of this practice's patients, or 404."""
    return one_of(Contact.objects.for_practice(practice).select_related("patient"), public_id)


def merge(practice: Practice, public_id: str) -> Merge:
    """One merge of this practice, or 404."""
    return one_of(Merge.objects.for_practice(practice).select_related("kept", "gone"), public_id)


def visit(practice: Practice, public_id: str) -> Visit:
    """One planned visit of this practice, or 404."""
    return one_of(Visit.objects.for_practice(practice).select_related("patient__practice"), public_id)


def insurances(who: Patient) -> list[Insurance]:
    """A patient's insurances in the order in which they pay, each with what was answered about it."""
    rows = Insurance.objects.for_practice(who.practice_id).filter(patient=who).prefetch_related("answers")
    return sorted(rows, key=lambda row: (row.value.sequence, row.pk))


def in_effect(who: Patient, on: date) -> tuple[core.Coverage, ...]:
    """The insurances of a day as an encounter takes them, numbered from the first that pays then."""
    return in_order(row for row in insurances(who) if row.holds_on(on))


def in_order(rows: Iterable[Insurance]) -> tuple[core.Coverage, ...]:
    """What these insurances cover, numbered anew in their order."""
    return tuple(core.replace(row.value, sequence=place) for place, row in enumerate(rows, 1))


def visits(practice: Practice, on: date) -> Any:
    """The visits planned for a day, by the hour."""
    rows = Visit.objects.for_practice(practice).filter(on=on).exclude(state=Visit.State.CANCELLED)
    return rows.select_related("patient", "provider", "encounter")


def without_charge(practice: Practice, before: date) -> Iterator[Visit]:
    """Visits of the past that have no encounter, or one without a service: money that nobody has asked for."""
    rows = Visit.objects.for_practice(practice).filter(on__lt=before, state__in=[Visit.State.BOOKED, Visit.State.ARRIVED])
    standing = Prefetch("encounter__decisions", CodeDecision.objects.for_practice(practice).exclude(state="rejected"))
    for row in rows.select_related("patient", "provider", "encounter").prefetch_related(standing).order_by("on", "at")[:200]:
        codes = row.encounter.decisions.all() if row.encounter else ()
        if not any(code.value.system in ("cpt", "hcpcs", "icd10pcs") for code in codes):
            yield row


def merges(who: Patient) -> Any:
    """The records that were merged into this one and still are."""
    return Merge.objects.for_practice(who.practice_id).filter(kept=who, undone_at=None).select_related("gone", "by").order_by("id")
