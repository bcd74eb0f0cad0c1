"""What a receiver answers: TA1, 999 and 277CA fit the file they answer."""

from __future__ import annotations

import pytest

from claimwright import x12
from claimwright.core import Acknowledgement, InputError

from .x12_making import claim, dependent_claim, envelope

GOOD = x12.write_837([claim(), dependent_claim()], envelope())


def answers(data: bytes) -> dict[str, list]:
    files = x12.acknowledge(data, envelope(sender="PAYER1", receiver="PRACTICE1", control=50))
    for name, content in files.items():
        assert x12.check(content, snip=4).findings == (), name
    return {name: list(x12.read(content)) for name, content in files.items()}


def test_a_good_file_is_accepted_on_all_three_levels() -> None:
    found = answers(GOOD)
    assert [one.verdict for values in found.values() for one in values] == ["A", "A", "A"]
    assert found["ta1.edi"][0].answers == "000000007"
    assert found["999.edi"][0].answers == "7"
    assert found["277ca.edi"][0].answers == "000000007"
    assert [(one.claim_id, one.category) for one in found["277ca.edi"][0].claims] == [("A1001", "A2"), ("A1002", "A2")]


def test_a_guide_fault_rejects_in_the_999_and_reaches_no_277ca() -> None:
    found = answers(GOOD.replace(b"CLM*A1001*237***11:B:1*Y", b"CLM*A1001*237***11:B:1*V"))
    syntax: Acknowledgement = found["999.edi"][0]
    assert syntax.verdict == "R"
    fault = syntax.faults[0]
    assert (fault.transaction, fault.segment, fault.element, fault.code, fault.value, fault.claim_id) == (
        "0001",
        "CLM",
        6,
        "I6",
        "V",
        "A1001",
    )
    assert "277ca.edi" not in found


def test_a_code_set_fault_passes_the_999_and_rejects_one_claim() -> None:
    found = answers(GOOD.replace(b"HI*ABK:E119", b"HI*ABK:E119Z", 1))
    assert found["999.edi"][0].verdict == "A"
    states = found["277ca.edi"][0]
    assert states.verdict == "P"
    assert [(one.claim_id, one.accepted, one.category, one.status) for one in states.claims] == [
        ("A1001", False, "A7", "255"), ("A1002", True, "A2", "20"),
    ]  # fmt: skip


def test_a_fault_above_the_claims_rejects_every_claim() -> None:
    states = answers(GOOD.replace(b"1245319599", b"1245319598"))["277ca.edi"][0]
    assert [(one.accepted, one.status, one.entity) for one in states.claims] == [(False, "562", "85"), (False, "562", "85")]


def test_a_wrong_trailer_rejects_the_group_or_the_interchange() -> None:
    group = answers(GOOD.replace(b"GE*1*7", b"GE*1*8"))
    assert (group["ta1.edi"][0].verdict, group["999.edi"][0].verdict) == ("A", "R")
    assert "277ca.edi" not in group
    whole = answers(GOOD.replace(b"IEA*1*000000007", b"IEA*1*000000009"))
    assert (whole["ta1.edi"][0].verdict, whole["ta1.edi"][0].faults[0].code) == ("R", "001")
    assert set(whole) == {"ta1.edi"}


def test_a_missing_segment_is_named_with_its_place() -> None:
    faults = answers(GOOD.replace(b"REF*EI*123456789~", b""))["999.edi"][0].faults
    assert [(one.segment, one.position, one.code) for one in faults if one.segment == "REF"] == [("REF", 11, "3")]


def test_a_999_is_never_answered_with_a_999() -> None:
    syntax = x12.write_999(x12.check(GOOD), envelope())
    with pytest.raises(InputError, match="TA1"):
        x12.write_999(x12.check(syntax), envelope())
    assert set(x12.acknowledge(syntax, envelope())) == {"ta1.edi"}


def test_balancing_is_answered_in_the_999_only_where_wanted() -> None:
    report = x12.check(GOOD.replace(b"CLM*A1001*237", b"CLM*A1001*5"))
    assert next(iter(x12.read(x12.write_999(report, envelope())))).verdict == "A"
    assert next(iter(x12.read(x12.write_999(report, envelope(), balancing=True)))).verdict == "R"


def test_a_status_without_its_claim_is_refused() -> None:
    from .x12_making import claim_acknowledgement

    with pytest.raises(InputError, match="A1001"):
        x12.write_277ca(claim_acknowledgement(), [], envelope())
