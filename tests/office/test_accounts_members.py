"""The practice's people: invited, given roles, switched off; and forms that survive the end of a session."""

import json
import time
from urllib.parse import unquote

import pytest
from django.test import Client

from claimwright.office.accounts import drafts
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.accounts.actions_members import change_roles, deactivate, grantable, invite, link, remove_factors
from claimwright.office.accounts.errors import NameTaken, NotYours
from claimwright.office.accounts.models import Draft, Membership, User
from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.scope import within

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def owner(practice):
    return ensure_member(practice, username="owen", role="owner", password=PASSWORD)


def signed_in(name):
    client = Client()
    client.post("/account/sign-in", {"username": name, "password": PASSWORD})
    return client


def inside(client):
    return client.get("/encounters/").status_code == 200


def again(client, answer):
    """Say once more who it is, and go on with what was asked."""
    assert answer.url.startswith("/account/again")
    return client.post(answer.url, {"password": PASSWORD, "next": unquote(answer.url.split("next=")[1])})


def test_an_invited_person_sets_her_password_once_and_works(owner):
    client = signed_in("owen")
    form = {"username": "nora", "first": "Nora", "last": "Ito", "roles": ["coder"]}
    shown = again(client, client.post("/account/members/invite", form))
    address = shown.context["address"].removeprefix("http://testserver")
    newcomer = Client()
    assert not User.objects.get(username="nora").has_usable_password()
    assert newcomer.get(address).status_code == 200
    assert newcomer.post(address, {"new_password1": "short", "new_password2": "short"}).status_code == 422
    assert newcomer.post(address, {"new_password1": PASSWORD, "new_password2": PASSWORD}).url == "/account/sign-in"
    assert newcomer.get(address).status_code == 404
    assert inside(signed_in("nora"))
    assert {"member:invite", "member:link", "account:set-up"} <= set(AuditEvent.objects.values_list("tag", flat=True))


@pytest.mark.parametrize("address", ["/account/set-up/1/x", "/account/set-up/zzzzzzzzzzzzz/a-b", f"/account/set-up/{'z' * 40}/a-b"])
def test_an_invented_link_leads_nowhere(client, manager, address):
    assert client.get(address).status_code == 404
    assert client.post(address, {"new_password1": PASSWORD, "new_password2": PASSWORD}).status_code == 404


@pytest.mark.parametrize("name", ["owen", "", "a b", "x" * 151, "otto"])
def test_a_name_that_is_taken_or_none_is_refused(practice, owner, stranger, name):
    with pytest.raises(NameTaken):
        invite(practice, name, "", "", ["coder"], by=owner)


def test_nobody_gives_more_than_she_holds_or_changes_herself(practice, manager, owner, coder):
    assert "owner" not in grantable(manager)
    assert "compliance" not in grantable(manager)
    for refused in (
        lambda: invite(practice, "nora", "", "", ["owner"], by=manager),
        lambda: invite(practice, "nora", "", "", [], by=manager),
        lambda: change_roles(coder, ["owner"], by=manager),
        lambda: change_roles(owner, ["student"], by=manager),
        lambda: deactivate(owner, by=manager),
        lambda: link(owner, by=manager),
        lambda: remove_factors(owner, by=manager),
        lambda: change_roles(manager, ["manager", "coder"], by=manager),
        lambda: deactivate(owner, by=owner),
    ):
        with pytest.raises(NotYours):
            refused()


def test_a_lost_second_step_is_taken_away_and_set_up_anew(owner, coder):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(coder.user, generate_totp_secret())
    RecoveryCodes.activate(coder.user)
    assert not inside(signed_in("cora"))
    remove_factors(coder, by=owner)
    assert not Authenticator.objects.filter(user=coder.user).exists()
    assert inside(signed_in("cora"))
    assert AuditEvent.objects.filter(tag="self:factor:remove").count() == 2


def test_other_roles_end_what_is_open_and_hold_from_the_next_sign_in(practice, owner, coder):
    client = signed_in("cora")
    assert inside(client)
    change_roles(coder, ["biller"], by=owner)
    assert not inside(client)
    assert Membership.objects.get(pk=coder.pk).roles == ["biller"]


def test_who_is_switched_off_is_out_at_once_everywhere(practice, owner, coder):
    browsers = [signed_in("cora"), signed_in("cora")]
    assert all(map(inside, browsers))
    deactivate(coder, by=owner)
    assert not any(map(inside, browsers))
    assert not inside(signed_in("cora"))
    assert AuditEvent.objects.filter(actor="cora").exists()


