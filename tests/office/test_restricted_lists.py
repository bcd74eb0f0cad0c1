"""Nothing of a restricted patient in any list, search, file, print or answer of the API, for those to whom the record is closed."""

import re

import office_making as make
import pytest
import world
from test_matrix import BACKEND, ROUTES, call, methods

from claimwright import core
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.claims.models import Claim
from claimwright.office.emergency.actions import restrict, start
from claimwright.office.emergency.middleware import OPENED
from claimwright.office.emergency.queries import masking_for, ways
from claimwright.office.encounters.models import Patient
from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.routes import address
from claimwright.office.kit.scope import crossing, within
from claimwright.office.kit.search import find
from claimwright.office.patients.actions import edit

MARKS = re.compile(
    r"OURS(?:LAST|FIRST|TWIN|KIN|P\d|E?\d99)|\d OURS Road|OURS Bakery|1956-01-30|Jan(?:uary)?\.? 30, 1956|01/30/1956|19560130"
)
"""Names, address, member id, day of birth, words of the note."""
ROLES = [
    "manager",
    *(pytest.param(role, marks=pytest.mark.slow) for role in world.STAFF if role not in ("manager", "compliance", "owner")),
]


@pytest.fixture
def ours(db, books):
    """Everybody is restricted."""
    everyone = world.build(make.BILLING, "OURS")
    with within(everyone.practice), crossing("trail"):
        for patient in Patient.objects.for_practice(everyone.practice):
            restrict(patient, "asked", by=everyone)
        yield everyone


def targets(practice):
    """Every address without an identifier; those with one, with rows of their kind that hang on no single patient (others are refused)."""
    alone = {model._meta.label for model, _ in ways()}
    shared = {kind: one for kind, one in world.opaque_ids(practice).items() if kind not in alone}
    for name, pattern, view in ROUTES:
        fit = [one for kind, one in shared.items() if set(kind.lower().split(".")) & set(re.findall(r"[a-z]+?(?=s?\b)", name))]
        for identifier in fit if "<" in pattern else [""]:
            yield name, view, address(pattern, identifier)


def leaks(client, practice):
    """Every mark that comes back from any address, with the address."""
    found = set()
    for name, view, path in targets(practice):
        for method in methods(view):
            answer, _ = call(client, method, path)
            found |= {(name, method, mark) for mark in MARKS.findall(world.shown(answer))}
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_page_and_no_answer_shows_who_a_restricted_patient_is(client, ours, role):
    client.raise_request_exception = False
    client.force_login(ensure_member(ours.practice, username="one", role=role).user, backend=BACKEND)
    assert leaks(client, ours.practice) == set()


@pytest.mark.parametrize("path", ["/search", "/patients/find", "/api/v1/patients/find"])
def test_a_search_finds_a_masked_record(client, ours, path):
    client.force_login(ensure_member(ours.practice, username="one", role="manager").user, backend=BACKEND)
    sent = ('{"words": "ourslast"}', "application/json") if path.startswith("/api") else ("q=ourslast&words=ourslast", make.FORM)
    text = client.post(path, sent[0], content_type=sent[1]).content.decode()
    assert "value=" in text or not MARKS.search(text)
    assert not MARKS.search(re.sub(r'value="[^"]*"', "", text))


def test_ids_in_a_form_are_refused_as_in_an_address(client, ours):
    client.force_login(ensure_member(ours.practice, username="one", role="manager").user, backend=BACKEND)
    claim = Claim.objects.for_practice(ours.practice).first()
    for said in ({"about": claim.public_id}, {"claim": ["x", claim.public_id]}):
        assert client.post("/tasks/", said).status_code == 403
        assert client.get("/claims/", said).status_code == 403
    denied = AuditEvent.objects.filter(tag="restricted:read", outcome="denied", actor="one")
    assert {event.patient_id for event in denied} == {claim.patient.public_id}


def test_who_may_and_who_breaks_the_glass_sees_the_name(client, ours):
    biller = ensure_member(ours.practice, username="one", role="biller", password="correct horse")
    client.force_login(biller.user, backend=BACKEND)
    assert "Restricted, record" in client.get("/patients/").content.decode()
    start(ours.practice, "deadline", "The appeal ends tonight.", by=biller)
    session = client.session
    session[OPENED] = True
    session.save()
    assert "OURSLAST" in client.get("/patients/").content.decode()
    client.force_login(ours.user, backend=BACKEND)
    assert "OURSLAST" in client.get("/patients/").content.decode()


def test_an_action_works_with_what_is_true_and_a_mask_is_never_saved(ours):
    manager = ensure_member(ours.practice, username="one", role="manager")
    patient = Patient.objects.for_practice(ours.practice).first()
    true = patient.value
    with masking_for(manager):
        assert patient.name == "Restricted, record"
        patient.save()
        edit(patient, core.replace(true, first="NEWLY"), by=manager)
        assert patient.name == "Restricted, record"
    patient.refresh_from_db()
    assert patient.value == core.replace(true, first="NEWLY")
    assert list(find(ours.practice, "Patient", "newly")) == [{"row": patient.public_id}]
