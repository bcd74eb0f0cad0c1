"""The simulated reviewers certify what the payer's profile wants authorized, and say of the rest that it needs none."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from claimwright import x12
from claimwright.core import (
    AuthorizationRequest,
    Diagnosis,
    InputError,
    Patient,
    Payer,
    Period,
    Provider,
    ReviewService,
    Scope,
    Severity,
    Subscriber,
)  # fmt: skip
from claimwright.sandbox.payer import answer_278

DAY = dt.date(2026, 3, 2)
ENVELOPE = x12.Envelope(sender="1245319599", receiver="EXCOM1", control=7, timestamp=dt.datetime.combine(DAY, dt.time(8)))


def request(member="NW100200307", codes=("93306",), diagnoses=("I20.9",), on=DAY):
    return AuthorizationRequest(
        id="T1", reviewer=Payer("EXCOM1", "Northwind"), requester=Provider(npi="1245319599", name="Example Family Practice"),
        patient=Patient(last="Rivera", first="Ana", birth_date=dt.date(1961, 4, 2), sex="F"), subscriber=Subscriber(member_id=member),
        scope=Scope(category="HS"), diagnoses=tuple(Diagnosis(code=one, qualifier="ABK") for one in diagnoses),
        services=tuple(ReviewService(procedure=code, unit="UN", units=Decimal(1), on=Period(on, on)) for code in codes),
    )  # fmt: skip


def answered(*requests):
    edi = answer_278(x12.write_278(requests, ENVELOPE), received_on=DAY)
    assert not [one for one in x12.check(edi).findings if one.severity is Severity.ERROR]
    return list(x12.read(edi))


def test_a_listed_service_is_certified_for_ninety_days_under_a_number_that_says_what_it_is():
    (answer,) = answered(request(codes=("93306", "99213")))
    assert answer.id == "T1"
    assert [one.decision.action for one in answer.services] == ["A1", "NA"]
    assert answer.decision.number == answer.services[0].decision.number
    assert answer.decision.number.startswith("SIM")
    assert answer.dates["certification_expires"].first == DAY + dt.timedelta(days=90)
    assert "SIMULATED" in answer.message


@pytest.mark.parametrize(
    ("change", "action"),
    [({"codes": ("99213",)}, "NA"), ({"diagnoses": ()}, "A4"), ({"member": "NW100200399"}, "A3"), ({"on": dt.date(1999, 1, 1)}, "A3")],
)
def test_what_needs_none_lacks_something_or_is_not_covered_has_no_number(change, action):
    (answer,) = answered(request(**change))
    assert (answer.decision.action, answer.decision.number) == (action, "")
    assert not answer.dates


def test_a_member_whom_nobody_knows_is_refused():
    (answer,) = answered(request(member="no such"))
    assert [(one.at, one.reason) for one in answer.rejections] == [("subscriber", "75")]


def test_what_is_no_request_is_said():
    with pytest.raises(InputError):
        answer_278(b"hello", received_on=DAY)
