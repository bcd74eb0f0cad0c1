"""837 to :class:`claimwright.core.Claim` and back: places in the guide on one side, names of ours on the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
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
from claimwright.x12.instance import Instance
from claimwright.x12.listening import Transaction
from claimwright.x12.strides import BLANK, Row, located
from claimwright.x12.tokens import words
from claimwright.x12.tree import Elements, get, part

from . import leftovers
from .claim_forms import rows_of
from .service_lines import service_lines
from .values import (
    BLANKS,
    RELATIONSHIPS,
    SEQUENCES,
    address_from,
    adjustments,
    charged,
    day,
    money,
    named_provider,
    number,
    provider_from,
    provider_rows,
)

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


def unit(claim: Instance, transaction: Transaction, kept: list[Any]) -> tuple[Claim]:
    """One 2300 loop with what stands above it."""
    return (read(claim, transaction),)


def finish(root: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[Claim]:
    """Nothing is left at the end of an 837."""
    yield from ()


def read(loop: Instance, transaction: Transaction) -> Claim:
    """The claim of a 2300 loop. Raises InputError where an amount is no amount.

    Made in two steps, what few claims have in the second: CPython passes more than fifteen keywords by way of a dict, at four times the
    cost.
    """
    colon = transaction.delimiters.component
    guide = transaction.guide.table.name if transaction.guide is not None else "837P"
    institutional = guide == "837I"
    rows, form = rows_of(loop, guide)
    plain = form.plain
    _, claim_id, charge, _, _, place, _, assignment = (rows[0] + BLANKS)[:8]
    facility, frequency = _place(place, colon)
    patient, subscriber, payer, sequence = _people(loop)
    diagnoses, procedures, others = _told([rows[at] for at in form.coded], colon)
    billing, above = _above(loop, transaction, guide)
    roles: dict[str, Provider | None] = {}
    for role, at, named in form.roles:
        roles[role] = named_provider(rows[at], rows[at + 1]) if named else provider_from(rows[at : at + 7])
    lines = service_lines(loop, loop.after if plain else loop.every("2400"), transaction, guide)
    references: dict[str, str] = {}
    for at, tell in form.telling:
        tell(rows[at], references, colon)
    made = Claim(
        id=claim_id, kind=KINDS[guide], frequency=frequency, charge=charged(charge) or money(charge, transaction, "CLM02"),
        place_of_service="" if institutional else facility, sequence=sequence, patient=patient, subscriber=subscriber, payer=payer,
        billing=billing, rendering=roles.get("rendering"), diagnoses=diagnoses, references=references,
        lines=_dated(lines, loop) if guide == "837D" else lines,
        segments=above + leftovers.of_claim(loop, guide, transaction.delimiters, sure=plain),
    )  # fmt: skip
    if plain and form.usual and assignment != "C" and not (procedures or others):
        return made
    conditions, occurrences, values = _institutional_codes(loop, colon, transaction) if others else _NO_CODES
    return replace(
        made, type_of_bill=facility if institutional else "",
        other_payers=() if plain else tuple([_other(other, loop, transaction, guide) for other in loop.every("2320")]),
        referring=roles.get("referring"), attending=roles.get("attending"), operating=roles.get("operating"),
        supervising=roles.get("supervising"), facility=roles.get("facility"), procedures=procedures, condition_codes=conditions,
        occurrence_codes=occurrences, value_codes=values, dates=_dates([rows[at] for at in form.dates]) if form.dates else {},
        notes=_notes([rows[at] for at in form.notes]) if form.notes else (), payer_claim_id=get(rows[1], 2),
        accepts_assignment=assignment != "C",
    )  # fmt: skip


@lru_cache(1024)
def _place(composite: str, colon: str) -> tuple[str, str]:
    """Place of service or type of bill, and frequency, of CLM05."""
    facility, _, rest = composite.partition(colon)
    return facility, part(rest, 2, colon) or "1"


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


def _notes(told: Iterable[Elements]) -> tuple[str, ...]:
    """NTE of a claim; those that are no general remark with their kind before them."""
    found = [(get(elements, 1), words(get(elements, 2))) for elements in told]
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
    info, payer_id, name, street, place, born, _, _ = located(level, _subscriber, sure=not level.after) if level else (BLANK,) * 8
    sequence, group, filing = _insurance(info)
    member, payer = name[9] if len(name) > 9 else "", _insurer(payer_id, filing)
    if dependent is None:
        return _person(name, street, place, born), Subscriber(member_id=member, group_number=group), payer, sequence
    kin, *patient = located(dependent, _patient, sure=not dependent.after)
    subscriber = Subscriber(
        relationship=RELATIONSHIPS.get(get(kin, 1), "other"), member_id=member, group_number=group,
        last=words(get(name, 3)), first=words(get(name, 4)),
        birth_date=day(get(born, 2)), sex=_SEXES.get(get(born, 3), "U"), address=address_from(street, place),
    )  # fmt: skip
    return _person(*patient[:4]), subscriber, payer, sequence


def _insurance(info: Elements) -> tuple[int, str, str]:
    """The payer's place, group number and filing indicator of SBR."""
    told: tuple[int, str, str] | None = info.read if info.__class__ is Row else None
    if told is None:
        told = SEQUENCES.get(get(info, 1), 1), get(info, 3), get(info, 9)
        if info.__class__ is Row:
            info.read = told
    return told


