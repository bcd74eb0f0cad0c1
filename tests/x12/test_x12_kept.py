"""What an 837 says comes back when its claims are written again: every segment that a guide has, one at a time, in every loop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest

from claimwright import x12
from claimwright.cli.measures.x12_damage import good
from claimwright.core import Claim, Occurrence, Provider, ValueCode, replace
from claimwright.x12.mapping.placing import Shelf, shelve
from claimwright.x12.schema import Element
from claimwright.x12.tree import Item, guide

from .x12_making import DAY, claim, dental_claim, dependent_claim, envelope, institutional_claim, line

GUIDES = {"837p": "005010X222A1", "837i": "005010X223A2", "837d": "005010X224A2"}
ENVELOPE_LOOPS = ("1000A", "1000B")
KNOWN = {
    "2000B > 2300": "lines are numbered from 1; a procedure of another list than HCPCS (SV101-1 ER) is written as HC",
    "2300 DTP*314": "one day of disability is written as a range",
    "2330B DTP*573": "the lines of this payer tell its day already, so the guide bars it here",
    "2400 > 2430": "an answer of a payer that the claim does not name",
}
"""What writing changes, and why."""


def value(element: Element) -> str:
    """A value that fits one element."""
    if element.components:
        return ":".join(value(inner) if inner.usage == "R" else "" for inner in element.components).rstrip(":")
    if element.codes:
        return sorted(element.codes)[0]
    if element.kind in ("D8", "D8|RD8", "DT"):
        return "20260302"
    if element.kind == "RD8":
        return "20260302-20260303"
    return {"R": "7", "N0": "7", "TM": "0900"}.get(element.kind, "12345678901234567890"[: max(element.low, 1)])


def made(item: Item, code: str = "") -> list[str]:
    """A segment with every required element; ``code``: its qualifier."""
    fields = [item.id, *(value(element) if element.usage == "R" else "" for element in item.segment.elements)]
    if item.id == "NM1" and "XX" in (item.segment.elements[7].codes or ()):
        fields[8:10] = ["XX", "1245319599"]
    if code:
        fields[item.element] = f"{code}:{fields[item.element].partition(':')[2]}".rstrip(":") if item.component else code
    while not fields[-1]:
        fields.pop()
    if len(fields) == 1:  # a segment of which nothing is required: its first element that the guide uses
        first = next(element for element in item.segment.elements if element.usage != "N")
        fields += [*[""] * (first.number - 1), value(first)]
    return fields


def loops(shelf: Shelf) -> Iterator[Shelf]:
    yield shelf
    for inner in shelf.loops():
        yield from loops(inner)


def additions(name: str) -> Iterator[tuple[str, bytes]]:
    """The good file with one thing more, for everything that a loop of it may hold and does not."""
    parts = good(name)
    start, end = (
        next(at for at, one in enumerate(parts) if one.startswith("ST*")),
        next(at for at, one in enumerate(parts) if one[:3] == "SE*"),
    )
    known = guide("837", GUIDES[name])
    assert known is not None
    seen = set()
    for number in range(len(list(loops(shelve((one.split("*") for one in parts[start:end]), known.root))))):
        place = 0
        while True:
            top = shelve((one.split("*") for one in parts[start:end]), known.root)
            holder = list(loops(top))[number]
            absent = [
                one
                for one in holder.node.items[1:]
                if one.index not in {entry[0] for entry in holder.entries} and one.id not in ("SE", "HL")
            ]
            if holder.node.id in (*ENVELOPE_LOOPS, "ST") or place >= len(absent):
                break
            item, place = absent[place], place + 1
            if (holder.node.id, item.index) in seen:
                continue
            seen.add((holder.node.id, item.index))
            told = fill(holder, item)
            body = ["*".join(one) for one in top.segments()]
            yield told, ("~".join([*parts[:start], *body, f"SE*{len(body) + 1}*0001", *parts[end + 1 :]]) + "~").encode()


def fill(holder: Shelf, item: Item) -> str:
    """Add a segment, or a loop with what it must hold."""
    if item.node is None:
        holder.put(item.index, made(item))
        return f"{holder.node.id} {item.id}*{made(item)[1]}"
    inner = holder.open(item.index, item.node, made(item))
    for required in item.node.required:
        fill(inner, required)
    return f"{holder.node.id} > {item.node.id}"


def told(data: bytes) -> Counter[str]:
    """The segments of a file beside its envelope, its levels and its parties."""
    parts = [one for one in data.decode().split("~") if one[:3] not in ("ISA", "GS*", "ST*", "SE*", "GE*", "IEA", "BHT", "HL*")]
    return Counter(one for one in parts if not one.startswith(("NM1*41", "NM1*40", "PER*IC*")))


@pytest.mark.parametrize("name", GUIDES)
def test_every_segment_of_a_guide_comes_back(name: str) -> None:
    lost = {}
    several = list(additions(name))
    for what, data in several:
        claims = [one for one in x12.read(data) if isinstance(one, Claim)]
        again = x12.write_837(claims, envelope())
        gone = told(data) - told(again)
        if gone or list(x12.read(again)) != claims:
            lost[what] = dict(gone)
    assert len(several) >= 60
    assert {what: gone for what, gone in lost.items() if what not in KNOWN} == {}


def test_typed_fields_of_all_three_claims_come_back() -> None:
    supervised = claim(
        supervising=Provider(npi="1245319599", last="LEE", first="MAY"), condition_codes=("AB", "W3"), notes=("CER:SEEN TWICE",),
        references={"release": "I", "benefits_assigned": "N", "patient_signature": "P", "special_program": "09", "assignment": "B"},
    )  # fmt: skip
    stay = institutional_claim(
        operating=Provider(npi="1679576722", last="OKAFOR", first="INES"), notes=("DGN:FIRST", "MED:SECOND", "LAST OF ALL"),
        condition_codes=("02", "C3"), value_codes=(ValueCode(code="12", amount=Decimal("104.5")), ValueCode(code="80", amount=Decimal(4))),
        occurrence_codes=(Occurrence(code="72", first=DAY, last=DAY + timedelta(days=2)), Occurrence(code="11", first=DAY)),
    )  # fmt: skip
    tooth = dental_claim()
    data = x12.write_837([supervised, stay, tooth], envelope())
    assert list(x12.read(data)) == [supervised, stay, tooth]
    assert [(one.id, one.segment, one.message) for one in x12.check(data).findings] == []


def test_kept_segments_survive_the_change_of_a_claim_and_go_with_their_loop() -> None:
    sent = claim(
        segments=("2300/CR1*LB*140**A*DH*12", "2300/CRC*07*Y*01", "2310E/NM1*PW*2", "2310E/N3*1 HILL", "2310E/N4*SPRINGFIELD*IL*62701"),
        lines=(replace(line(1), segments=("2400/QTY*PT*2", "2410.2/REF*XZ*7")), line(2)),
    )  # fmt: skip
    back = next(iter(x12.read(x12.write_837([sent], envelope()))))
    assert isinstance(back, Claim)
    assert back.segments == sent.segments
    assert back.lines[0].segments == ("2400/QTY*PT*2",)  # no drug, so nothing can stand beneath one
    again = replace(back, lines=back.lines[:1], charge=back.lines[0].charge)
    data = x12.write_837([again], envelope())
    assert list(x12.read(data)) == [again]
    assert x12.check(data, snip=4).verdict != "rejected"


def test_kept_segments_of_another_payer_go_with_that_payer() -> None:
    sent = dependent_claim()
    with_more = replace(sent, other_payers=(replace(sent.other_payers[0], segments=("2320/MOA***MA01", "2330B/REF*F8*ICN9")),))
    data = x12.write_837([with_more], envelope())
    assert list(x12.read(data)) == [with_more]
    assert [one.id for one in x12.check(data).findings if one.severity == "error"] == []
    assert b"MOA" not in x12.write_837([replace(with_more, other_payers=())], envelope())


def test_claims_of_one_provider_with_other_levels_keep_their_own() -> None:
    box = ("2010AB/NM1*87*2", "2010AB/N3*PO BOX 7", "2010AB/N4*SPRINGFIELD*IL*627010001")
    several = [claim(), claim(id="A2", segments=box), claim(id="A3", segments=("2010BB/REF*G2*K7",))]
    data = x12.write_837(several, envelope())
    assert sorted(x12.read(data), key=lambda one: one.id) == sorted(several, key=lambda one: one.id)
    assert x12.check(data, snip=4).findings == ()


@pytest.mark.parametrize(
    "kept", ["", "2300", "2300/", "9999/REF*X", "2300/ZZZ*1", "2300.x/K3*A", "2300/CLM", "2400/SV1*HC:1", "2300/K3*A~SE*1*2"]
)
def test_kept_text_that_is_nobodys_is_left_out_and_never_crashes(kept: str) -> None:
    data = x12.write_837([claim(segments=(kept,))], envelope())
    assert x12.check(data, snip=1).verdict == "accepted"
