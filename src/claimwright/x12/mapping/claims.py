"""837 to :class:`claimwright.core.Claim` and back: places in the guide on one side, names of ours on the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal

from claimwright.core import (
    Claim,
    ClaimLine,
    Diagnosis,
    Money,
    Occurrence,
    OtherPayer,
    Patient,
    Payer,
    ProcedureDone,
    Provider,
    RemittanceLine,
    Subscriber,
    ValueCode,
    dotted,
    replace,
)
from claimwright.x12.parser import Transaction
from claimwright.x12.strides import BLANK, Finder, Row, located
from claimwright.x12.tokens import words
from claimwright.x12.tree import Elements, Instance, get, part

from . import dental, leftovers
from .values import RELATIONSHIPS, SEQUENCES, address_from, adjustments, day, money, number, provider_from, provider_rows

READS: Final = ("837P", "837I", "837D")
KINDS: Final[dict[str, Literal["professional", "institutional", "dental"]]] = {
    "837P": "professional", "837I": "institutional", "837D": "dental",
}  # fmt: skip

DATES: Final = {
    "431": "onset", "454": "initial_treatment", "304": "last_seen", "453": "acute_manifestation", "439": "accident",
    "484": "last_menstrual_period", "455": "last_xray", "471": "prescription", "360": "disability_start", "361": "disability_end",
    "297": "last_worked", "296": "return_to_work", "435": "admission", "096": "discharge", "090": "assumed_care",
    "091": "relinquished_care", "444": "first_contact", "050": "repricer_received",
}  # fmt: skip
"""DTP01 of the claim and our name for the date."""

DENTAL_DATES: Final = {"439": "accident", "452": "appliance_placed", "050": "repricer_received"}
_DATES: Final = {**DATES, **DENTAL_DATES}

REFERENCES: Final = {
    "4N": "authorization_exception", "F5": "medicare_crossover", "EW": "mammography", "9F": "referral", "G1": "prior_authorization",
    "X4": "clia", "9A": "repriced_claim", "9C": "adjusted_repriced_claim", "LX": "investigational_device", "D9": "clearinghouse_trace",
    "EA": "medical_record", "P4": "demonstration_project", "1J": "care_plan_oversight",
}  # fmt: skip
"""REF01 of the claim and our name for the reference (F8 is ``payer_claim_id``)."""

_REFERENCES: Final = {**REFERENCES, "G3": "predetermination"}

LINE_REFERENCES: Final = {
    "G1": "prior_authorization", "9F": "referral", "X4": "clia", "F4": "referring_clia", "BT": "immunization_batch", "EW": "mammography",
}  # fmt: skip
"""REF01 of the line and our name for the reference (6R is ``control_number``)."""

LINE_PROVIDERS: Final = {"2420A": "rendering", "2420E": "ordering"}
"""Loop of an 837P line and our word: ``references`` of the line hold ``rendering_npi``, ``rendering_last``, ``rendering_first``, ..."""

CAUSES: Final = {"AA": "auto", "OA": "other", "EM": "employment"}
"""CLM11 and our word in ``references["accident"]``, several joined by a comma."""


def unit(claim: Instance, transaction: Transaction, kept: list[Any]) -> tuple[Claim]:
    """One 2300 loop with what stands above it."""
    return (read(claim, transaction),)


def finish(root: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[Claim]:
    """Nothing is left at the end of an 837."""
    yield from ()


def read(loop: Instance, transaction: Transaction) -> Claim:
    """The claim of a 2300 loop. Raises InputError where an amount is no amount."""
    colon = transaction.delimiters.component
    guide = transaction.guide.table.name if transaction.guide is not None else "837P"
    institutional = guide == "837I"
    within = [child for child in loop.later if child.node.id == "2400"]
    plain = loop.stride is not None and len(within) == len(loop.later)
    head, replaced, *people = located(loop, _HEADS[guide], sure=plain)
    own = located(loop, _own)
    _, claim_id, charge, _, _, place, _, assignment = (head + _BLANKS)[:8]
    facility, _, rest = place.partition(colon)
    patient, subscriber, payer, sequence = _people(loop)
    diagnoses, procedures, others, noted, dated = _told(own, colon)
    billing, above = _above(loop, transaction, guide)
    roles = {
        role: provider_from(located(loop, finder, sure=plain))
        for (role, finder), name in zip(_FINDERS[guide], people, strict=False) if name is not BLANK
    }  # fmt: skip
    lines = tuple([_line(line, transaction, guide) for line in within])
    conditions, occurrences, values = _institutional_codes(loop, colon, transaction) if others else _NO_CODES
    return Claim(
        id=claim_id, kind=KINDS[guide], frequency=part(rest, 2, colon) or "1",
        charge=money(charge, transaction, "CLM02"),
        place_of_service="" if institutional else facility, type_of_bill=facility if institutional else "",
        sequence=sequence, patient=patient, subscriber=subscriber, payer=payer,
        other_payers=() if plain else tuple([_other(other, loop, transaction, guide) for other in loop.every("2320")]),
        billing=billing, rendering=roles.get("rendering"), referring=roles.get("referring"),
        attending=roles.get("attending"), operating=roles.get("operating"), supervising=roles.get("supervising"),
        facility=roles.get("facility"), diagnoses=diagnoses, procedures=procedures, condition_codes=conditions,
        occurrence_codes=occurrences, value_codes=values, lines=_dated(lines, loop) if guide == "837D" else lines,
        dates=_dates(own) if dated else {}, references=_references((head, *own), colon), notes=_notes(own) if noted else (),
        segments=above + leftovers.of_claim(loop, guide, transaction.delimiters, sure=plain),
        payer_claim_id=get(replaced, 2), accepts_assignment=assignment != "C",
    )  # fmt: skip


ROLES: Final[dict[str, dict[str, str]]] = {
    "837P": {"2310A": "referring", "2310B": "rendering", "2310C": "facility", "2310D": "supervising"},
    "837I": {"2310A": "attending", "2310B": "operating", "2310D": "rendering", "2310E": "facility", "2310F": "referring"},
    "837D": {"2310A": "referring", "2310B": "rendering", "2310C": "facility", "2310E": "supervising"},
}
"""By transaction set: loop of a claim and the provider's role in it."""