def _insurer(name: Elements, filing: str) -> Payer:
    """The payer of NM1, kept with the segment where that recurs."""
    known: dict[str, Payer] = name.read if name.__class__ is Row and name.read is not None else {}
    found = known.get(filing)
    if found is None:
        found = Payer(get(name, 9), words(get(name, 3)), filing=filing)
        if name.__class__ is Row and len(known) < MOST_FILINGS:
            name.read = {**known, filing: found}
    return found


MOST_FILINGS: Final = 50
"""Filing indicators of one payer whose value is kept."""


def _person(name: Elements, street: Elements, place: Elements, born: Elements) -> Patient:
    _, _, _, last, first, middle = (name + BLANKS)[:6]
    if not (last + first + middle).isascii():
        last, first, middle = words(last), words(first), words(middle)
    birth, sex = (born[2], born[3]) if len(born) > 3 else (get(born, 2), "")
    return Patient(
        last=last, first=first, middle=middle, birth_date=day(birth), sex=_SEXES.get(sex, "U"), address=address_from(street, place),
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


def _told(coded: Iterable[Elements], colon: str) -> tuple[tuple[Diagnosis, ...], tuple[ProcedureDone, ...], bool]:
    """Diagnoses and procedures of the HI segments of a claim, and whether they hold anything else."""
    found = [_coded(composite, colon) for elements in coded for composite in elements[1:]]
    diagnoses = tuple([one for one in found if one.__class__ is Diagnosis])
    if len(diagnoses) == len(found):
        return diagnoses, (), False
    return diagnoses, tuple([one for one in found if isinstance(one, ProcedureDone)]), None in found


@lru_cache(8192)
def _coded(composite: str, colon: str) -> Diagnosis | ProcedureDone | None:
    """A diagnosis or procedure of an HI segment; None for the other things it may hold."""
    pieces = composite.split(colon)
    if pieces[0] in ("ABK", "ABF", "ABJ", "ABN", "APR", "BK", "BF", "BJ", "BN", "PR") and len(pieces) > 1:
        return Diagnosis(code=dotted(pieces[1]), qualifier=pieces[0], poa=get(pieces, 8) or None)
    if pieces[0] in ("BBR", "BBQ") and len(pieces) > 1:
        return ProcedureDone(code=pieces[1], on=day(get(pieces, 3)))
    return None


def _dates(told: Iterable[Elements]) -> dict[str, date]:
    found = {}
    for elements in told:
        kind, value = get(elements, 1), get(elements, 3)
        first, _, last = value.partition("-")
        names = (
            ("disability_start", "disability_end") if kind == "314" else ("statement_from", "statement_through") if kind == "434" else ()
        )
        pairs = zip(names, (first, last or first), strict=True) if names else ((_DATES.get(kind, ""), first[:8]),)
        found.update({name: when for name, text in pairs if name and (when := day(text))})
    return found


def total(lines: tuple[ClaimLine, ...]) -> Money:
    """What the lines add up to."""
    return Money.total(line.charge for line in lines)
