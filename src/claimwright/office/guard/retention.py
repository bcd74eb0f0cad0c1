"""How long records are kept, as data; what is older, and what a legal hold keeps in spite of its age. Nothing is ever removed by this."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.utils import timezone

from claimwright.core import InputError
from claimwright.office import paths
from claimwright.office.encounters.models import Patient
from claimwright.office.kit import audit
from claimwright.office.kit.errors import OfficeError
from claimwright.office.practices.models import Practice
from claimwright.office.practices.queries import each_practice

from .models import LegalHold

OWN = "retention.toml"
MOST = 100
"""Years; more is a slip of the finger."""


class Rule(NamedTuple):
    """What is kept how long, and why (``retention.toml``)."""

    name: str
    what: str
    model: str
    since: str
    years: int
    least: int
    source: str


class Due(NamedTuple):
    """Of one practice and class: rows in all, those older than the rule asks, those of them that a hold keeps."""

    practice: str
    rule: Rule
    rows: int
    older: int
    held: int


def rules() -> list[Rule]:
    """Every class, with the years of the office's own file where it asks for more. Raises InputError where that file asks for less."""
    table: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / OWN).read_text("utf-8"))
    own = _own()
    if unknown := own.keys() - table.keys():
        raise InputError(OWN, f"knows no {', '.join(sorted(unknown))}", f"name {', '.join(table)}")
    return [_rule(name, row, own.get(name, row["years"])) for name, row in table.items()]


def report(on: date) -> Iterator[Due]:
    """What would be due on a day: every practice, every class. Nothing is changed."""
    everything = rules()
    for practice in each_practice():
        for rule in everything:
            yield _due(practice, rule, on)


def hold(practice: Practice, patient: Patient | None, reason: str, *, actor: str) -> LegalHold:
    """Keep a patient's records, or (None) all of the practice, until released; recorded."""
    if not reason.strip():
        raise OfficeError("Please give a reason. It becomes part of the record.")
    made = LegalHold.objects.create(practice=practice, patient=patient, reason=reason.strip()[:500])
    audit.record("retention:hold:add", subject=made, actor=actor, reason=reason, facts={"hold": made.public_id})
    return made


def release(held: LegalHold, reason: str, *, actor: str) -> LegalHold:
    """End a hold, with the reason; recorded."""
    if not reason.strip():
        raise OfficeError("Please give a reason. It becomes part of the record.")
    if held.released_at is None:
        held.released_at, held.released_reason = timezone.now(), reason.strip()[:500]
        held.save(update_fields=["released_at", "released_reason"])
        audit.record("retention:hold:release", subject=held, actor=actor, reason=reason, facts={"hold": held.public_id})
    return held


def patient_numbered(practice: Practice, number: str) -> Any:
    """The patient with this number of the practice's, or None."""
    return Patient.numbered(practice, number).first()


def hold_named(practice: Practice, public_id: str) -> Any:
    """The practice's hold with this id, or None."""
    return LegalHold.objects.for_practice(practice).filter(public_id=public_id).first()


def _due(practice: Practice, rule: Rule, on: date) -> Due:
    rows = apps.get_model(rule.model).objects.for_practice(practice)
    before = _years_before(on, rule.years)
    older = rows.filter(**{f"{rule.since}__lt": before.isoformat() if rule.since == "at" else before})
    return Due(practice.name, rule, rows.count(), older.count(), _held(practice, older))


def _held(practice: Practice, rows: Any) -> int:
    holds = LegalHold.objects.for_practice(practice).filter(released_at=None)
    if holds.filter(patient=None).exists():
        return rows.count()
    patients = holds.values("patient")
    names = {field.name for field in rows.model._meta.get_fields()}
    if "patient" in names:
        return rows.filter(patient__in=patients).count()
    if "patient_id" in names:  # the trail knows patients by their opaque id
        return rows.filter(patient_id__in=Patient.objects.for_practice(practice).filter(pk__in=patients).values("public_id")).count()
    return rows.filter(claims__claim__patient__in=patients).distinct().count()


def _rule(name: str, row: dict[str, Any], years: Any) -> Rule:
    if not isinstance(years, int) or not row["least"] <= years <= MOST:
        raise InputError(OWN, f"{name} = {years!r} cannot be", f"at least {row['least']} years: {row['source']}")
    return Rule(name, **{**row, "years": years})


def _own() -> dict[str, Any]:
    file = paths.data_directory() / OWN
    try:
        return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError(str(file), "cannot be read", "write one line a class: trail = 10") from error


def _years_before(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # February 29
        return on.replace(year=on.year - years, day=28)
