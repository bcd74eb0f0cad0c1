"""One named defect at a random place of a good file: it is found, at its place, with its level and code."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from claimwright import x12
from claimwright.x12 import X12Finding

from .x12_making import claim, dependent_claim, envelope, joined, recounted, remittance, remittance_claim, segments

Parts = list[str]


def find(parts: Parts, start: str, chance: random.Random) -> int:
    return chance.choice([at for at, one in enumerate(parts) if one.startswith(start)])


def put(parts: Parts, at: int, element: int, value: str) -> Parts:
    fields = parts[at].split("*")
    fields += [""] * (element + 1 - len(fields))
    fields[element] = value
    return [*parts[:at], "*".join(fields), *parts[at + 1 :]]


def set_element(start: str, element: int, value: str) -> Callable[[Parts, random.Random], tuple[Parts, int]]:
    def damage(parts: Parts, chance: random.Random) -> tuple[Parts, int]:
        at = find(parts, start, chance)
        return put(parts, at, element, value), at

    return damage


def drop(start: str) -> Callable[[Parts, random.Random], tuple[Parts, int]]:
    def damage(parts: Parts, chance: random.Random) -> tuple[Parts, int]:
        at = find(parts, start, chance)
        return [*parts[:at], *parts[at + 1 :]], at

    return damage


def insert(before: str, text: str) -> Callable[[Parts, random.Random], tuple[Parts, int]]:
    def damage(parts: Parts, chance: random.Random) -> tuple[Parts, int]:
        at = find(parts, before, chance)
        return [*parts[:at], text, *parts[at:]], at

    return damage


CLAIMS = {
    "unknown segment": (insert("LX*", "ZZZ*1"), 1, "x12-unknown-segment", "IK304=1"),
    "segment of another place": (insert("LX*", "DMG*D8*19610402*F"), 2, "x12-unexpected-segment", "IK304=2"),
    "late segment": (insert("LX*1", "K3*LATE"), 1, "x12-segment-order", "IK304=7"),
    "impossible day": (set_element("DTP*472", 3, "20260230"), 1, "x12-date", "IK403=8"),
    "letters in an amount": (set_element("SV1*", 2, "1O"), 1, "x12-number", "IK403=6"),
    "three decimals": (set_element("SV1*", 2, "1.001"), 1, "x12-amount", "IK403=6"),
    "too long": (set_element("NM1*PR", 9, "9" * 81), 1, "x12-too-long", "IK403=5"),
    "too short": (set_element("N4*", 3, "62"), 1, "x12-too-short", "IK403=4"),
    "control character": (set_element("NM1*IL", 3, "RIV\x01ERA"), 1, "x12-character", "IK403=6"),
    "too many elements": (set_element("LX*", 2, "9"), 1, "x12-too-many-elements", "IK403=3"),
    "component where none is": (set_element("REF*EI", 2, "12:3"), 1, "x12-too-many-components", "IK403=3"),
    "level number": (set_element("HL*2*", 1, "9"), 1, "x12-hl-number", "IK403=7"),
    "level above": (set_element("HL*2*", 2, "7"), 1, "x12-hl-parent", "IK403=7"),
    "children told wrong": (set_element("HL*2*", 4, "1"), 1, "x12-hl-children", "IK403=7"),
    "qualifier without its value": (set_element("NM1*IL", 9, ""), 2, "x12-required-element", "IK403=1"),
    "number without its kind": (set_element("PER*IC*EX", 5, "FX"), 1, "x12-element-condition", "IK403=2"),
    "required element": (set_element("NM1*PR", 3, ""), 2, "x12-required-element", "IK403=1"),
    "unused element": (set_element("CLM*", 3, "MB"), 2, "x12-unused-element", "IK403=I10"),
    "code of no guide": (set_element("CLM*", 6, "V"), 2, "x12-code", "IK403=I6"),
    "required segment": (drop("REF*EI"), 2, "x12-required-segment", "IK304=3"),
    "diagnoses missing": (drop("HI*"), 2, "x12-required-segment", "IK304=3"),
    "service day missing": (drop("DTP*472"), 2, "x12-required-segment", "IK304=3"),
    "segment twice": (insert("HI*", "NTE*ADD*ONE~NTE*ADD*TWO"), 2, "x12-too-many-segments", "IK304=5"),
    "claim total": (set_element("CLM*", 2, "5"), 3, "x12-claim-total", "IK403=I12"),
    "birth date missing": (drop("DMG*D8*19610402"), 4, "x12-subscriber-demographics", "IK304=I6"),
    "street missing": (drop("N3*3 OAK"), 4, "x12-subscriber-street", "IK304=I6"),
    "pointer too far": (set_element("SV1*", 7, "9"), 4, "x12-diagnosis-pointer", "IK403=I12"),
    "replacement without number": (drop("REF*F8"), 4, "x12-replaced-claim-number", "IK304=I6"),
    "accident without day": (set_element("CLM*A1001*", 11, "OA"), 4, "x12-accident-date", "IK304=I6"),
    "inpatient without admission": (set_element("CLM*A1001*", 5, "21:B:1"), 4, "x12-admission-date", "IK304=I6"),
    "check digit": (set_element("NM1*85", 9, "1245319598"), 5, "x12-npi", ""),
    "taxonomy": (set_element("PRV*BI", 3, "ZZZZ00000X"), 5, "x12-taxonomy", ""),
    "state": (set_element("N4*", 2, "QQ"), 5, "x12-state", ""),
    "place of service": (set_element("CLM*A1001*", 5, "88:B:1"), 5, "x12-place-of-service", ""),
    "procedure": (set_element("SV1*", 1, "HC:99ZZZ"), 5, "x12-procedure", ""),
    "diagnosis": (set_element("HI*", 1, "ABK:E1199Z9"), 5, "x12-diagnosis-code", ""),
    "diagnosis not complete": (set_element("HI*", 1, "ABK:E11"), 5, "x12-diagnosis-code", ""),
    "post office box": (set_element("N3*12 ELM", 1, "P.O. BOX 7"), 4, "x12-billing-street", "IK403=I12"),
    "ZIP of six digits": (set_element("N4*SPRING", 3, "627010"), 5, "x12-zip", ""),
    "line of no payer": (set_element("SVD*", 1, "99999"), 4, "x12-line-payer", "IK403=I12"),
    "another payer's total": (set_element("AMT*D", 2, "5"), 3, "x12-other-payer-paid", "IK403=I12"),
    "other payer's line": (set_element("SVD*", 2, "1"), 3, "x12-other-payer-line", "IK403=I12"),
}  # fmt: skip
PAYMENTS = {
    "trace missing": (drop("TRN*"), 2, "x12-required-segment", "IK304=3"),
    "technical contact missing": (drop("PER*BL"), 2, "x12-required-segment", "IK304=3"),
    "service line": (set_element("SVC*", 3, "9.99"), 3, "x12-payment-line", "IK403=I12"),
    "claim": (set_element("CLP*", 4, "9.99"), 3, "x12-payment-claim", "IK403=I12"),
    "payment": (set_element("BPR*", 2, "9.99"), 3, "x12-payment-total", "IK403=I12"),
    "adjustment reason": (set_element("CAS*PR*2", 2, "XX9"), 5, "x12-adjustment-reason", ""),
    "adjustment group": (set_element("CAS*CO*", 1, "CR"), 2, "x12-code", "IK403=I6"),
    "remark": (set_element("LQ*HE", 2, "HELLO"), 5, "x12-remark", ""),
}  # fmt: skip
FOLLOWERS = {
    "claim total": {"x12-other-payer-claim"}, "letters in an amount": {"x12-claim-total"}, "three decimals": {"x12-claim-total"},
    "claim": {"x12-payment-total"}, "other payer's line": {"x12-other-payer-claim", "x12-other-payer-paid"},
    "another payer's total": {"x12-other-payer-claim"}, "line of no payer": {"x12-other-payer-claim", "x12-other-payer-paid"},
}  # fmt: skip
"""Faults that a defect truly brings with it."""


def damaged(original: bytes, damage: Callable[[Parts, random.Random], tuple[Parts, int]], seed: int) -> tuple[bytes, int]:
    parts = segments(original)
    start = next(at for at, one in enumerate(parts) if one.startswith("ST*"))
    changed, at = damage(parts, random.Random(seed))
    return recounted(segments(joined(changed))), at - start + 1


def expect(found: tuple[X12Finding, ...], name: str, snip: int, rule: str, code: str, position: int) -> None:
    assert rule in [one.id for one in found], [(one.id, one.message) for one in found]
    one = next(one for one in found if one.id == rule)
    told = "" if one.code.startswith("STC=") else one.code  # code sets of a claim are told by its status, not by a 999
    assert (one.snip, told) == (snip, code)
    assert abs(one.position - position) <= (40 if "missing" in name or "without" in name or "twice" in name else 1)
    others = {other.id for other in found if other.severity == "error"} - {rule}
    assert others <= FOLLOWERS.get(name, set()), others


GOOD_CLAIMS = x12.write_837([claim(), dependent_claim(), claim(id="A1003")], envelope())
GOOD_PAYMENT = x12.write_835([remittance(remittance_claim(), remittance_claim(claim_id="B2"))], envelope())


def test_the_undamaged_files_are_accepted() -> None:
    assert x12.check(GOOD_CLAIMS).verdict == "accepted"
    assert x12.check(GOOD_PAYMENT).verdict == "accepted"


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", CLAIMS)
def test_one_defect_in_a_claim_file_is_found_where_it_is(name: str, seed: int) -> None:
    damage, snip, rule, code = CLAIMS[name]
    data, position = damaged(GOOD_CLAIMS, damage, seed)
    report = x12.check(data)
    assert report.verdict == "rejected"
    expect(report.findings, name, snip, rule, code, position)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", PAYMENTS)
def test_one_defect_in_a_payment_file_is_found_where_it_is(name: str, seed: int) -> None:
    damage, snip, rule, code = PAYMENTS[name]
    data, position = damaged(GOOD_PAYMENT, damage, seed)
    report = x12.check(data)
    assert report.verdict == "rejected"
    expect(report.findings, name, snip, rule, code, position)


@pytest.mark.parametrize(
    ("damage", "rule", "segment", "element", "code"),
    [
        ((b"SE*", b"SE*9"), "x12-se-count", "SE", 1, "IK502=4"),
        ((b"*0001~GE", b"*0002~GE"), "x12-se-control", "SE", 2, "IK502=3"),
        ((b"GE*1*7", b"GE*2*7"), "x12-ge-count", "GE", 1, "AK905=5"),
        ((b"GE*1*7", b"GE*1*8"), "x12-ge-control", "GE", 2, "AK905=4"),
        ((b"IEA*1*", b"IEA*2*"), "x12-iea-count", "IEA", 1, "TA105=021"),
        ((b"IEA*1*000000007", b"IEA*1*000000008"), "x12-iea-control", "IEA", 2, "TA105=001"),
        ((b"GE*1*7~IEA*1*000000007~", b""), "x12-iea-missing", "IEA", None, "TA105=023"),
        ((b"GS*HC", b"GS*HP"), "x12-gs01", "GS", 1, "AK905=1"),
        ((b"*00501*", b"*00200*"), "x12-isa-version", "ISA", 12, "TA105=017"),
    ],
)
def test_each_envelope_defect_has_its_finding(damage: tuple[bytes, bytes], rule: str, segment: str, element: int | None, code: str) -> None:
    found = x12.check(GOOD_CLAIMS.replace(*damage)).findings
    one = next(one for one in found if one.id == rule)
    assert (one.segment, one.element, one.code, one.snip) == (segment, element, code, 1)


def test_the_same_set_number_twice_in_a_group_is_found() -> None:
    parts = segments(x12.write_835([remittance(), remittance()], envelope()))
    data = joined(
        [one.replace("ST*835*0002", "ST*835*0001").replace("*0002", "*0001") if one[:2] in ("ST", "SE") else one for one in parts]
    )
    assert [(one.id, one.transaction) for one in x12.check(data).findings] == [("x12-st02-repeated", 2)]


def test_fifty_one_lines_are_one_too_many() -> None:
    lines = tuple(x12_line(n) for n in range(1, 52))
    found = x12.check(x12.write_837([claim(lines=lines)], envelope())).findings
    assert [(one.id, one.loop, one.segment, one.snip) for one in found] == [("x12-too-many-loops", "2400", "LX", 2)]


def x12_line(number: int) -> object:
    from .x12_making import line

    return line(number, cents=100)


def test_snip_one_alone_looks_at_syntax_alone() -> None:
    data = GOOD_CLAIMS.replace(b"1245319599", b"1245319598").replace(b"CLM*A1001*237", b"CLM*A1001*5")
    assert x12.check(data, snip=2).findings == ()
    assert {one.snip for one in x12.check(data).findings} == {3, 5}


def test_findings_name_their_claim() -> None:
    found = x12.check(GOOD_CLAIMS.replace(b"CLM*A1003*237", b"CLM*A1003*5")).findings
    assert [(one.id, one.claim) for one in found] == [("x12-claim-total", "A1003")]


def test_every_defect_file_of_the_samples_is_judged_right(samples: Path) -> None:
    folder = samples / "x12" / "defects"
    wrong = []
    with (folder / "expected.csv").open() as stream:
        for row in csv.DictReader(stream):
            report = x12.check(folder / row["file"])
            if row["expect"] == "accept":
                right = report.verdict != "rejected"
            else:
                right = report.verdict == "rejected" and any(meets(one, row) for one in report.findings)
            wrong += [] if right else [row["file"]]
    assert wrong == []


def meets(one: X12Finding, row: dict[str, str]) -> bool:
    levels = {row["level"], *row["also_levels"].split("|")}
    return (
        str(one.snip) in levels and one.loop in (row["loop"], "") and one.segment == row["segment"] and str(one.position) == row["position"]
        and row["element"] in ("", str(one.element)) and row["component"] in ("", str(one.component))
    )  # fmt: skip


@pytest.mark.parametrize(
    ("damage", "rule", "segment", "element", "code"),
    [
        ((b"*ZZ*PRACTICE1", b"*QQ*PRACTICE1"), "x12-code", "ISA", 5, "TA105=005"),
        ((b"*260303*0830*^", b"*261303*0830*^"), "x12-date", "ISA", 9, "TA105=014"),
        ((b"*0*T*:", b"*0*X*:"), "x12-code", "ISA", 15, "TA105=020"),
        ((b"*20260303*0830*7*X", b"*20260332*0830*7*X"), "x12-date", "GS", 4, "TA105=024"),
        ((b"*7*X*005010", b"*7*T*005010"), "x12-code", "GS", 7, "TA105=024"),
        ((b"IEA*1*000000007~", b"IEA*1*000000007~IEA*1*000000007~"), "x12-stray-segment", "IEA", None, "TA105=024"),
    ],
)
def test_each_header_defect_has_its_finding(damage: tuple[bytes, bytes], rule: str, segment: str, element: int | None, code: str) -> None:
    found = x12.check(GOOD_CLAIMS.replace(*damage)).findings
    assert [(one.id, one.segment, one.element, one.position, one.code) for one in found] == [(rule, segment, element, 0, code)]


def test_every_required_segment_of_a_claim_file_is_missed() -> None:
    parts = segments(x12.write_837([claim(rendering=None)], envelope()))
    kept = []
    for at in range(1, len(parts)):
        changed = [*parts[:at], *parts[at + 1 :]]
        data = recounted(changed) if not parts[at].startswith(("ST*", "SE*")) else joined(changed)
        if x12.check(data).verdict != "rejected":
            kept.append(parts[at][:7])
    assert kept == ["PRV*BI*", "PER*IC*", "REF*6R*", "REF*6R*"]


def test_an_electronic_payment_names_both_banks() -> None:
    bare = GOOD_PAYMENT.replace(b"*01*999999992*DA*2*", b"*****")
    assert [(one.id, one.element) for one in x12.check(bare).findings] == [
        ("x12-transfer-receiver-bank", 12),
        ("x12-transfer-receiver-account", 14),
    ]


def test_an_address_in_the_country_has_a_state_and_a_zip_code() -> None:
    found = x12.check(GOOD_CLAIMS.replace(b"N4*PEORIA*IL*61602", b"N4*PEORIA")).findings
    assert [(one.id, one.element, one.snip) for one in found] == [("x12-domestic-address", 2, 2), ("x12-domestic-address", 3, 2)]
    abroad = x12.check(GOOD_CLAIMS.replace(b"N4*PEORIA*IL*61602", b"N4*OSLO***NO"))
    assert abroad.findings == ()