def test_who_also_works_for_others_keeps_her_password_and_account(practice, owner, stranger):
    member = ensure_member(practice, username="otto", role="coder")
    for refused in (link, remove_factors):
        with pytest.raises(NotYours):
            refused(member, by=owner)
    deactivate(member, by=owner)
    assert User.objects.get(username="otto").is_active
    with within(stranger.practice):
        assert Membership.objects.get(pk=stranger.pk).roles == ["manager"]


def test_compliance_signs_somebody_out_but_changes_no_roles(practice, coder):
    ensure_member(practice, username="olga", role="compliance", password=PASSWORD)
    officer, client = signed_in("olga"), signed_in("cora")
    assert inside(client)
    assert officer.post(f"/account/members/{coder.public_id}/sessions").status_code == 302
    assert not inside(client)
    assert officer.post(f"/account/members/{coder.public_id}/roles", {"roles": ["owner"]}).status_code == 403


def test_people_of_another_practice_are_not_there(client, stranger, coder):
    client.force_login(stranger.user, backend=BACKEND)
    assert "cora" not in client.get("/account/members").content.decode()
    for act in ("roles", "deactivate", "link", "factors", "sessions"):
        answer = client.post(f"/account/members/{coder.public_id}/{act}")
        assert answer.status_code == 404 or answer.url.startswith("/account/again")
    assert Membership.objects.get(pk=coder.pk).roles == ["coder"]


def test_changing_rights_asks_who_it_is_first(manager, coder):
    client = signed_in("mia")
    for path in ("invite", f"{coder.public_id}/roles", f"{coder.public_id}/deactivate", f"{coder.public_id}/link"):
        assert client.post(f"/account/members/{path}", {"roles": "coder"}).url.startswith("/account/again")
    assert Membership.objects.get(pk=coder.pk).roles == ["coder"]


def expire(client):
    kept = client.session
    kept["seen"] = time.time() - 16 * 60
    kept.save()


def test_a_form_that_is_sent_too_late_is_kept_and_given_back(manager, practice):
    client = signed_in("mia")
    inside(client)
    expire(client)
    place = f"/encounters/{'0' * 16}/add"
    assert client.post(place, {"text": "Does the patient have heart failure?", "csrfmiddlewaretoken": "x"}).status_code == 302
    assert not inside(client)
    again = signed_in("mia")
    assert "stands in its form again" in client.get("/account/sign-in").content.decode()
    given = again.post("/account/drafts", {"places": json.dumps([place, "/queries/other"])}).json()
    assert given == {place: {"text": "Does the patient have heart failure?"}}


def test_drafts_are_sealed_kept_for_a_day_and_only_for_their_writer(manager, coder, practice, stranger):
    assert drafts.keep(manager, "/queries/1", {"text": "Rivera, Ana"})
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM accounts_draft")
        assert "Rivera" not in str(cursor.fetchall())
    assert drafts.back(manager, ["/queries/1"]) == {"/queries/1": {"text": "Rivera, Ana"}}
    assert drafts.back(coder, ["/queries/1"]) == {}
    elsewhere = ensure_member(stranger.practice, username="mia", role="coder")
    with within(stranger.practice):
        assert drafts.back(elsewhere, ["/queries/1"]) == {}
    Draft.objects.for_practice(practice).update(created_at="2020-01-01T00:00:00Z")
    assert drafts.back(manager, ["/queries/1"]) == {}
    drafts.keep(manager, "/queries/2", {"text": "x"})
    assert Draft.objects.for_practice(practice).count() == 1


def test_a_draft_is_replaced_and_forgotten_and_holds_no_password(manager, practice):
    drafts.keep(manager, "/a", {"text": "one"})
    drafts.keep(manager, "/a", {"text": "two"})
    assert drafts.back(manager, ["/a"]) == {"/a": {"text": "two"}}
    assert not drafts.keep(manager, "/a", {"text": " "})
    assert not drafts.keep(manager, "/a", {"text": "x", "password": "secret"})
    assert not drafts.keep(manager, "/a", {"text": "x" * 50_000})
    assert drafts.back(manager, ["/a"]) == {}


@pytest.mark.parametrize("body", [{}, {"fields": "[1"}, {"fields": "[]"}, {"place": "/x", "fields": '{"a": [1, {"b": null}]}'}])
def test_odd_drafts_break_nothing(page, body):
    assert page.post("/account/draft", body).status_code == 200
    assert page.post("/account/drafts", {"places": body.get("fields", "")}).status_code == 200