def _heads(guide: str) -> Finder:
    """Finds CLM, REF*F8 and the name of the provider in each role."""

    def find(claim: Instance) -> tuple[Elements, ...]:
        names = (one.segments[0][1] if (one := _in_role(claim, loop_id)) else BLANK for loop_id in ROLES[guide])
        return (claim.segments[0][1], claim.first("REF", "F8") or BLANK, *names)

    return find


def _in_role(claim: Instance, loop_id: str) -> Instance | None:
    """The first provider loop of that id; one that names a primary care provider is none."""
    return next((one for one in claim.loops if one.node.id == loop_id and one.segments[0][1][1:2] != ["P3"]), None)


def _finder(loop_id: str) -> Finder:
    """Finds what is told of a provider."""
    return lambda claim: provider_rows(_in_role(claim, loop_id))


_HEADS: Final = {guide: _heads(guide) for guide in ROLES}
_FINDERS: Final = {guide: [(role, _finder(loop_id)) for loop_id, role in roles.items()] for guide, roles in ROLES.items()}


def _own(claim: Instance) -> tuple[Elements, ...]:
    """Finds every segment of the claim itself after CLM."""
    return tuple([elements for _, elements, _ in claim.segments[1:]])


def _above(loop: Instance, transaction: Transaction, guide: str) -> tuple[Provider, tuple[str, ...]]:
    """The billing provider, and what the levels above a claim say that no field holds."""
    kept: tuple[str, ...] = ()
    level, billing = loop.parent, Provider()
    while level is not None and level.parent is not None:
        if level.made is None:  # once for all claims of a level
            told = "dependent" if level.node.id == "2000B" and level is not loop.parent else guide
            found = leftovers.of_level(level, told, transaction.delimiters)
            level.made = _biller(level) if level.node.id == "2000A" else billing, found
        billing, own = level.made
        kept = own + kept
        level = level.parent
    return billing, kept


