"""What the sets that ask and answer share, both ways: people and parties, days, references, deliveries, rejections, hierarchical levels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from claimwright.core import Address, Delivery, InputError, Money, Party, Patient, Payer, Period, Provider, Rejection, Subscriber, replace
from claimwright.x12.envelope import Envelope
from claimwright.x12.instance import Instance
from claimwright.x12.listening import Transaction
from claimwright.x12.tokens import words
from claimwright.x12.tree import Elements, get

from .values import Segment, address, amount, ccyymmdd, day, digits, money, number, places, provider, quantity, text

DATES: Final = {
    "007": "certification_effective", "036": "certification_expires", "096": "discharge", "102": "issued", "152": "changed", "291": "plan",
    "292": "benefit", "300": "signed", "303": "maintenance", "307": "eligibility", "318": "added", "336": "employment_begin",
    "337": "employment_end", "340": "cobra_begin", "341": "cobra_end", "346": "plan_begin", "347": "plan_end", "348": "coverage_begin",
    "349": "coverage_end", "356": "eligibility_begin", "357": "eligibility_end", "382": "enrollment", "431": "onset", "435": "admission",
    "439": "accident", "472": "service", "484": "last_period", "543": "premium_paid_to", "AAH": "event", "ABC": "expected_birth",
}  # fmt: skip
"""DTP qualifier: our name; others keep their qualifier."""
DATE_CODES: Final = {name: code for code, name in DATES.items()}

REFERENCES: Final = {
    "18": "plan", "1L": "policy", "1W": "member_id", "3H": "case", "6P": "group_number", "9F": "referral", "D9": "clearinghouse",
    "EA": "medical_record", "EJ": "patient_account", "F6": "medicare_id", "G1": "prior_authorization", "GH": "card_serial", "HJ": "card",
    "IG": "insurance_policy", "LU": "location", "N6": "network", "NQ": "medicaid_id", "SY": "social_security", "VV": "voucher",
    "XZ": "prescription", "Y4": "property_claim",
}  # fmt: skip
"""REF qualifier: our name; others keep their qualifier."""
REFERENCE_CODES: Final = {name: code for code, name in REFERENCES.items()}

DIAGNOSES: Final = frozenset(("ABF", "ABJ", "ABK", "APR", "BF", "BJ", "BK", "PR"))
"""HI qualifiers whose code is a diagnosis with a dot."""


class People(NamedTuple):
    """Who is insured and who is the patient."""

    patient: Patient
    subscriber: Subscriber


# -- reading ------------------------------------------------------------------------------------------------------------


def period(form: str, value: str) -> Period | None:
    """D8 one day, RD8 first and last; None where it is no day (the check says which)."""
    first, _, last = value.partition("-")
    begins = day(first)
    if begins is None:
        return None
    return Period(begins, (day(last) if form == "RD8" else None) or begins)


def dates(loop: Instance) -> dict[str, Period]:
    """Every DTP of a loop by name; of several with one qualifier the first."""
    found: dict[str, Period] = {}
    for elements, _ in loop.all("DTP"):
        told = period(get(elements, 2), get(elements, 3))
        if told is not None:
            found.setdefault(DATES.get(elements[1], elements[1]), told)
    return found


def references(loop: Instance | None, leave: Iterable[str] = ()) -> dict[str, str]:
    """Every REF of a loop by name, without the qualifiers in ``leave``; of several with one qualifier the first."""
    found: dict[str, str] = {}
    for elements, _ in loop.all("REF") if loop is not None else ():
        if get(elements, 1) not in ("", *leave):
            found.setdefault(REFERENCES.get(elements[1], elements[1]), words(get(elements, 2)))
    return found


def company(loop: Instance | None) -> Payer:
    """NM1 of a payer, source or reviewer."""
    name = loop.first("NM1") if loop else None
    return Payer(get(name, 9), words(get(name, 3)))


def asker(loop: Instance | None) -> Provider:
    """NM1 of a provider with what hangs on it; a tax id may stand in NM109."""
    found = provider(loop) or Provider()
    name = loop.first("NM1") if loop else None
    tax = get(name, 9)
    if get(name, 8) in ("FI", "24") and tax:
        return replace(found, tax_id=f"{tax[:2]}-{tax[2:]}" if len(tax) == 9 and tax.isdigit() else tax)
    return found


def people(insured: Instance | None, dependent: Instance | None, relation: str, births: tuple[Elements | None, Elements | None]) -> People:
    """NM1 of subscriber and dependent; ``relation``: INS02 of the dependent, ``births``: their DMG segments."""
    name = insured.first("NM1") if insured else None
    member, group = get(name, 9), insured.value("REF", 2, "6P") if insured else ""
    born, sex = day(get(births[0], 2)), _sex(births[0])
    if dependent is None:
        patient = Patient(
            last=words(get(name, 3)), first=words(get(name, 4)), middle=words(get(name, 5)), birth_date=born, sex=sex,
            address=address(insured), phone="",
        )  # fmt: skip
        return People(patient, Subscriber(member_id=member, group_number=group))
    other = dependent.first("NM1")
    patient = Patient(
        last=words(get(other, 3)), first=words(get(other, 4)), middle=words(get(other, 5)), birth_date=day(get(births[1], 2)),
        sex=_sex(births[1]), address=address(dependent),
    )  # fmt: skip
    return People(patient, Subscriber(
        relationship=_RELATIONS.get(relation, "other"), member_id=member, group_number=group, last=words(get(name, 3)),
        first=words(get(name, 4)), birth_date=born, sex=sex, address=address(insured),
    ))  # fmt: skip


_RELATIONS: Final[dict[str, Literal["self", "spouse", "child", "other"]]] = {"01": "spouse", "19": "child"}


def _sex(elements: Elements | None) -> Literal["F", "M", "U"]:
    told = get(elements, 3)
    return "F" if told == "F" else "M" if told == "M" else "U"


At = Literal["source", "payer", "provider", "subscriber", "dependent", "benefit", "event", "service"]


def rejections(loop: Instance | None, at: At) -> Iterator[Rejection]:
    """Every AAA of a loop."""
    if loop is not None:
        for elements, _ in loop.all("AAA"):
            yield Rejection(at=at, reason=get(elements, 3), action=get(elements, 4), valid=get(elements, 1) == "Y")


def party(loop: Instance) -> Party:
    """An NM1 or N1 loop of whatever role."""
    name = loop.first("NM1")
    if name is None:
        name = loop.first("N1")
        return Party(role=get(name, 1), name=words(get(name, 2)), id_kind=get(name, 3), id=get(name, 4), address=address(loop))
    found, person = provider(loop) or Provider(), get(name, 2) == "1"
    called = words(get(name, 3))
    return Party(
        role=get(name, 1), name="" if person else called, last=called if person else "", first=words(get(name, 4)), id=get(name, 9),
        id_kind=get(name, 8), taxonomy=found.taxonomy, address=found.address, phone=found.phone,
    )  # fmt: skip


def deliveries(loop: Instance, transaction: Transaction) -> Iterator[Delivery]:
    """Every HSD of a loop."""
    for elements, position in loop.all("HSD"):
        count = get(elements, 6)
        yield Delivery(
            unit=get(elements, 1), quantity=maybe_number(get(elements, 2), transaction, f"HSD02 (segment {position})"),
            frequency_unit=get(elements, 3), frequency=maybe_number(get(elements, 4), transaction, f"HSD04 (segment {position})"),
            period=get(elements, 5), periods=int(count) if count.isascii() and count.isdigit() else None, pattern=get(elements, 7),
            time=get(elements, 8),
        )  # fmt: skip


def maybe_number(value: str, transaction: Transaction, where: str) -> Decimal | None:
    """A quantity, None where it is empty. Raises InputError naming the place."""
    return number(value, transaction, where) if value else None


def maybe_money(value: str, transaction: Transaction, where: str) -> Money | None:
    """An amount, None where it is empty. Raises InputError naming the place."""
    return money(value, transaction, where) if value else None


def procedure(value: str, colon: str) -> tuple[str, str, tuple[str, ...]]:
    """Kind, code and modifiers of a composite procedure identifier."""
    parts = value.split(colon)
    return parts[0], parts[1] if len(parts) > 1 else "", tuple(filter(None, parts[2:6]))


def has_below(level: Instance, loop_id: str) -> bool:
    """Whether a level had levels of that id beneath it (they are handed out, not kept)."""
    return any(item.node is not None and item.node.id == loop_id and item.index in level.state.seen for item in level.node.items)


def trace(loop: Instance, kind: str) -> str:
    """TRN02 of a trace type: 1 ours, 2 echoed."""
    return loop.value("TRN", 2, kind)


# -- writing ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Levels:
    """Numbers HL segments of one transaction set."""

    last: int = 0

    def open(self, above: int, code: str, children: bool) -> tuple[int, Segment]:
        """The next level: its number and its segment."""
        self.last += 1
        return self.last, ["HL", str(self.last), str(above or ""), code, "1" if children else "0"]


def chunks(several: list[Any], envelope: Envelope) -> Iterator[list[Any]]:
    """At most ``envelope.largest_set`` for each transaction set."""
    for start in range(0, len(several), envelope.largest_set):
        yield several[start : start + envelope.largest_set]


def reference(envelope: Envelope, number_of_set: int) -> str:
    """BHT03: the envelope's own, counted on."""
    own = envelope.reference or f"{envelope.control:09d}"
    return own if number_of_set == 1 else f"{own}-{number_of_set}"


