"""The UB-04 (CMS-1450): what an institutional claim puts into its form locators. 22 services a page, the total behind the last.

Source: Pub. 100-04, chapter 25, section 75 (form locators and what they hold), and their places in the 837I.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from claimwright.core import Claim, ClaimLine, Diagnosis, Money, Occurrence, Provider, ValueCode

from ..printing import Cut
from ..sheet import Sheet
from ..writing import bare, beyond, cents, city, closed, count, insured_name, others_of, paged, person, street, telephone

TOTAL = "0001"
"""The revenue code of the total."""
ROOMS = tuple(f"0{number}" for number in range(10, 22))
"""Revenue codes of accommodation, whose rate stands in 44."""
CONDITIONS, OCCURRENCES, SPANS, VALUES = 11, 8, 4, 12
OTHERS, CAUSES, REASONS, PROCEDURES, PAYERS = 17, 3, 3, 6, 3
LETTERS = "ABCDEFGHIJKLMNOPQ"
REMARK = 24
"""Characters of one line of 80."""


def pages(claim: Claim, form: Sheet, printed_on: date | None) -> tuple[list[dict[str, str]], list[Cut]]:
    """The values of each page by name, and what the form has no room for."""
    parts = paged(claim.lines, form.lines)
    above = _facility(claim, printed_on) | _stay(claim) | _coded(claim) | _payers(claim, form) | _clinical(claim) | _providers(claim)
    made = []
    for number, lines in enumerate(parts, 1):
        page = above | {"page": str(number), "pages": str(len(parts))}
        for row, line in enumerate(lines, 1):
            page |= {f"line.{row}.{name}": value for name, value in _line(line).items()}
        made.append(page | ({"total.code": TOTAL, "total": cents(claim.charge)} if number == len(parts) else {}))
    return made, list(_left_out(claim))


def _left_out(claim: Claim) -> Iterator[Cut]:
    spans, days = _occurrences(claim)
    for field, items, most in (
        ("18-28", claim.condition_codes, CONDITIONS), ("31-34", days, OCCURRENCES), ("35-36", spans, SPANS),
        ("39-41", claim.value_codes, VALUES), ("67A-Q", _of(claim, "ABF"), OTHERS), ("70", _of(claim, "APR"), REASONS),
        ("72", _of(claim, "ABN"), CAUSES), ("74", claim.procedures, PROCEDURES), ("50", (claim, *claim.other_payers), PAYERS),
    ):  # fmt: skip
        yield from beyond(field, items, most)


def _facility(claim: Claim, printed_on: date | None) -> dict[str, str]:
    billing = claim.billing
    return {
        "billing.name": billing.display, "billing.street": street(billing.address), "billing.city": city(billing.address),
        "billing.phone": "".join(telephone(billing.phone)), "account": claim.id, "record": claim.references.get("medical_record", ""),
        "bill": f"0{claim.type_of_bill}{claim.frequency}", "tax.id": billing.tax_id, "billing.npi": billing.npi,
        "made.on": closed(printed_on), "billing.taxonomy.kind": "B3" if billing.taxonomy else "", "billing.taxonomy": billing.taxonomy,
    }  # fmt: skip


def _stay(claim: Claim) -> dict[str, str]:
    days, known, patient = claim.dates, claim.references, claim.patient
    return {
        "statement.from": closed(days.get("statement_from") or claim.from_date),
        "statement.through": closed(days.get("statement_through") or claim.through_date),
        "patient.name": person(patient.last, patient.first, patient.middle), "patient.street": street(patient.address),
        "patient.city": patient.address.city, "patient.state": patient.address.state, "patient.zip": patient.address.zip,
        "patient.birth": closed(patient.birth_date, century=True), "patient.sex": patient.sex,
        "admission": closed(days.get("admission")), "admission.hour": known.get("admission_hour", "")[:2],
        "admission.type": known.get("admission_type", ""), "admission.source": known.get("admission_source", ""),
        "discharge.hour": known.get("discharge_hour", "")[:2], "status": known.get("patient_status", ""),
        "accident.state": known.get("accident_state", ""),
    }  # fmt: skip


def _occurrences(claim: Claim) -> tuple[list[Occurrence], list[Occurrence]]:
    """Spans of days, and single days."""
    every = claim.occurrence_codes
    return [one for one in every if one.last], [one for one in every if not one.last]


def _coded(claim: Claim) -> dict[str, str]:
    """Condition, occurrence and value codes: each row is filled before the next."""
    spans, days = _occurrences(claim)
    found = {f"condition.{place}": code for place, code in enumerate(claim.condition_codes[:CONDITIONS], 1)}
    for place, one in enumerate(days[:OCCURRENCES], 1):
        found |= {f"occurrence.{place}": one.code, f"occurrence.{place}.on": closed(one.first)}
    for place, one in enumerate(spans[:SPANS], 1):
        found |= {f"span.{place}": one.code, f"span.{place}.from": closed(one.first), f"span.{place}.through": closed(one.last)}
    for place, value in enumerate(claim.value_codes[:VALUES], 1):
        found |= {f"value.{place}": value.code, f"value.{place}.amount": _amount(value)}
    return found


def _amount(value: ValueCode) -> str:
    """Whole numbers, such as days, stand left of the line before the cents, as dollars do."""
    return "" if value.amount is None else cents(Money.of(value.amount))


def _payers(claim: Claim, form: Sheet) -> dict[str, str]:
    """A to C: this payer and the others in their order."""
    rows = [
        (claim.sequence, claim.payer, claim.subscriber, None),
        *((one.sequence, one.payer, one.subscriber, one.paid) for one in others_of(claim)),
    ]
    found: dict[str, str] = {}
    for place, (sequence, payer, subscriber, paid) in enumerate(sorted(rows, key=lambda row: row[0])[:PAYERS], 1):
        ours = sequence == claim.sequence
        told = {
            "name": payer.name, "id": payer.id, "release": claim.references.get("release", "Y"),
            "assignment": claim.references.get("benefits_assigned", "Y"), "paid": cents(paid),
            "insured": insured_name(subscriber, claim.patient), "relationship": form.words["relationship"].get(subscriber.relationship, ""),
            "member": subscriber.member_id, "group": subscriber.group_number,
            "authorization": _authorization(claim) if ours else "", "control": claim.payer_claim_id if ours else "",
        }  # fmt: skip
        found |= {f"payer.{place}.{name}": value for name, value in told.items()}
    return found


def _authorization(claim: Claim) -> str:
    return claim.references.get("prior_authorization") or claim.references.get("referral", "")


def _of(claim: Claim, qualifier: str) -> list[Diagnosis]:
    return [one for one in claim.diagnoses if one.qualifier == qualifier]


def _clinical(claim: Claim) -> dict[str, str]:
    found = {"icd": "0"}
    principal = claim.diagnoses[:1]
    for name, items in (
        ("principal", principal), ("admitting", _of(claim, "ABJ")[:1]),
        *((f"other.{letter}", [one]) for letter, one in zip(LETTERS, _of(claim, "ABF"), strict=False)),
        *((f"reason.{place}", [one]) for place, one in enumerate(_of(claim, "APR")[:REASONS], 1)),
        *((f"cause.{place}", [one]) for place, one in enumerate(_of(claim, "ABN")[:CAUSES], 1)),
    ):  # fmt: skip
        for one in items:
            found |= {name: bare(one.code)} | ({f"{name}.poa": one.poa} if one.poa else {})
    for place, done in enumerate(claim.procedures[:PROCEDURES], 1):
        found |= {f"procedure.{place}": bare(done.code), f"procedure.{place}.on": closed(done.on)}
    return found | {"drg": _drg(claim)} | _remarks(claim)


def _drg(claim: Claim) -> str:
    """The group that the claim names (HI*DR)."""
    return next((one.rpartition(":")[2] for one in claim.segments if one.startswith("2300/HI*DR:")), "")


def _remarks(claim: Claim) -> dict[str, str]:
    words = " ".join(claim.notes)
    return {f"remarks.{row}": words[start : start + REMARK] for row, start in enumerate(range(0, max(len(words), 1), REMARK), 1)}


def _providers(claim: Claim) -> dict[str, str]:
    found = _person("attending", claim.attending) | _person("operating", claim.operating)
    others = [("82", claim.rendering), ("DN", claim.referring)]
    for place, (kind, provider) in enumerate([one for one in others if one[1]], 1):
        found |= {f"further.{place}.kind": kind} | _person(f"further.{place}", provider)
    return found


def _person(role: str, provider: Provider | None) -> dict[str, str]:
    if provider is None:
        return {}
    return {f"{role}.npi": provider.npi, f"{role}.last": provider.last or provider.name, f"{role}.first": provider.first}


def _line(line: ClaimLine) -> Mapping[str, str]:
    return {
        "revenue": line.revenue_code, "drug": _drug(line), "service": _service(line), "on": closed(line.from_date),
        "units": count(line.units), "charge": cents(line.charge),
    }  # fmt: skip


def _service(line: ClaimLine) -> str:
    """The procedure with its modifiers, or the rate of a room."""
    parts: Sequence[str] = (line.procedure, *line.modifiers)
    if line.procedure or not line.revenue_code.startswith(ROOMS) or not line.units:
        return "".join(parts)
    return str(Money.of(line.charge.dollars / line.units))


def _drug(line: ClaimLine) -> str:
    known = line.references
    if not known.get("ndc"):
        return line.description
    return f"N4{bare(known['ndc'])}{known.get('ndc_unit', 'UN')}{known.get('ndc_quantity', '1')}"