def _biller(level: Instance) -> Provider:
    return provider_from(provider_rows(level.loop("2010AA")), level.value("PRV", 3)) or Provider()


def _notes(own: Iterable[Elements]) -> tuple[str, ...]:
    """NTE of a claim; those that are no general remark with their kind before them."""
    found = [(get(elements, 1), words(get(elements, 2))) for elements in own if elements[0] == "NTE"]
    return tuple([text if kind == "ADD" else f"{kind}:{text}" for kind, text in found])


def _dated(lines: tuple[ClaimLine, ...], loop: Instance) -> tuple[ClaimLine, ...]:
    """Lines of a dental claim that says its day once, each with that day."""
    first, _, last = loop.value("DTP", 3, "472").partition("-")
    if not first:
        return lines
    return tuple(replace(line, from_date=day(first), through_date=day(last or first)) if line.from_date is None else line for line in lines)


def _institutional_codes(
    loop: Instance, colon: str, transaction: Transaction
) -> tuple[tuple[str, ...], tuple[Occurrence, ...], tuple[ValueCode, ...]]:
    """Condition, occurrence and value codes of the HI segments."""
    conditions, occurrences, values = [], [], []
    for elements, position in loop.all("HI"):
        for pieces in (composite.split(colon) for composite in elements[1:]):
            kind, code = pieces[0], get(pieces, 1)
            if kind == "BG":
                conditions.append(code)
            elif kind in ("BH", "BI"):
                first, _, last = get(pieces, 3).partition("-")
                occurrences.append(Occurrence(code=code, first=day(first), last=day(last)))
            elif kind == "BE":
                told = get(pieces, 4)
                amount = number(told, transaction, f"HI (segment {position})") if told else None
                values.append(ValueCode(code=code, amount=amount))
    return tuple(conditions), tuple(occurrences), tuple(values)


_NO_CODES: Final[tuple[tuple[str, ...], tuple[Occurrence, ...], tuple[ValueCode, ...]]] = ((), (), ())


def _subscriber(level: Instance) -> tuple[Elements, ...]:
    """Finds SBR, the payer's name, and who is insured."""
    payer = level.loop("2010BB")
    return (level.first("SBR") or BLANK, (payer and payer.first("NM1")) or BLANK, *_person_rows(level.loop("2010BA")))


def _patient(level: Instance) -> tuple[Elements, ...]:
    """Finds PAT, and who is the patient."""
    return (level.first("PAT") or BLANK, *_person_rows(level.loop("2010CA")))


def _person_rows(loop: Instance | None) -> tuple[Elements, ...]:
    if loop is None:
        return (BLANK,) * 4
    return (loop.segments[0][1], *(loop.first(name) or BLANK for name in ("N3", "N4", "DMG")))


def _people(loop: Instance) -> tuple[Patient, Subscriber, Payer, int]:
    level = loop.parent if loop.parent is not None and loop.parent.node.id == "2000B" else loop.up("2000B")
    dependent = loop.up("2000C") if level is not loop.parent else None
    info, payer_id, name, street, place, born, _, _ = located(level, _subscriber, sure=not level.later) if level else (BLANK,) * 8
    letter, group, filing = _insurance(info)
    _, _, _, last, first, _, _, _, _, member = (name + _BLANKS)[:10]
    _, _, _, payer_name, _, _, _, _, _, payer_number = (payer_id + _BLANKS)[:10]
    payer, sequence = _payer(payer_number, payer_name, filing), SEQUENCES.get(letter, 1)
    if dependent is None:
        return _person(name, street, place, born), Subscriber(member_id=member, group_number=group), payer, sequence
    kin, *patient = located(dependent, _patient, sure=not dependent.later)
    subscriber = Subscriber(
        relationship=RELATIONSHIPS.get(get(kin, 1), "other"), member_id=member, group_number=group, last=words(last), first=words(first),
        birth_date=day(get(born, 2)), sex=_SEXES.get(get(born, 3), "U"), address=address_from(street, place),
    )  # fmt: skip
    return _person(*patient[:4]), subscriber, payer, sequence


