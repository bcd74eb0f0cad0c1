"""Who may see and do what: deny by default, no way into another practice."""

import re

import pytest
from world import PUBLIC

from claimwright.office.accounts.roles import APART, PERMISSIONS, ROLES, may, permissions
from claimwright.office.claims.actions import deliver_to_sandbox, submit_claims
from claimwright.office.kit.actions import REGISTRY
from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.routes import routes
from claimwright.office.ledger.models import JournalPosting
from claimwright.office.remits.actions import import_remittance

ROUTES = list(routes())


@pytest.mark.parametrize(("name", "view"), [(name, view) for name, _, view in ROUTES], ids=[name for name, *_ in ROUTES])
def test_every_address_declares_its_permission(name, view):
    assert name in PUBLIC or view.permission


def test_every_permission_asked_for_is_granted_to_somebody_and_none_is_granted_for_nothing():
    asked = set(REGISTRY.values()) | {view.permission for name, _, view in ROUTES if name not in PUBLIC}
    assert asked <= set(PERMISSIONS)
    assert set(PERMISSIONS) <= asked


def test_the_matrix_names_only_roles_that_exist():
    assert set().union(*PERMISSIONS.values()) <= set(ROLES)


def test_an_unknown_role_or_permission_is_denied():
    assert not may(["nobody"], "home:read")
    assert not may(["manager"], "everything")
    assert not may([], "home:read")


def test_duties_are_separated():
    assert not may(["coder"], "remit:import")
    assert not may(["poster"], "encounter:code:accept")
    own = ("self:", "emergency:")  # her own account; a closed record is opened to be read
    assert not {name for name in permissions(["auditor"]) if not name.startswith(own) and not name.endswith((":read", ":search"))}


def test_several_roles_add_up_and_what_is_denied_wins():
    assert may(["coder", "poster"], "remit:import")
    assert may(["coder", "poster"], "encounter:code:accept")
    assert not may(["manager", "student"], "claim:submit")
    assert may(["manager", "student"], "books:search")
    assert permissions(["patient"]) == frozenset()


def test_the_rules_of_duties_speak_of_both_sides():
    rule = next(rule for rule in APART if rule.on == "Encounter")
    assert rule.against("encounter:code:accept") == rule.other
    assert rule.against("encounter:review:agree") == rule.one
    assert rule.against("claim:submit") == ()


@pytest.mark.django_db
def test_nobody_reviews_codes_that_she_decided_herself_though_her_role_allows_it(encounter, manager, coder, monkeypatch):
    from claimwright.office.accounts import roles
    from claimwright.office.encounters.actions import accept_code
    from claimwright.office.kit.actions import action
    from claimwright.office.kit.errors import Forbidden

    monkeypatch.setitem(roles.PERMISSIONS, "encounter:review:agree", frozenset({"manager", "coder"}))
    review = action("encounter:review:agree")(lambda encounter, *, by: encounter)
    REGISTRY.popitem()
    accept_code(encounter.decisions.first(), by=coder)
    with pytest.raises(Forbidden, match="decided herself"):
        review(encounter, by=coder)
    assert AuditEvent.objects.filter(tag="encounter:review:agree", outcome="denied", actor="cora").count() == 1
    assert review(encounter, by=manager) == encounter
    with pytest.raises(Forbidden, match="decided herself"):
        accept_code(encounter.decisions.last(), by=manager)


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted({re.sub(r"<[^>]+>", "0" * 16, path) for name, path, _ in ROUTES if name not in PUBLIC}))
def test_nobody_gets_in_without_signing_in(client, path):
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code in (302, 401, 405)
        assert answer.status_code in (401, 405) or answer.url.startswith("/account/sign-in")


@pytest.fixture
def everything(claim, practice, manager):
    """One row of each kind that has an address."""
    submission = submit_claims(practice, [claim], by=manager, on=claim.date_of_service)[0]
    file = next(file for file in deliver_to_sandbox(submission, by=manager) if file.kind == "835")
    remittance = import_remittance(file, by=manager)[0]
    posting = JournalPosting.objects.first()
    rows = [claim.encounter, claim.encounter.decisions.first(), claim, submission, remittance, claim.patient, posting, practice]
    return {row.public_id for row in rows}


@pytest.mark.django_db
def test_a_role_without_the_permission_is_refused_and_the_refusal_recorded(client, coder, everything):
    client.force_login(coder.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/accounts/").status_code == 403
    assert client.post("/claims/submit").status_code == 403
    assert AuditEvent.objects.filter(actor="cora", outcome="denied").count() == 2


@pytest.mark.django_db
def test_a_deactivated_account_is_out_at_once(page, manager):
    assert page.get("/").status_code == 200
    manager.user.is_active = False
    manager.user.save()
    assert page.get("/").status_code == 302


def test_a_biller_delivers_and_a_poster_takes_the_payment_in(client, claim, practice, manager):
    from claimwright.office.accounts.actions import ensure_member
    from claimwright.office.claims.actions import submit_claims
    from claimwright.office.jobs.worker import work_off
    from claimwright.office.remits.models import Remittance

    submission = submit_claims(practice, [claim], by=manager, on=claim.date_of_service)[0]
    biller = ensure_member(practice, username="bea", role="biller", password="correct horse")
    poster = ensure_member(practice, username="pol", role="poster", password="correct horse")
    client.force_login(biller.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"/claims/files/{submission.public_id}/deliver").status_code == 302
    assert not Remittance.objects.exists()
    assert client.post("/remittances/take").status_code == 403
    client.force_login(poster.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "not in the books" in client.get("/remittances/").content.decode()
    assert client.post("/remittances/take").status_code == 302
    assert work_off() == 1
    assert Remittance.objects.get().state == "posted"
    assert "not in the books" not in client.get("/remittances/").content.decode()


@pytest.mark.parametrize("role", ["coder", "biller", "poster", "auditor", "manager"])
def test_no_number_of_the_front_page_leads_to_a_refusal(client, claim, practice, role):
    import html

    from claimwright.office.accounts.actions import ensure_member

    person = ensure_member(practice, username=f"front-{role}", role=role, password="correct horse")
    client.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
    front = client.get("/").content.decode()
    links = {html.unescape(link) for link in re.findall(r'<a[^>]* href="(/[^"#]*)"', front)}
    assert len(links) > 8
    assert [link for link in links if client.get(link).status_code != 200] == []
