"""One named defect in a faultless file of each further set: it is found at its place, with its level and code, and nothing else is."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from claimwright import x12
from claimwright.core import (
    AuthorizationAnswer,
    AuthorizationRequest,
    EligibilityAnswer,
    EligibilityInquiry,
    Enrollment,
    InputError,
    Money,
    PremiumPayment,
    StatusAnswer,
    StatusInquiry,
)

from .test_x12_defects import Parts, drop, insert, set_element
from .x12_inquiries import ANSWERS, ASKED, CERTIFIED, GOOD, INQUIRIES, REQUEST, TOLD
from .x12_making import envelope, recounted, segments

Damage = Callable[[Parts, random.Random], tuple[Parts, int]]


def drop_from(start: str, before: str) -> Damage:
    """Take out everything from the first segment of that start up to the next of the other."""

    def damage(parts: Parts, chance: random.Random) -> tuple[Parts, int]:
        first = next(at for at, one in enumerate(parts) if one.startswith(start))
        end = next(at for at, one in enumerate(parts) if at > first and one.startswith(before))
        return [*parts[:first], *parts[end:]], first

    return damage


def drop_after(start: str) -> Damage:
    """Take out the segment after the first of that start."""

    def damage(parts: Parts, chance: random.Random) -> tuple[Parts, int]:
        at = next(at for at, one in enumerate(parts) if one.startswith(start)) + 1
        return [*parts[:at], *parts[at + 1 :]], at

    return damage


def both(*several: Damage) -> Damage:
    """One after the other; the place is that of the last."""

    def damage(parts: Parts, chance: random.Random) -> tuple[Parts, int]:
        at = 0
        for one in several:
            parts, at = one(parts, chance)
        return parts, at

    return damage


def drop_to_nobody(parts: Parts, chance: random.Random) -> tuple[Parts, int]:
    """Leave of the first subscriber neither number nor name nor birth date."""
    at = next(at for at, one in enumerate(parts) if one.startswith("NM1*IL"))
    birth = next(at for at, one in enumerate(parts) if one.startswith("DMG*"))
    return [*parts[:at], "NM1*IL*1", *parts[at + 1 : birth], *parts[birth + 1 :]], at


DEFECTS: dict[tuple[str, str], tuple[Damage, int, str, str]] = {
    ("270", "unknown purpose"): (set_element("BHT", 2, "99"), 2, "x12-code", "IK403=I6"),
    ("270", "no source id"): (both(set_element("NM1*PR", 8, ""), set_element("NM1*PR", 9, "")), 2, "x12-required-element", "IK403=1"),
    ("270", "receiver of another kind"): (set_element("NM1*1P", 1, "82"), 2, "x12-unexpected-segment", "IK304=2"),
    ("270", "level numbers jump"): (set_element("HL*5*4*23", 1, "9"), 1, "x12-hl-number", "IK403=7"),
    ("270", "wrong parent level"): (set_element("HL*3*2*22", 2, "1"), 1, "x12-hl-parent", "IK403=7"),
    ("270", "children that are not there"): (set_element("HL*3*2*22", 4, "1"), 1, "x12-hl-children", "IK403=7"),
    ("270", "birth date of no calendar"): (set_element("DMG*D8*20150601", 2, "20150631"), 1, "x12-date", "IK403=8"),
    ("270", "unknown service type"): (set_element("EQ*30^98", 1, "30^29"), 2, "x12-code", "IK403=I6"),
    ("270", "neither service type nor procedure"): (set_element("EQ*30^98", 1, ""), 1, "x12-element-condition", "IK403=2"),
    ("270", "pointer beyond the diagnoses"): (set_element("EQ**HC", 5, "2"), 4, "x12-eligibility-pointer", "IK403=I12"),
    ("270", "subscriber without a question"): (drop_from("EQ*30^98", "HL*4"), 4, "x12-eligibility-question", "IK304=I6"),
    ("270", "dependent without a question"): (drop_after("INS*N"), 2, "x12-required-loop", "IK304=3"),
    ("270", "nobody to find"): (drop_to_nobody, 4, "x12-eligibility-search", "IK403=I9"),
    ("271", "benefit of no kind"): (set_element("EB*F", 1, "ZZ"), 2, "x12-code", "IK403=I6"),
    ("271", "letters in an amount"): (set_element("EB*B", 7, "2S"), 1, "x12-number", "IK403=6"),
    ("271", "quantity without its unit"): (set_element("EB*F", 10, "20"), 1, "x12-element-condition", "IK403=2"),
    ("271", "unknown network"): (set_element("EB*B", 12, "Q"), 2, "x12-code", "IK403=I6"),
    ("271", "reason of another level"): (set_element("AAA*N**67", 3, "33"), 2, "x12-code", "IK403=I6"),
    ("271", "reason without action"): (set_element("AAA*N**67", 4, ""), 2, "x12-required-element", "IK403=1"),
    ("271", "entities without their end"): (drop("LE*"), 2, "x12-required-segment", "IK304=3"),
    ("271", "dependent without an answer"): (drop("AAA*N**67"), 4, "x12-eligibility-answer", "IK304=I6"),
    ("271", "period of no day"): (set_element("DTP*346", 3, "20260230"), 1, "x12-date", "IK403=8"),
    ("271", "visits without a count"): (set_element("HSD*VS", 2, ""), 1, "x12-element-condition", "IK403=2"),
    ("276", "no reference"): (set_element("BHT*0010", 3, ""), 2, "x12-required-element", "IK403=1"),
    ("276", "payer as a person"): (set_element("NM1*PR", 2, "1"), 2, "x12-code", "IK403=I6"),
    ("276", "trace type of an answer"): (set_element("TRN*1*S1", 1, "2"), 2, "x12-unexpected-segment", "IK304=2"),
    ("276", "line without a day"): (drop_after("REF*FJ"), 2, "x12-required-segment", "IK304=3"),
    ("276", "patient without a birth date"): (drop("DMG*D8*1961"), 4, "x12-status-subscriber", "IK304=I6"),
    ("276", "letters in a charge"): (set_element("AMT*T3*50", 2, "5O"), 1, "x12-number", "IK403=6"),
    ("277", "category that does not exist"): (set_element("STC*F1:65*20260302**", 1, "Q9:65"), 5, "x12-status-category", ""),
    ("277", "status without its day"): (set_element("STC*F1:65*20260302**", 2, ""), 2, "x12-required-element", "IK403=1"),
    ("277", "line without a status"): (drop_after("SVC*"), 2, "x12-required-segment", "IK304=3"),
    ("277", "answer that stops and is silent"): (drop_from("TRN*2*S1", "SE*"), 4, "x12-status-stops", "IK304=I6"),
    ("277", "unused element"): (set_element("STC*F1:65*20260302**", 12, "NOTE"), 2, "x12-unused-element", "IK403=I10"),
    ("278 request", "unknown category"): (set_element("UM*AR", 1, "XX"), 2, "x12-code", "IK403=I6"),
    ("278 request", "review information missing"): (drop("UM*AR"), 2, "x12-required-segment", "IK304=3"),
    ("278 request", "decision in a request"): (insert("DTP*435", "HCR*A1*X1"), 2, "x12-review-request-decides", "IK304=I4"),
    ("278 request", "refusal in a request"): (insert("UM*AR", "AAA*N**33*C"), 2, "x12-review-request-decides", "IK304=I4"),
    ("278 request", "certified"): (insert("HI*ABF", "DTP*036*D8*20270101"), 2, "x12-review-request-decides", "IK304=I4"),
    ("278 request", "service out of order"): (insert("SE*", "REF*BB*X1"), 1, "x12-segment-order", "IK304=7"),
    ("278 request", "visits without a count"): (set_element("HSD*DY", 2, ""), 1, "x12-element-condition", "IK403=2"),
    ("278 answer", "undecided"): (both(drop("HCR*A1"), drop("HCR*A4")), 4, "x12-review-undecided", "IK304=I6"),
    ("278 answer", "unknown action"): (set_element("HCR*A4", 1, "Z9"), 2, "x12-code", "IK403=I6"),
    ("837D", "total is not the sum"): (set_element("CLM*", 2, "151"), 3, "x12-claim-total", "IK403=I12"),
    ("837D", "no tax id"): (drop("REF*EI"), 2, "x12-required-segment", "IK304=3"),
    ("837D", "pointer beyond the diagnoses"): (set_element("SV3*AD:D2150", 11, "3"), 4, "x12-diagnosis-pointer", "IK403=I12"),
    ("837D", "surface of no tooth"): (set_element("TOO*", 3, "M:Q"), 2, "x12-code", "IK403=I6"),
    ("837D", "replacement without a number"): (set_element("CLM*", 5, "11:B:7"), 4, "x12-replaced-claim-number", "IK304=I6"),
    ("837D", "predetermination with a day"): (set_element("CLM*", 19, "PB"), 4, "x12-predetermination-day", "IK304=I9"),
    ("837D", "accident without its day"): (set_element("CLM*", 11, "OA"), 4, "x12-accident-date", "IK304=I6"),
    ("837D", "no patient"): (set_element("SBR*", 2, ""), 4, "x12-who-is-the-patient", "IK403=I9"),
    ("837D", "subscriber without a birth date"): (drop("DMG*"), 4, "x12-subscriber-demographics", "IK304=I6"),
    ("837D", "line numbers jump"): (set_element("LX*2", 1, "5"), 1, "x12-line-number", "IK403=7"),
    ("837D", "service of another form"): (set_element("SV3*AD:D1110", 1, "HC:D1110"), 2, "x12-code", "IK403=I6"),
    ("837D", "specialty of no form"): (set_element("PRV*PE", 3, "DENTIST"), 5, "x12-taxonomy", ""),
    ("834", "unknown action"): (set_element("INS*N", 3, "099"), 2, "x12-code", "IK403=I6"),
    ("834", "member without a number"): (drop("REF*0F"), 2, "x12-required-segment", "IK304=3"),
    ("834", "member without a name"): (drop_from("NM1*IL*1*RIVERA*LUZ", "HD*021**HLT"), 2, "x12-required-loop", "IK304=3"),
    ("834", "coverage without a day"): (drop_after("HD*021**HLT*GOLD"), 2, "x12-required-segment", "IK304=3"),
    ("834", "corrected name without the old one"): (set_element("NM1*IL*1*RIVERA*LUZ", 1, "74"), 4, "x12-member-corrected", "IK304=I6"),
    ("834", "day of no calendar"): (set_element("DTP*356", 3, "20261301"), 1, "x12-date", "IK403=8"),
    ("834", "three digits of cents"): (set_element("AMT*P3", 2, "125.555"), 1, "x12-amount", "IK403=6"),
    ("820", "payment is not the sum"): (set_element("BPR*", 2, "260"), 3, "x12-premium-total", "IK403=I12"),
    ("820", "no trace"): (drop("TRN*"), 2, "x12-required-segment", "IK304=3"),
    ("820", "individual without a premium"): (both(set_element("BPR*", 2, "105"), drop("RMR*IG*P2")), 2, "x12-required-loop", "IK304=3"),
    ("820", "unknown adjustment"): (set_element("ADX*5", 2, "99"), 2, "x12-code", "IK403=I6"),
    ("820", "period of no day"): (set_element("DTM*582", 6, "20260301-20260332"), 1, "x12-date", "IK403=8"),
    ("275", "document before its number"): (drop("LX*1"), 2, "x12-required-loop", "IK304=3"),
    ("275", "no beginning"): (drop("BGN*"), 2, "x12-required-segment", "IK304=3"),
    ("277RFAI", "unknown segment"): (insert("STC*", "ZZZ*1"), 1, "x12-unknown-segment", "IK304=1"),
    ("277RFAI", "no trace number"): (set_element("TRN*1*ATT1", 2, ""), 2, "x12-required-element", "IK403=1"),
}
FOLLOW = {
    ("270", "receiver of another kind"): {"x12-required-loop"},
    ("276", "trace type of an answer"): {"x12-unexpected-segment", "x12-status-subscriber"},
    ("275", "document before its number"): {"x12-unexpected-segment", "x12-segment-order"},
}
"""What cannot but come with a defect."""


@pytest.mark.parametrize("name", GOOD)
def test_the_undamaged_files_are_accepted_without_a_finding_and_come_back(name: str) -> None:
    assert x12.check(GOOD[name]).findings == ()
    assert x12.rewrite(GOOD[name]) == GOOD[name]
    assert any(line.strip() for line in x12.show(GOOD[name]))


@pytest.mark.parametrize("key", DEFECTS, ids=lambda key: f"{key[0]} {key[1]}")
def test_one_defect_is_found_with_its_level_and_code_and_nothing_else(key: tuple[str, str]) -> None:
    damage, snip, rule, code = DEFECTS[key]
    parts = segments(GOOD[key[0]])
    start = next(at for at, one in enumerate(parts) if one.startswith("ST*"))
    changed, at = damage(parts, random.Random(1))
    found = x12.check(recounted(changed)).findings
    assert rule in {one.id for one in found}, [(one.id, one.loop, one.segment, one.position, one.message) for one in found]
    first = next(one for one in found if one.id == rule)
    told = "" if first.code.startswith("STC=") else first.code  # by a claim's status, not by a 999
    assert (first.snip, told) == (snip, code)
    assert abs(first.position - (at - start + 1)) <= 12
    assert {one.id for one in found if one.severity == "error"} - {rule} <= FOLLOW.get(key, set())


DOUBTS: dict[tuple[str, str], tuple[Damage, int]] = {
    ("270", "x12-eligibility-dependent-name"): (both(set_element("NM1*03", 4, ""), drop("DMG*D8*2015")), 4),
    ("271", "x12-benefit-amount"): (set_element("EB*A", 8, ""), 4),
    ("276", "x12-status-day"): (drop_after("AMT*T3*50"), 4),
    ("277", "x12-status-paid"): (set_element("STC*F1:65*20260302**", 5, ""), 4),
    ("278 request", "x12-review-admission-day"): (drop("DTP*435"), 4),
    ("278 request", "x12-review-accident-day"): (set_element("UM*AR", 5, "OA"), 4),
    ("278 request", "x12-review-accident-state"): (both(insert("DTP*435", "DTP*439*D8*20260301"), set_element("UM*AR", 5, "AA")), 4),
    ("278 request", "x12-review-earlier-number"): (set_element("UM*AR", 2, "S"), 4),
    ("278 request", "x12-review-ambulance"): (insert("NM1*SJ", "CRC*07*Y*01"), 6),
    ("278 request", "x12-review-oxygen"): (insert("NM1*SJ", "CRC*11*Y*37"), 6),
    ("278 answer", "x12-review-number"): (set_element("HCR*A1", 2, ""), 4),
    ("278 answer", "x12-review-reason"): (set_element("HCR*A4", 3, ""), 4),
    ("837D", "x12-dental-day"): (drop("DTP*472"), 4),
    ("837D", "x12-billing-zip"): (set_element("N4*SPRINGFIELD*IL*627010001", 3, "62701"), 4),
    ("837D", "x12-original-with-claim-number"): (insert("HI*", "REF*F8*ICN1"), 4),
    ("834", "x12-member-self"): (set_element("INS*Y", 2, "19"), 4),
    ("834", "x12-member-not-self"): (set_element("INS*N", 2, "18"), 4),
    ("834", "x12-member-ends"): (set_element("INS*N", 3, "024"), 4),
    ("834", "x12-member-count"): (set_element("QTY*TO", 2, "3"), 3),
    ("820", "x12-premium-sender-bank"): (both(set_element("BPR*", 6, ""), set_element("BPR*", 7, "")), 4),
}


@pytest.mark.parametrize("key", DOUBTS, ids=lambda key: f"{key[0]} {key[1]}")
def test_what_is_doubtful_is_a_warning_and_the_file_is_taken(key: tuple[str, str]) -> None:
    damage, snip = DOUBTS[key]
    changed, _ = damage(segments(GOOD[key[0]]), random.Random(1))
    report = x12.check(recounted(changed))
    assert {(one.id, one.snip, str(one.severity.value)) for one in report.findings} == {(key[1], snip, "warning")}
    assert report.verdict == "accepted-with-errors"


@pytest.mark.parametrize("name", GOOD)
def test_each_is_answered_by_a_ta1_and_a_999(name: str) -> None:
    answers = x12.acknowledge(GOOD[name], envelope())
    assert sorted(answers) == (["277ca.edi"] if name == "837D" else []) + ["999.edi", "ta1.edi"]
    assert b"IK5*A" in answers["999.edi"]


READ = {
    "270": (EligibilityInquiry, list(INQUIRIES)),
    "271": (EligibilityAnswer, list(ANSWERS)),
    "276": (StatusInquiry, list(ASKED)),
    "277": (StatusAnswer, list(TOLD)),
    "278 request": (AuthorizationRequest, [REQUEST]),
    "278 answer": (AuthorizationAnswer, [CERTIFIED]),
}


@pytest.mark.parametrize("name", READ)
def test_the_values_come_back_as_what_they_were(name: str) -> None:
    shape, values = READ[name]
    found = list(x12.read(GOOD[name]))
    assert found == values
    assert all(type(one) is shape for one in found)


def test_an_enrollment_is_read_member_by_member() -> None:
    ana, luz = x12.read(GOOD["834"])
    assert isinstance(ana, Enrollment)
    assert isinstance(luz, Enrollment)
    assert (ana.id, ana.subscriber, ana.group_number, ana.employment, ana.member.phone) == ("W77", True, "GROUP1", "FT", "2175550100")
    assert (ana.coverages[0].plan, ana.coverages[0].amounts) == ("GOLD", {"P3": Money(12550)})
    assert (luz.subscriber, luz.relationship, luz.member.first, luz.sponsor.name) == (False, "19", "LUZ", "EXAMPLE EMPLOYER")
    assert str(luz.coverages[0].dates["coverage_begin"].first) == "2026-03-01"


def test_a_premium_payment_is_read_with_its_members_and_adjustments() -> None:
    (paid,) = x12.read(GOOD["820"])
    assert isinstance(paid, PremiumPayment)
    assert (str(paid.payment.amount), paid.payment.trace, paid.receiver.name) == ("255.00", "78905", "EXAMPLE PLAN")
    assert [(one.last, str(one.paid), str(one.billed or "")) for one in paid.items] == [
        ("RIVERA", "100.00", "120.00"),
        ("OKAFOR", "150.00", ""),
    ]
    assert [(str(one.amount), one.reason) for one in (*paid.items[0].adjustments, *paid.adjustments)] == [("-20.00", "52"), ("5.00", "53")]


@pytest.mark.parametrize("name", ["275", "277RFAI"])
def test_what_is_only_checked_says_so_when_it_is_read(name: str) -> None:
    with pytest.raises(InputError, match="can be checked but not yet read"):
        list(x12.read(GOOD[name]))


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("seed", range(4))
def test_random_damage_never_crashes(name: str, seed: int) -> None:
    chance = random.Random(f"{name}{seed}")
    data = GOOD[name]
    for _ in range(12):
        parts = data.split(b"~")
        at, kind = chance.randrange(2, len(parts)), chance.randrange(4)
        fields = parts[at].split(b"*")
        if kind == 0:
            parts[at : at + 1] = []
        elif kind == 1:
            parts.insert(at, parts[chance.randrange(2, len(parts))])
        elif kind == 2:
            fields[chance.randrange(len(fields))] = chance.choice([b"", b"X" * 300, b"NaN", b":::", b"^^", b"\xff", b"-1", b"20261341"])
            parts[at] = b"*".join(fields)
        else:
            parts[at] = parts[at][: chance.randrange(6)]
        damaged = b"~".join(parts)
        for call in (x12.check, lambda one: list(x12.read(one)), lambda one: list(x12.show(one)), x12.rewrite):
            try:
                call(damaged)
            except InputError as error:
                assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("277", b"STC*F1:65*20260302*", b"STC~Z*"),
        ("834", b"AMT*P3*125.5", b"AMT"),
        ("820", b"ADX*5*53", b"ADX"),
        ("278 answer", b"HCR*A1*AUTH9", b"HCR"),
        ("271", b"EB*R**30", b"EB"),
    ],
)
def test_a_segment_without_elements_is_a_finding_and_no_crash(name: str, old: bytes, new: bytes) -> None:
    data = GOOD[name].replace(old, new)
    assert data != GOOD[name]
    assert x12.check(data).verdict == "rejected"
    assert list(x12.show(data))
    try:
        assert list(x12.read(data))
    except InputError as error:
        assert "\n" not in str(error)


def test_many_benefits_of_one_patient_take_time_in_proportion() -> None:
    data = GOOD["271"].replace(b"EB*R**30~", b"EB*1**30~" * 8000 + b"EB*R**30~")
    began = time.monotonic()
    (first, _) = x12.read(data)
    assert isinstance(first, EligibilityAnswer)
    assert len(first.benefits) == 8005
    assert {one.id for one in x12.check(data).findings} == {"x12-se-count", "x12-benefit-repeated"}
    assert time.monotonic() - began < 8