def _insurance(info: Elements) -> tuple[str, str, str]:
    """Letter of the payer's place, group number and filing indicator of SBR."""
    told = info.read if info.__class__ is Row else None
    if told is None:
        told = get(info, 1), get(info, 3), get(info, 9)
        if info.__class__ is Row:
            info.read = told
    return told


@lru_cache(1024)
def _payer(identifier: str, name: str, filing: str) -> Payer:
    return Payer(identifier, words(name), filing=filing)


def _person(name: Elements, street: Elements, place: Elements, born: Elements) -> Patient:
    _, _, _, last, first, middle = (name + _BLANKS)[:6]
    if not (last + first + middle).isascii():
        last, first, middle = words(last), words(first), words(middle)
    birth, sex = (day(born[2]), born[3]) if len(born) > 3 else (day(get(born, 2)), "")
    return Patient(
        last=last, first=first, middle=middle, birth_date=birth, sex=_SEXES.get(sex, "U"), address=address_from(street, place),
    )  # fmt: skip


_SEXES: Final[dict[str, Literal["F", "M", "U"]]] = {"F": "F", "M": "M"}


def _other(other: Instance, loop: Instance, transaction: Transaction, guide: str) -> OtherPayer:
    info = other.first("SBR")
    person, company = other.loop("2330A"), other.loop("2330B")
    name = person.first("NM1") if person else None
    payer = company.first("NM1") if company else None
    relationship = RELATIONSHIPS.get(get(info, 2), "other")
    himself = relationship == "self"
    subscriber = Subscriber(
        relationship=relationship, member_id=get(name, 9), group_number=get(info, 3),
        last="" if himself else words(get(name, 3)), first="" if himself else words(get(name, 4)),
    )  # fmt: skip
    paid = other.first("AMT", "D")
    lines = tuple(_adjudicated(line, get(payer, 9), transaction) for line in loop.every("2400"))
    line_day = next((when for found, when in (pair for pairs in lines for pair in pairs) if when), None)
    return OtherPayer(
        payer=Payer(get(payer, 9), words(get(payer, 3)), filing=get(info, 9)), subscriber=subscriber,
        sequence=SEQUENCES.get(get(info, 1), 2), paid=money(get(paid, 2), transaction, "AMT02") if paid else None,
        paid_on=(day(company.value("DTP", 3, "573")) if company else None) or line_day,
        adjustments=adjustments(other, transaction), lines=tuple(found for pairs in lines for found, _ in pairs),
        segments=leftovers.of_part(other, guide, transaction.delimiters),
    )  # fmt: skip


def _adjudicated(line: Instance, payer: str, transaction: Transaction) -> list[tuple[RemittanceLine, date | None]]:
    """The 2430 loops of a line that speak for one payer."""
    colon = transaction.delimiters.component
    found = []
    for loop in line.every("2430"):
        head = loop.first("SVD") or []
        if get(head, 1) != payer:
            continue
        procedure = get(head, 3).split(colon)
        charge = get(line.first("SV1") or line.first("SV3"), 2) or get(line.first("SV2"), 3)
        found.append((RemittanceLine(
            control_number=line.value("REF", 2, "6R") or line.value("LX", 1), procedure=get(procedure, 1),
            modifiers=tuple(filter(None, procedure[2:6])),
            charge=money(charge, transaction, "SV102"), paid=money(get(head, 2), transaction, "SVD02"),
            units=number(get(head, 5), transaction, "SVD05"), adjustments=adjustments(loop, transaction),
        ), day(loop.value("DTP", 3, "573"))))  # fmt: skip
    return found


