"""Codes in use of a practice: those of open claims and of encounters that nobody has signed, by who uses them."""

import datetime as dt

import office_making as make
import pytest

from claimwright.codesets.changes import Changes, touched
from claimwright.office.claims.models import Claim
from claimwright.office.claims.queries import codes_in_use
from claimwright.office.kit.scope import within
from claimwright.office.practices.actions import ensure_practice

pytestmark = pytest.mark.django_db


def test_an_encounter_without_signature_is_in_use_until_its_claim_is(encounter, practice, manager) -> None:
    """The rejected proposal is not in use; signing hands the codes over to the claim."""
    from claimwright.office.encounters.actions import finalize_codes

    (label,) = codes_in_use(practice, "icd10cm", None)
    assert label == f"encounter {encounter.external_id}"
    decision = next(row for row in encounter.decisions.all() if row.value.system == "icd10cm")
    type(decision).objects.filter(pk=decision.pk).update(state="rejected")
    assert decision.value.code not in codes_in_use(practice, "icd10cm", None).get(label, [])
    type(decision).objects.filter(pk=decision.pk).update(state="proposed")
    make.accept_all(encounter, manager)
    (claim,) = finalize_codes(encounter, by=manager)
    found = codes_in_use(practice, "icd10cm", None)
    assert found == {f"claim {claim.claim_id}": [diagnosis.code for diagnosis in claim.value.diagnoses]}
    assert set(codes_in_use(practice, "cpt", None)) == set(found) and codes_in_use(practice, "icd10pcs", None) == {}


def test_what_is_paid_or_was_served_before_is_not_in_use(claim, practice) -> None:
    day = claim.date_of_service
    assert codes_in_use(practice, "icd10cm", day) and not codes_in_use(practice, "icd10cm", day + dt.timedelta(days=1))
    Claim.objects.filter(pk=claim.pk).update(state="paid")
    assert codes_in_use(practice, "icd10cm", None) == {}


def test_no_practice_sees_the_codes_of_another(claim) -> None:
    other = ensure_practice(make.OTHER)
    with within(other):
        assert codes_in_use(other, "icd10cm", None) == {}


def test_a_change_names_the_claims_it_touches(claim, practice) -> None:
    code = claim.value.diagnoses[0].code
    found = Changes(system="icd10cm", before="a", after="b", deleted=((code, None),))
    assert [one.used_in for one in touched(found, codes_in_use(practice, "icd10cm", None))] == [(f"claim {claim.claim_id}",)]


def test_the_office_answers_what_a_release_touches_of_its_own_work(client, claim, practice, manager, monkeypatch, books) -> None:
    """For those who may read claims; recorded. Another practice's work is not in it."""
    from claimwright.codesets import answers
    from claimwright.office.accounts.actions import ensure_member
    from claimwright.office.kit.models import AuditEvent

    code = claim.value.diagnoses[0].code
    found = Changes(system="icd10cm", before="2025-10", after="2026-10", deleted=((code, None),), first=claim.date_of_service)
    monkeypatch.setattr(answers, "changed", lambda *_asked: found)
    asked = {"system": "icd10cm", "before": "2025-10", "after": "2026-10"}
    address = "/api/v1/codes/diff/practice"
    assert client.get(address, asked).status_code == 401
    client.force_login(manager.user, backend="django.contrib.auth.backends.ModelBackend")
    given = client.get(address, asked).json()
    assert [(one["code"], one["used_in"]) for one in given["used"]] == [(code, [f"claim {claim.claim_id}"])]
    assert AuditEvent.objects.filter(actor=manager.user.username, tag="claim:list:read").exists()
    stranger = ensure_member(ensure_practice(make.OTHER), username="otto", role="manager", password="correct horse")
    client.force_login(stranger.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address, asked).json()["used"] == []


def test_codes_by_who_uses_them_are_answered_with_these(page) -> None:
    asked = {"system": "icd10cm", "before": "2025", "after": "2026", "in_use": {"favourites": ["G35", "I10"], "case 3": ["G35"]}}
    given = page.post("/api/v1/codes/diff", asked, content_type="application/json").json()
    assert [(one["code"], one["used_in"]) for one in given["used"]] == [("G35", ["favourites", "case 3"])]
    assert page.post("/api/v1/codes/diff", asked | {"in_use": {"x": [7]}}, content_type="application/json").status_code == 422
