"""The fields that a condition may name, what they hold, and how they are read.

``kind``: text, number (units, days, counts; dollars for charges) or list. Fields of ``line`` and ``diagnosis`` speak of the one that a
rule looks at; those of ``claim`` and of people and payers may be named by every rule. ``claim.reference.NAME`` and ``line.reference.NAME``
read one reference (``claim.reference.prior_authorization``), ``claim.date.NAME`` tells by ``missing`` whether a date is there.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from claimwright.core import Claim, ClaimLine, Provider, age_on, undotted

from ..reference import Reference
from ..subjects import Listed, place_of

Kind = Literal["text", "number", "list"]
Subject = Claim | ClaimLine | Listed
Getter = Callable[[Claim, Any, Reference], Any]


class Field(NamedTuple):
    """A field: what it holds, what it says in our words, and how it is read of a claim and the subject of the rule."""

    kind: Kind
    words: str
    read: Getter


def _of(role: str, name: str) -> Getter:
    def read(claim: Claim, subject: Any, reference: Reference) -> str:
        provider: Provider | None = getattr(claim, role)
        return getattr(provider, name) if provider else ""

    return read


def _age(claim: Claim, subject: Any, reference: Reference) -> Decimal | None:
    born = claim.patient.birth_date
    return Decimal(age_on(born, claim.from_date or reference.on)) if born else None


def _days(item: Any) -> Decimal | None:
    first, last = item.from_date, item.through_date
    return Decimal((last - first).days + 1) if first and last else None


def _pointed(claim: Claim, line: ClaimLine) -> tuple[str, ...]:
    return tuple(claim.diagnoses[place - 1].code for place in line.diagnosis_pointers if 1 <= place <= len(claim.diagnoses))


FIELDS: dict[str, Field] = {
    "claim.kind": Field("text", "professional or institutional", lambda c, s, r: c.kind),
    "claim.frequency": Field("text", "1 original, 7 replacement, 8 void", lambda c, s, r: c.frequency),
    "claim.type_of_bill": Field("text", "facility type and class", lambda c, s, r: c.type_of_bill),
    "claim.place_of_service": Field("text", "place of service of the claim", lambda c, s, r: c.place_of_service),
    "claim.sequence": Field("number", "1 primary, 2 secondary", lambda c, s, r: Decimal(c.sequence)),
    "claim.charge": Field("number", "dollars", lambda c, s, r: c.charge.dollars),
    "claim.days": Field("number", "days from the first to the last", lambda c, s, r: _days(c)),
    "claim.line_count": Field("number", "lines", lambda c, s, r: Decimal(len(c.lines))),
    "claim.other_payer_count": Field("number", "other insurances", lambda c, s, r: Decimal(len(c.other_payers))),
    "claim.diagnoses": Field("list", "every diagnosis", lambda c, s, r: tuple(one.code for one in c.diagnoses)),
    "claim.first_diagnosis": Field("text", "the first-listed diagnosis", lambda c, s, r: c.diagnoses[0].code if c.diagnoses else ""),
    "claim.procedures": Field("list", "the procedure of every line", lambda c, s, r: tuple(one.procedure for one in c.lines)),
    "claim.modifiers": Field("list", "the modifiers of all lines", lambda c, s, r: tuple(x for one in c.lines for x in one.modifiers)),
    "claim.revenue_codes": Field("list", "the revenue code of every line", lambda c, s, r: tuple(one.revenue_code for one in c.lines)),
    "claim.condition_codes": Field("list", "condition codes", lambda c, s, r: c.condition_codes),
    "payer.id": Field("text", "the identifier that the claim is routed by", lambda c, s, r: c.payer.id),
    "payer.program": Field("text", "medicare, medicaid or commercial", lambda c, s, r: r.program),
    "patient.age": Field("number", "completed years on the first day", _age),
    "patient.sex": Field("text", "F, M or U", lambda c, s, r: c.patient.sex),
    "patient.state": Field("text", "state of the patient's address", lambda c, s, r: c.patient.address.state),
    "billing.npi": Field("text", "NPI of the billing provider", _of("billing", "npi")),
    "billing.taxonomy": Field("text", "taxonomy of the billing provider", _of("billing", "taxonomy")),
    "rendering.npi": Field("text", "NPI of the rendering provider", _of("rendering", "npi")),
    "rendering.taxonomy": Field("text", "taxonomy of the rendering provider", _of("rendering", "taxonomy")),
    "referring.npi": Field("text", "NPI of the referring or ordering provider", _of("referring", "npi")),
    "attending.npi": Field("text", "NPI of the attending provider", _of("attending", "npi")),
    "line.procedure": Field("text", "procedure of the line", lambda c, s, r: s.procedure),
    "line.modifiers": Field("list", "modifiers of the line", lambda c, s, r: s.modifiers),
    "line.units": Field("number", "units or minutes", lambda c, s, r: s.units),
    "line.charge": Field("number", "dollars", lambda c, s, r: s.charge.dollars),
    "line.days": Field("number", "days from the first to the last", lambda c, s, r: _days(s)),
    "line.place_of_service": Field("text", "the line's own place, else the claim's", lambda c, s, r: place_of(c, s)),
    "line.revenue_code": Field("text", "revenue code", lambda c, s, r: s.revenue_code),
    "line.diagnoses": Field("list", "the diagnoses that the line points to", lambda c, s, r: _pointed(c, s)),
    "line.description": Field("text", "description", lambda c, s, r: s.description),
    "diagnosis.code": Field("text", "code of the diagnosis", lambda c, s, r: s.shown),
    "diagnosis.number": Field("number", "its place, counted from 1", lambda c, s, r: Decimal(s.number)),
    "diagnosis.poa": Field("text", "present on admission", lambda c, s, r: s.diagnosis.poa or ""),
}  # fmt: skip


def field(name: str) -> Field | None:
    """The field of a name; None where there is none."""
    if name in FIELDS:
        return FIELDS[name]
    head, _, last = name.rpartition(".")
    if not last:
        return None
    if head == "claim.reference":
        return Field("text", "a reference of the claim", lambda c, s, r: c.references.get(last, ""))
    if head == "line.reference":
        return Field("text", "a reference of the line", lambda c, s, r: s.references.get(last, ""))
    if head == "claim.date":
        return Field("text", "a date of the claim", lambda c, s, r: str(c.dates.get(last, "")))
    return None


def comparable(value: str) -> str:
    """A code without its dot, so that E11.9 and E119 are one."""
    return undotted(value)