def _told(own: Iterable[Elements], colon: str) -> tuple[tuple[Diagnosis, ...], tuple[ProcedureDone, ...], bool, bool, bool]:
    """Diagnoses and procedures of a claim, whether its HI segments hold anything else, whether it has notes, and dates."""
    others = noted = dated = False
    diagnoses: list[Diagnosis] = []
    procedures: list[ProcedureDone] = []
    for elements in own:
        name = elements[0]
        if name == "HI":
            for composite in elements[1:]:
                made = _coded(composite, colon)
                if isinstance(made, Diagnosis):
                    diagnoses.append(made)
                elif made is not None:
                    procedures.append(made)
                else:
                    others = True
        elif name == "NTE":
            noted = True
        elif name == "DTP":
            dated = True
    return tuple(diagnoses), tuple(procedures), others, noted, dated


@lru_cache(8192)
def _coded(composite: str, colon: str) -> Diagnosis | ProcedureDone | None:
    """A diagnosis or procedure of an HI segment; None for the other things it may hold."""
    pieces = composite.split(colon)
    if pieces[0] in ("ABK", "ABF", "ABJ", "ABN", "APR", "BK", "BF", "BJ", "BN", "PR") and len(pieces) > 1:
        return Diagnosis(code=dotted(pieces[1]), qualifier=pieces[0], poa=get(pieces, 8) or None)
    if pieces[0] in ("BBR", "BBQ") and len(pieces) > 1:
        return ProcedureDone(code=pieces[1], on=day(get(pieces, 3)))
    return None


def _dates(own: Iterable[Elements]) -> dict[str, date]:
    found = {}
    for elements in own:
        if elements[0] != "DTP":
            continue
        kind, value = get(elements, 1), get(elements, 3)
        first, _, last = value.partition("-")
        names = (
            ("disability_start", "disability_end") if kind == "314" else ("statement_from", "statement_through") if kind == "434" else ()
        )
        pairs = zip(names, (first, last or first), strict=True) if names else ((_DATES.get(kind, ""), first[:8]),)
        found.update({name: when for name, text in pairs if name and (when := day(text))})
    return found