def traced(envelope: Envelope, kind: str, value: str) -> Iterator[Segment]:
    """TRN with the ten characters of who gave the number."""
    if value:
        yield ["TRN", kind, text(value, 50), (envelope.originator or f"9{envelope.sender}").replace(" ", "")[:10].ljust(10, "0")]


def payer_named(entity: str, who: Payer) -> Segment:
    """NM1 of a payer, source or reviewer."""
    if not who.id:
        raise InputError("write", "a payer has no identifier", "give the number it is routed by")
    return ["NM1", entity, "2", text(who.name or who.id, 60), "", "", "", "", "PI", text(who.id, 80)]


def provider_named(entity: str, who: Provider, tax: str = "FI") -> Segment:
    """NM1 of a provider, by NPI or else by tax id (NM108 ``tax``: 278 knows it as 24)."""
    kind, name, first = ("1", who.last, who.first) if who.last else ("2", who.name, "")
    number = digits(who.tax_id)
    identity = ["XX", who.npi] if who.npi else [tax, number] if number else ["", ""]
    return ["NM1", entity, kind, text(name, 60), text(first, 35), "", "", "", *identity]


def person_named(entity: str, last: str, first: str, middle: str = "", member: str = "") -> Segment:
    """NM1 of a subscriber or patient."""
    return ["NM1", entity, "1", text(last, 60), text(first, 35), text(middle, 25), "", "", "MI" if member else "", text(member, 80)]


