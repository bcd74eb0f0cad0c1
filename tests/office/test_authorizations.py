"""Authorizations: asked by 278, written down, used on the claim, and missed where the payer's rules want one."""

from __future__ import annotations

from datetime import date, time, timedelta

import office_making as make
import pytest

from claimwright import core, x12
from claimwright.core import Coverage, Patient, Payer, Subscriber
from claimwright.office.authorizations import actions, forms, queries
from claimwright.office.authorizations.errors import CannotUse
from claimwright.office.authorizations.models import Authorization
from claimwright.office.authorizations.values import Service
from claimwright.office.claims.models import Claim
from claimwright.office.encounters.actions import add_code, finalize_codes, import_encounter, propose_codes
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.errors import OfficeError
from claimwright.office.patients import actions as desk
from claimwright.office.patients.values import Card
from claimwright.office.practices.actions import set_fees

ECHO = (Service("93306"),)
DAY = core.Period(date(2026, 3, 2), date(2026, 3, 2))
COVER = Coverage(payer=Payer("EXCOM1", "Northwind Health Plan"), subscriber=Subscriber(member_id="NW100200307"))


@pytest.fixture
def patient(practice, manager):
    who = desk.register(practice, Patient(last="Rivera", first="Ana", birth_date=date(1961, 4, 2)), by=manager)
    desk.keep_insurance(who, COVER, Card(), by=manager)
    return who


def test_a_request_is_certified_with_number_and_days_and_both_files_are_sound(page, patient, practice):
    form = {"payer": "EXCOM1", "services": "93306", "first": "2026-03-02", "diagnoses": "I209"}
    for _ in range(2):
        page.post(f"/authorizations/patient/{patient.public_id}/ask", form)
    (row,) = Authorization.objects.for_practice(practice)
    assert (row.state, row.simulated, row.first, row.last) == ("certified", True, date(2026, 3, 2), date(2026, 5, 31))
    assert row.number.startswith("SIM")
    for file in (row.sent, row.received):
        assert not x12.check(bytes(file.content)).findings
    shown = page.get(f"/authorizations/patient/{patient.public_id}").content.decode()
    assert [word for word in (row.number, "SIMULATED", "May 31, 2026", "93306: certified", "Next:") if word not in shown] == []


@pytest.mark.parametrize(
    ("member", "services", "diagnoses", "state"),
    [
        ("NW100200307", "99213", ["I20.9"], "needless"),
        ("NW100200307", "93306", [], "pended"),
        ("NW100200399", "93306", ["I20.9"], "refused"),
        ("no such", "93306", ["I20.9"], "failed"),
    ],
)
def test_what_a_reviewer_says_comes_to_a_state(practice, manager, patient, member, services, diagnoses, state):
    cover = core.replace(COVER, subscriber=Subscriber(member_id=member))
    row = actions.ask(practice, patient, cover, (Service(services),), by=manager, on=DAY, diagnoses=diagnoses)
    assert (row.state, row.number) == (state, "")
    assert queries.of_patient(patient)[0].todo


def needing(practice, manager, *, name=3):
    """An encounter with an echocardiogram for a payer that wants it authorized."""
    set_fees(practice, make.CHARGES | {"93306": core.Money.parse("400.00")})
    row = propose_codes(import_encounter(practice, core.replace(make.encounter(name), coverages=(COVER,)), by=manager), by=manager)
    make.accept_all(row, manager)
    add_code(row, by=manager, system="cpt", code="93306")
    return row


def test_a_number_goes_on_the_encounter_and_on_the_claim_that_was_stopped(page, practice, manager, books):
    encounter = needing(practice, manager)
    (claim,) = finalize_codes(encounter, by=manager)
    assert [row.code for row in queries.lacking(practice, office_day(practice))] == ["93306"]
    assert "93306" in page.get("/authorizations/").content.decode()
    shown = page.get(f"/authorizations/encounter/{encounter.public_id}").content.decode()
    assert "pays 93306 only with an authorization" in shown
    row = actions.keep(
        encounter.patient,
        COVER,
        ECHO,
        by=manager,
        number="NW-77",
        first=DAY.first,
        last=encounter.date_of_service,
        told="Kim, by telephone",
    )
    for _ in range(2):
        page.post(f"/authorizations/{row.public_id}/change", {"encounter": encounter.public_id})
    claim.refresh_from_db()
    assert (claim.version, claim.value.references["prior_authorization"]) == (2, "NW-77")
    assert b"REF*G1*NW-77" in page.get(f"/claims/{claim.public_id}/x12").content.replace(b"\n", b"")
    assert not any(one.value.id == queries.MISSING for one in claim.findings.filter(version=2))
    assert queries.lacking(practice, office_day(practice)) == []


def test_a_number_does_not_go_where_it_cannot(practice, manager, patient, claim):
    row = actions.keep(patient, COVER, ECHO, by=manager, number="1", first=DAY.first, last=DAY.first, told="letter")
    with pytest.raises(CannotUse):
        actions.use(row, claim.encounter, by=manager)
    own = actions.keep(claim.patient, COVER, (), by=manager, number="2", first=DAY.first, last=DAY.first, told="letter")
    Claim.objects.for_practice(practice).update(state="submitted")
    with pytest.raises(CannotUse, match="sent already"):
        actions.use(own, claim.encounter, by=manager)
    actions.withdraw(own, by=manager, reason="wrong patient")
    assert not own.holds


def test_a_visit_to_come_is_lacking_until_an_authorization_covers_its_day(practice, manager, patient):
    today = office_day(practice)
    actions._payer(practice, COVER.payer)
    desk.book(patient, by=manager, on=today + timedelta(days=3), at=time(9), code="93306")
    assert [row.on for row in queries.lacking(practice, today)] == [today + timedelta(days=3)]
    row = actions.keep(patient, COVER, ECHO, by=manager, number="1", first=today, last=today + timedelta(days=2), told="portal")
    assert len(queries.lacking(practice, today)) == 1
    actions.withdraw(row, by=manager, reason="too short")
    actions.keep(patient, COVER, ECHO, by=manager, number="2", first=today, last=today + timedelta(days=9), told="portal")
    assert queries.lacking(practice, today) == []


def test_forms_are_read_or_refused():
    assert forms.services("93306, 97110 x 12") == (Service("93306"), Service("97110", 12))
    assert forms.diagnoses("i209 E11.9") == ["I20.9", "E11.9"]
    backward = {"first": "2026-03-02", "last": "2026-03-01"}
    for read, wrong in ((forms.services, "echo"), (forms.diagnoses, "9"), (forms.days, backward)):
        with pytest.raises(OfficeError):
            read(wrong)