def _references(rows: Iterable[Elements], colon: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for elements in rows:
        told = _REFERENCE_READERS.get(elements[0])
        if told is not None:
            told(elements, found, colon)
    return found


def _reference(elements: Elements, found: dict[str, str], colon: str) -> None:
    if name := _REFERENCES.get(get(elements, 1)):
        found[name] = get(elements, 2)


def _head(elements: Elements, found: dict[str, str], colon: str) -> None:
    """Causes of the condition, that benefits are only asked about, and the reason for a delay stand in CLM itself."""
    if elements[6:11] not in _USUAL:
        for at, name, usual in _SIGNED:
            if get(elements, at) and elements[at] not in usual:
                found[name] = elements[at]
    if len(elements) < 12:
        return
    if get(elements, 12):
        found["special_program"] = elements[12]
    if get(elements, 19) == "PB":
        found["purpose"] = "predetermination"
    causes = elements[11].split(colon)
    if named := [CAUSES[cause] for cause in causes[:3] if cause in CAUSES]:
        found["accident"] = ",".join(named)
    if get(causes, 3):
        found["accident_state"] = causes[3]
    if delay := get(elements, 20):
        found["delay_reason"] = delay


_SIGNED: Final = (
    (6, "provider_signature", ("Y",)), (7, "assignment", ("A", "C")), (8, "benefits_assigned", ("Y",)), (9, "release", ("Y",)),
    (10, "patient_signature", ()),
)  # fmt: skip
"""What CLM says of signatures and assignment: element, our reference, values that need none."""
_USUAL: Final = (["Y", "A", "Y", "Y"], ["", "A", "Y", "Y"], ["Y", "A", "Y", "Y", ""], ["", "A", "Y", "Y", ""])


def _orthodontic(elements: Elements, found: dict[str, str], colon: str) -> None:
    for at, name in ((1, "orthodontic_months"), (2, "orthodontic_months_left")):
        if get(elements, at):
            found[name] = elements[at]
    if get(elements, 4):
        found["orthodontic"] = elements[4]


def _paid(elements: Elements, found: dict[str, str], colon: str) -> None:
    if get(elements, 1) == "F5" and get(elements, 2):
        found.setdefault("patient_paid", elements[2])


def _hour(elements: Elements, found: dict[str, str], colon: str) -> None:
    if get(elements, 1) == "096" and get(elements, 2) == "TM":
        found["discharge_hour"] = get(elements, 3)
    elif get(elements, 1) == "435" and get(elements, 2) == "DT":
        found["admission_hour"] = get(elements, 3)[8:]


def _admission(elements: Elements, found: dict[str, str], colon: str) -> None:
    for at, name in ((1, "admission_type"), (2, "admission_source"), (3, "patient_status")):
        if get(elements, at):
            found.setdefault(name, elements[at])


_REFERENCE_READERS: Final[dict[str, Callable[[Elements, dict[str, str], str], None]]] = {
    "REF": _reference, "CLM": _head, "AMT": _paid, "DTP": _hour, "CL1": _admission, "DN1": _orthodontic,
}  # fmt: skip


def _service_rows(line: Instance) -> tuple[Elements, ...]:
    """Finds LX, the first SV1 or SV2, DTP*472 and REF*6R, and whether there is another REF."""
    rows = [elements for _, elements, _ in line.segments]
    service = line.first("SV1") or line.first("SV2") or BLANK
    other = next((row for row in rows if row[0] == "REF" and get(row, 1) != "6R"), BLANK)
    return (rows[0], service, line.first("DTP", "472") or BLANK, line.first("REF", "6R") or BLANK, other)


def _line(loop: Instance, transaction: Transaction, guide: str) -> ClaimLine:
    if guide == "837D":
        return dental.line(loop, transaction)
    head, service, dated, referred, other, _, _ = located(loop, _service_rows)
    days = dated[3] if len(dated) > 3 else ""
    place, control = _ordinal(get(head, 1)), referred[2] if len(referred) > 2 else ""
    alike = service.read if service.__class__ is Row and other is BLANK and not loop.has_loops and loop.tally is None else None
    if alike is not None and loop.state.made is False and days in alike:
        pattern: ClaimLine = alike[days]
        return replace(pattern, number=place, control_number=control, references={})
    made = _whole_line(loop, transaction, guide, (service, other), days)
    if service.__class__ is Row and not made.references and not made.segments:
        if service.read is None:
            service.read = {}
        if len(service.read) < MOST_ALIKE:
            service.read[days] = made
    return replace(made, number=place, control_number=control)


MOST_ALIKE: Final = 400
"""Days of one service whose line is kept as a pattern for others."""


def _whole_line(loop: Instance, transaction: Transaction, guide: str, rows: tuple[Elements, Elements], days: str) -> ClaimLine:
    """A line without its number and control number."""
    service, other = rows
    system, code, modifiers, description, units, unit_code, amount, place, revenue, pointers, emergency, short = _told_service(
        service, loop, transaction
    )
    first, through = _period(days)
    has_loops = loop.has_loops
    return ClaimLine(
        number=0, control_number="", code_system=system, procedure=code, modifiers=modifiers, units=units, unit=unit_code,
        charge=amount, from_date=first, through_date=through,
        place_of_service=place, revenue_code=revenue, diagnosis_pointers=pointers, description=description,
        references=_line_references(loop, transaction.delimiters.component, emergency=emergency, professional=service[0] == "SV1")
        if other is not BLANK or emergency or has_loops else {},
        segments=() if short and not has_loops and loop.state.made is False and loop.tally is None
        else leftovers.of_part(loop, guide, transaction.delimiters),
    )  # fmt: skip


_Told = tuple[Literal["cpt", "hcpcs", ""], str, tuple[str, ...], str, Decimal, str, Money, str, str, tuple[int, ...], str, bool]
"""System, code, modifiers, description, units, their unit, charge, place, revenue code, pointers, emergency; whether there is no more."""


def _told_service(service: Elements, loop: Instance, transaction: Transaction) -> _Told:
    """What SV1 or SV2 says. Raises InputError where an amount is no amount."""
    colon = transaction.delimiters.component
    place = revenue = pointers = emergency = ""
    if service[0] == "SV1":
        _, procedure, charge, unit_code, count, place, _, pointers, _, emergency = (service + _BLANKS)[:10]
    else:
        _, revenue, procedure, charge, unit_code, count = (service + _BLANKS)[:6]
    try:
        units, amount = _quantity(count), _charged(charge)
    except ValueError:
        where = f"(segment {loop.position + 1})"
        units, amount = number(count, transaction, f"units {where}"), money(charge, transaction, f"line charge {where}")
    short = len(service) < (12 if service[0] == "SV1" else 7)
    return *_service(procedure, colon), units, unit_code or "UN", amount, place, revenue, _pointers(pointers, colon), emergency, short


@lru_cache(1024)
def _ordinal(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


@lru_cache(4096)
def _period(text: str) -> tuple[date | None, date | None]:
    """First and last day of a day or a range of days."""
    first, _, last = text.partition("-")
    return day(first[:8]), day(last or first[:8])


@lru_cache(8192)
def _service(composite: str, colon: str) -> tuple[Literal["cpt", "hcpcs", ""], str, tuple[str, ...], str]:
    """System, code, modifiers and description of SV101 or SV202."""
    pieces = composite.split(colon)
    code = get(pieces, 1)
    return system_of(code) if pieces[0] == "HC" else "", code, tuple(filter(None, pieces[2:6])), words(get(pieces, 6))


@lru_cache(1024)
def _pointers(composite: str, colon: str) -> tuple[int, ...]:
    return tuple(int(p) for p in composite.split(colon) if p.isascii() and p.isdigit())


@lru_cache(1024)
def _quantity(text: str) -> Decimal:
    """Raises ValueError for what is no plain number."""
    if text and not _PLAIN.match(text):
        raise ValueError(text)
    return Decimal(text) if text else ONE


@lru_cache(8192)
def _charged(text: str) -> Money:
    return Money.parse(text) if text else Money(0)


def system_of(code: str) -> Literal["cpt", "hcpcs", ""]:
    """Which of the two systems behind the qualifier HC a code is of: HCPCS Level II begins with a letter."""
    return "" if not code else "hcpcs" if code[0].isalpha() else "cpt"


_BLANKS: Final = [""] * 10


def _line_references(loop: Instance, colon: str, *, emergency: str, professional: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for _, elements, _ in loop.segments:
        if elements[0] == "REF" and len(elements) > 2 and elements[1] in LINE_REFERENCES:
            found[LINE_REFERENCES[elements[1]]] = elements[2]
    if emergency == "Y":
        found["emergency"] = "Y"
    return _beneath(loop, found, colon, professional=professional) if loop.loops else found


def _beneath(loop: Instance, found: dict[str, str], colon: str, *, professional: bool) -> dict[str, str]:
    """The drug and the line's own providers."""
    drug = loop.loop("2410")
    if drug is not None and drug.value("LIN", 2) == "N4":
        found["ndc"] = drug.value("LIN", 3)
        found["ndc_quantity"] = drug.value("CTP", 4)
        found["ndc_unit"] = drug.value("CTP", 5).split(colon)[0]
    for loop_id, role in LINE_PROVIDERS.items() if professional else ():
        who = loop.loop(loop_id)
        named = who.first("NM1") if who is not None else None
        if get(named, 8) == "XX" and get(named, 9):
            found[f"{role}_npi"] = get(named, 9)
            found.update({f"{role}_{part}": words(get(named, at)) for at, part in ((3, "last"), (4, "first")) if get(named, at)})
    return found


def total(lines: tuple[ClaimLine, ...]) -> Money:
    """What the lines add up to."""
    return Money.total(line.charge for line in lines)


ONE: Final = Decimal(1)
_PLAIN: Final = re.compile(r"-?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})\Z", re.ASCII)