def birth(born: date | None, sex: str) -> Iterator[Segment]:
    """DMG where there is anything to say."""
    told = sex if sex in ("F", "M") else ""
    if born or told:
        yield ["DMG", "D8" if born else "", ccyymmdd(born) if born else "", told]


def dated(qualifier: str, when: Period | None) -> Iterator[Segment]:
    """DTP of a day or a range."""
    if when is not None:
        single = when.last is None or when.last == when.first
        shown = ccyymmdd(when.first) if single else f"{ccyymmdd(when.first)}-{ccyymmdd(when.last)}"
        yield ["DTP", qualifier, "D8" if single else "RD8", shown]


def all_dated(found: Mapping[str, Period], order: tuple[str, ...] = ()) -> Iterator[Segment]:
    """Every date by name or qualifier, in the guide's order where there is one."""
    coded = {DATE_CODES.get(name, name): when for name, when in found.items()}
    for qualifier in sorted(coded, key=lambda code: order.index(code) if code in order else len(order)):
        yield from dated(qualifier, coded[qualifier])


def referenced(found: Mapping[str, str]) -> Iterator[Segment]:
    """Every reference by name or qualifier."""
    for name, value in found.items():
        if value:
            yield ["REF", REFERENCE_CODES.get(name, name), text(value, 50)]


def refused(found: Iterable[Rejection], *at: str) -> Iterator[Segment]:
    """AAA of the rejections that stand at one of these places."""
    for one in found:
        if one.at in at:
            yield ["AAA", "Y" if one.valid else "N", "", one.reason, one.action]


def delivered(one: Delivery | None) -> Iterator[Segment]:
    """HSD."""
    if one is not None:
        yield [
            "HSD", one.unit, quantity(one.quantity) if one.quantity is not None else "", one.frequency_unit,
            quantity(one.frequency) if one.frequency is not None else "", one.period, str(one.periods) if one.periods is not None else "",
            one.pattern, one.time,
        ]  # fmt: skip


def party_written(one: Party, *, specialty: bool = True) -> Iterator[Segment]:
    """NM1 with address, telephone and specialty."""
    kind, name, first = ("1", one.last, one.first) if one.last else ("2", one.name, "")
    yield ["NM1", one.role, kind, text(name, 60), text(first, 35), "", "", "", one.id_kind if one.id else "", text(one.id, 80)]
    yield from places(one.address)
    if one.phone:
        yield ["PER", "IC", "", "TE", digits(one.phone)]
    if one.taxonomy and specialty:
        yield ["PRV", "PE", "PXC", one.taxonomy]


def composite(kind: str, code: str, modifiers: Iterable[str] = ()) -> str:
    """A composite procedure identifier."""
    return ":".join([kind, code, *modifiers]) if code else ""


def maybe_amount(value: Money | None) -> str:
    """An amount, "" for None."""
    return "" if value is None else amount(value)


def has_address(where: Address) -> bool:
    """Whether an address is worth writing."""
    return bool(where.line1 or where.city)
