"""Institutional and dental claims, secondary claims and kept segments: what is written reads back, is clean, and a peer takes it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright import x12
from claimwright.core import (
    Adjustment,
    Claim,
    ClaimLine,
    Diagnosis,
    InputError,
    Money,
    Occurrence,
    OtherPayer,
    Payer,
    ProcedureDone,
    Provider,
    RemittanceLine,
    Subscriber,
    ValueCode,
    replace,
)

from .test_x12_roundtrip import CENTS, CODES, DAYS, IDS, NAMES, claims
from .x12_making import ANA, DAY, DOCTOR, claim, dental_claim, envelope, segments

ICD = st.sampled_from((
    "E11.9", "I10", "J02.9", "N39.0", "E78.5", "K02.62", "K21.9", "J06.9", "F41.1", "G47.33", "E03.9", "N18.9", "R07.9", "J45.909",
    "D64.9", "M25.561", "R10.9", "B34.9",
))  # fmt: skip
POA = st.sampled_from(["Y", "N", "U", "W", None])
NOTES = st.lists(st.tuples(st.sampled_from(["DGN:", "MED:", "NTR:"]), NAMES).map("".join), max_size=3)
PERSONS = st.builds(Provider, npi=st.sampled_from(["1679576722", "1245319599"]), last=NAMES, first=NAMES)


@st.composite
def stays(draw: st.DrawFn) -> Claim:
    """Institutional claims."""
    first = draw(DAYS)
    days = st.integers(0, 9).map(lambda n: first + timedelta(days=n))
    lines = tuple(
        ClaimLine(
            number=number, control_number=f"H{number}", revenue_code=draw(st.sampled_from(["0120", "0300", "0450"])), charge=draw(CENTS),
            units=Decimal(draw(st.integers(1, 30))), **_service(draw), from_date=(on := draw(st.none() | days)), through_date=on,
        )
        for number in range(1, draw(st.integers(1, 3)) + 1)
    )  # fmt: skip
    principal, *more = draw(st.lists(ICD, min_size=1, max_size=15, unique=True))
    others = [Diagnosis(code=code, qualifier="ABF", poa=draw(POA)) for code in more]
    occurrences = [Occurrence(code=code, first=on, last=on + timedelta(days=2)) for code, on in draw(st.dictionaries(CODED, days)).items()]
    points = [Occurrence(code=code, first=on) for code, on in draw(st.dictionaries(CODED, days)).items()]
    return claim(
        id=draw(IDS), kind="institutional", place_of_service="", type_of_bill=draw(st.sampled_from(["11", "13", "32"])), rendering=None,
        lines=lines, charge=Money.total(one.charge for one in lines), attending=draw(PERSONS), operating=draw(st.none() | PERSONS),
        diagnoses=(
            Diagnosis(code=principal, qualifier="ABK", poa=draw(POA)), Diagnosis(code=draw(ICD), qualifier="ABJ"),
            *([Diagnosis(code="W21.4XXA", qualifier="ABN", poa="Y")] * draw(ONCE)), *others,
        ),
        procedures=tuple(ProcedureDone(code="0DTJ4ZZ", on=draw(days)) for _ in range(draw(st.integers(0, 14)))),
        condition_codes=tuple(draw(st.lists(CODED, max_size=13, unique=True))), occurrence_codes=(*occurrences, *points),
        value_codes=tuple(ValueCode(code=code, amount=Decimal(draw(CENTS)) / 100) for code in draw(st.lists(CODED, max_size=3))),
        dates={"statement_from": first, "statement_through": first + timedelta(days=9), "admission": first},
        references={"discharge_hour": "1130", "admission_type": "1", "admission_source": "1", "patient_status": "01"},
        notes=tuple(draw(NOTES)), segments=draw(KEPT),
    )  # fmt: skip


KEPT = st.sampled_from([(), ("2300/K3*FIXED",), ("2010AB/NM1*87*2", "2010AB/N3*PO BOX 7", "2010AB/N4*PEORIA*IL*61602", "2300/K3*FIXED")])
CODED = st.sampled_from(["01", "11", "A1", "C3", "72", "80"])
ONCE = st.integers(0, 1)


def _service(draw: st.DrawFn) -> dict[str, object]:
    code = draw(st.just("") | CODES)
    if not code:
        return {}
    return {"procedure": code, "code_system": "hcpcs" if code[0].isalpha() else "cpt"}


@st.composite
def mouths(draw: st.DrawFn) -> Claim:
    """Dental claims."""
    teeth, week = st.sampled_from(["8", "14:M:O", "A", "T:B", "32"]), draw(DAYS)
    days = DAYS.map(lambda day: (day, day)) | st.just((week, week + timedelta(days=6)))
    lines = tuple(
        ClaimLine(
            number=number, control_number=draw(st.just("") | IDS), code_system="cdt", procedure=draw(st.sampled_from(["D1110", "D2750"])),
            charge=draw(CENTS), units=Decimal(draw(st.integers(1, 9))), from_date=(on := draw(days))[0], through_date=on[1],
            teeth=tuple(draw(st.lists(teeth, max_size=3, unique=True))), diagnosis_pointers=draw(st.sampled_from([(), (1,)])),
            references=draw(st.dictionaries(st.sampled_from(["prior_authorization", "referral"]), IDS)),
        )
        for number in range(1, draw(st.integers(1, 4)) + 1)
    )  # fmt: skip
    return claim(
        id=draw(IDS), kind="dental", lines=lines, charge=Money.total(one.charge for one in lines),
        rendering=draw(st.none() | st.just(DOCTOR)),
        diagnoses=(Diagnosis(code="K02.62", qualifier="ABK"),), notes=tuple(draw(st.lists(NAMES, max_size=3))),
        supervising=draw(st.none() | PERSONS), references=draw(st.dictionaries(st.sampled_from(["predetermination", "referral"]), IDS)),
        payer=Payer("00882", "EXAMPLE PLAN", filing="CI"), segments=draw(KEPT),
    )  # fmt: skip


@st.composite
def seconds(draw: st.DrawFn) -> Claim:
    """Professional claims that another payer answered first, as a whole or line by line."""
    made = draw(claims())
    assert isinstance(made, Claim)
    paid_on, by_line = draw(DAYS), draw(st.booleans())
    answers, paid = [], 0
    for line in made.lines:
        off = draw(st.integers(0, int(line.charge)))
        paid += int(line.charge) - off
        answers.append(RemittanceLine(
            control_number=line.control_number, procedure=line.procedure, charge=line.charge, paid=Money(int(line.charge) - off),
            modifiers=line.modifiers, units=line.units,
            adjustments=(Adjustment(group="CO", reason="45", amount=Money(off)),) if off else (),
        ))  # fmt: skip
    off = int(made.charge) - paid
    other = OtherPayer(
        payer=Payer("77001", "FIRST PLAN", filing="CI"), sequence=1, paid=Money(paid), paid_on=paid_on,
        subscriber=Subscriber(relationship="spouse", member_id=draw(IDS), last=draw(NAMES), first=draw(NAMES)),
        adjustments=() if by_line or not off else (Adjustment(group="PR", reason="1", amount=Money(off)),),
        lines=tuple(answers) if by_line else (), segments=draw(st.sampled_from([(), ("2320/MOA***MA01",)])),
    )  # fmt: skip
    return replace(made, sequence=2, other_payers=(other,), payer=Payer("60054", "SECOND PLAN", filing="CI"))


FAR = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("kind", [stays, mouths, seconds])
def test_claims_of_every_kind_come_back_as_they_were_written_and_are_clean(kind: object) -> None:
    @FAR
    @given(st.lists(kind(), min_size=1, max_size=3, unique_by=lambda one: one.id))  # type: ignore[operator]
    def check(several: list[Claim]) -> None:
        data = x12.write_837(several, envelope())
        order = [one.id for one in several]  # claims of one billing provider are written together
        assert sorted(x12.read(data), key=lambda one: order.index(one.id)) == several  # type: ignore[union-attr]
        assert [(one.id, one.loop, one.segment, one.message) for one in x12.check(data, snip=4).findings] == []

    check()


@pytest.mark.parametrize("kind", [stays, seconds])
def test_pyx12_takes_what_is_written_of_every_kind_that_it_has_a_map_for(kind: object, tmp_path: Path) -> None:
    pytest.importorskip("pyx12")
    from .test_x12_pyx12 import accepts

    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(kind())  # type: ignore[operator]
    def check(one: Claim) -> None:
        good, answer = accepts(x12.write_837([one], envelope()), tmp_path)
        assert good, answer

    check()


def test_a_predetermination_has_no_day_and_comes_back() -> None:
    asked = claim(
        kind="dental", patient=ANA, references={"purpose": "predetermination"}, diagnoses=(Diagnosis(code="K02.62", qualifier="ABK"),),
        lines=(ClaimLine(number=1, control_number="", code_system="cdt", procedure="D2750", charge=Money(90000), teeth=("8",)),),
    )  # fmt: skip
    data = x12.write_837([asked], envelope())
    assert list(x12.read(data)) == [asked]
    assert x12.check(data).findings == ()


def test_a_range_of_days_of_dental_lines_stands_at_their_claim() -> None:
    first, second = dental_claim().lines
    week = {"from_date": DAY, "through_date": DAY + timedelta(days=6)}
    sent = dental_claim(
        lines=(replace(first, **week), second, replace(first, number=3, control_number="D1001-3", **week)), charge=Money(25000)
    )
    data = x12.write_837([sent], envelope())
    assert [one for one in segments(data) if one.startswith("DTP*472")] == ["DTP*472*RD8*20260302-20260308", "DTP*472*D8*20260302"]
    assert list(x12.read(data)) == [sent]
    assert x12.check(data).findings == ()


@pytest.mark.parametrize("days", [(DAY, DAY + timedelta(days=1)), (None, None)])
def test_days_that_would_count_for_another_dental_line_are_refused(days: tuple[date | None, date | None]) -> None:
    first, second = dental_claim().lines
    spans = replace(first, through_date=DAY + timedelta(days=6))
    with pytest.raises(InputError, match="claim D1001"):
        x12.write_837([dental_claim(lines=(spans, replace(second, from_date=days[0], through_date=days[1])))], envelope())
