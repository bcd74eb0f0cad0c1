"""The CMS-1500 (02/12): what a professional claim puts into its items. Six services a page; totals on the last.

Source: Pub. 100-04, chapter 26, section 10 (items and what they hold), and the items' places in the 837P as CMS's crosswalk gives them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from claimwright.core import Claim, ClaimLine, Money, Provider

from ..printing import Cut
from ..sheet import Sheet
from ..writing import (
    bare,
    beyond,
    cents,
    city,
    count,
    insured_name,
    others_of,
    paged,
    paid_before,
    person,
    spaced,
    spoken,
    street,
    telephone,
)

LETTERS = "ABCDEFGHIJKL"
"""Of the diagnoses; services point to them."""
MOST_MODIFIERS, MOST_POINTERS = 4, 4
ON_FILE = "SIGNATURE ON FILE"


def pages(claim: Claim, form: Sheet, printed_on: date | None) -> tuple[list[dict[str, str]], list[Cut]]:
    """The values of each page by name, and what the form has no room for."""
    parts = paged(claim.lines, form.lines)
    above = _insured(claim, form) | _condition(claim) | _diagnoses(claim) | _providers(claim, printed_on)
    made = []
    for number, lines in enumerate(parts, 1):
        page = dict(above)
        for row, line in enumerate(lines, 1):
            page |= {f"line.{row}.{name}": value for name, value in _line(line, claim).items()}
        made.append(page | (_totals(claim) if number == len(parts) else {}))
    return made, list(_left_out(claim))


def _left_out(claim: Claim) -> Iterator[Cut]:
    yield from beyond("21", claim.diagnoses, len(LETTERS))
    yield from beyond("9", claim.other_payers, 1)
    for line in claim.lines:
        yield from beyond(f"24D line {line.number}", line.modifiers, MOST_MODIFIERS)
        yield from beyond(f"24E line {line.number}", line.diagnosis_pointers, MOST_POINTERS)


def _insured(claim: Claim, form: Sheet) -> dict[str, str]:
    patient, subscriber = claim.patient, claim.subscriber
    himself = subscriber.relationship == "self"
    home = patient.address if himself else subscriber.address
    born, sex = (patient.birth_date, patient.sex) if himself else (subscriber.birth_date, subscriber.sex)
    area, phone = telephone(patient.phone)
    medicare = form.words["type"].get(claim.payer.filing) == "medicare"
    return {
        "payer.name": claim.payer.name, "type": form.words["type"].get(claim.payer.filing, "other"), "insured.id": subscriber.member_id,
        "patient.name": person(patient.last, patient.first, patient.middle), "patient.birth": spaced(patient.birth_date, century=True),
        "patient.sex": patient.sex, "patient.street": street(patient.address), "patient.city": patient.address.city,
        "patient.state": patient.address.state, "patient.zip": patient.address.zip, "patient.area": area, "patient.phone": phone,
        "insured.name": insured_name(subscriber, patient), "relationship": subscriber.relationship,
        "insured.street": street(home), "insured.city": home.city, "insured.state": home.state, "insured.zip": home.zip,
        "insured.group": subscriber.group_number or ("NONE" if medicare and claim.sequence == 1 else ""),
        "insured.birth": spaced(born, century=True), "insured.sex": sex if born else "",
        "another": "yes" if claim.other_payers else "" if medicare else "no", **_other(claim),
    }  # fmt: skip


def _other(claim: Claim) -> dict[str, str]:
    """The first other insurance."""
    other = next(iter(others_of(claim)), None)
    if other is None:
        return {}
    return {
        "other.name": insured_name(other.subscriber, claim.patient), "other.plan": other.payer.name,
        "other.policy": " ".join(part for part in (other.subscriber.member_id, other.subscriber.group_number) if part),
    }  # fmt: skip


def _condition(claim: Claim) -> dict[str, str]:
    known, days = claim.references, claim.dates
    causes = set(known.get("accident", "").split(","))
    onset = next((name for name in ("onset", "last_menstrual_period") if name in days), "")
    other = next((name for name in _OTHER_DATES if name in days), "")
    return {
        **{f"cause.{cause}": "yes" if cause in causes else "no" for cause in ("employment", "auto", "other")},
        "cause.state": known.get("accident_state", ""), "claim.codes": " ".join(claim.condition_codes),
        "onset": spaced(days.get(onset)), "onset.kind": {"onset": "431", "last_menstrual_period": "484"}.get(onset, ""),
        "other.date": spaced(days.get(other)), "other.kind": _OTHER_DATES.get(other, ""),
        "unable.from": spaced(days.get("disability_start")), "unable.to": spaced(days.get("disability_end")),
        "stay.from": spaced(days.get("admission")), "stay.to": spaced(days.get("discharge")),
        "remarks": " ".join(claim.notes), "outside": "no",
        "resubmission": claim.frequency if claim.frequency != "1" else "", "original": claim.payer_claim_id,
        "authorization": next((known[name] for name in ("prior_authorization", "referral", "clia") if known.get(name)), ""),
    }  # fmt: skip


_OTHER_DATES = {
    "initial_treatment": "454", "last_seen": "304", "acute_manifestation": "453", "accident": "439", "last_xray": "455",
    "prescription": "471", "assumed_care": "090", "relinquished_care": "091", "first_contact": "444",
}  # fmt: skip
"""Item 15: dates of ours and the qualifiers of 837 DTP01."""


def _diagnoses(claim: Claim) -> dict[str, str]:
    return {"icd": "0"} | {f"diagnosis.{letter}": bare(one.code) for letter, one in zip(LETTERS, claim.diagnoses, strict=False)}


def _providers(claim: Claim, printed_on: date | None) -> dict[str, str]:
    billing, place = claim.billing, claim.facility or claim.billing
    area, phone = telephone(billing.phone)
    kind, named = ("DN", claim.referring) if claim.referring else ("DQ", claim.supervising)
    signed = claim.references.get("provider_signature", "Y") == "Y"
    released = claim.references.get("release", "Y") == "Y"
    return {
        "referring.kind": kind if named else "", "referring.name": spoken(named), "referring.npi": named.npi if named else "",
        "patient.signed": ON_FILE if released else "", "insured.signed": ON_FILE if released else "",
        "tax.id": bare(billing.tax_id), "tax.kind": "SSN" if billing.tax_id.count("-") == 2 else "EIN" if billing.tax_id else "",
        "account": claim.id, "assignment": "yes" if claim.accepts_assignment else "no",
        "provider.signed": ON_FILE if signed else "", "provider.signed.on": spaced(printed_on),
        **_place("facility", place), **_place("billing", billing), "billing.area": area, "billing.phone": phone,
        "billing.taxonomy": f"ZZ{billing.taxonomy}" if billing.taxonomy else "",
    }  # fmt: skip


def _place(role: str, provider: Provider) -> dict[str, str]:
    where = provider.address
    return {
        f"{role}.name": spoken(provider), f"{role}.street": street(where), f"{role}.city": city(where), f"{role}.npi": provider.npi,
    }  # fmt: skip


def _line(line: ClaimLine, claim: Claim) -> Mapping[str, str]:
    modifiers: Sequence[str] = line.modifiers[:MOST_MODIFIERS]
    return {
        "from": spaced(line.from_date), "through": spaced(line.through_date or line.from_date),
        "place": line.place_of_service or claim.place_of_service, "emergency": "Y" if line.references.get("emergency") == "Y" else "",
        "procedure": line.procedure, **{f"modifier.{place}": one for place, one in enumerate(modifiers, 1)},
        "pointers": "".join(LETTERS[place - 1] for place in line.diagnosis_pointers[:MOST_POINTERS] if 0 < place <= len(LETTERS)),
        "charge": cents(line.charge), "units": count(line.units), "rendering": _rendering(line, claim), "shaded": _shaded(line),
    }  # fmt: skip


def _rendering(line: ClaimLine, claim: Claim) -> str:
    """Who treated: the line's own, the claim's, or a billing provider who is a person."""
    told = line.references.get("rendering_npi") or (claim.rendering.npi if claim.rendering else "")
    return told or (claim.billing.npi if claim.billing.last else "")


def _shaded(line: ClaimLine) -> str:
    """The drug of a line, or what an unlisted service was."""
    known = line.references
    if not known.get("ndc"):
        return line.description
    return f"N4{bare(known['ndc'])} {known.get('ndc_unit', 'UN')}{known.get('ndc_quantity', '1')}"


def _totals(claim: Claim) -> dict[str, str]:
    own = claim.references.get("patient_paid", "")
    paid = paid_before(claim) + (Money.parse(own) if own else 0)
    return {"total": cents(claim.charge), "paid": cents(paid) if paid else ""}
