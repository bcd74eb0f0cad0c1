"""Service tokens: what they open, what they never open, and when they end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from claimwright.office.accounts import tokens
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.accounts.actions_members import deactivate
from claimwright.office.accounts.actions_tokens import create_token, revoke_token, scopes_of
from claimwright.office.accounts.errors import WrongToken
from claimwright.office.accounts.models import ServiceToken
from claimwright.office.kit.models import AuditEvent

pytestmark = pytest.mark.django_db
CALL = "/api/v1/codes/list"


@pytest.fixture
def made(practice, manager):
    return create_token(practice, "nightly export", ["books:search"], 30, by=manager)


def call(text, path=CALL, client=None, **more):
    return (client or Client()).get(path, headers={"authorization": f"Bearer {text}"}, **more)


def test_a_token_opens_the_api_and_no_page(made):
    assert call(made[1]).status_code == 200
    for path in ("/", "/encounters/", "/account/", "/account/members"):
        assert call(made[1], path).status_code == 302


def test_a_post_with_a_token_needs_no_csrf_token_and_one_with_a_session_does(made, manager):
    path, body = "/api/v1/codes/search", {"system": "icd10cm", "words": "asthma"}
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(path, body, content_type="application/json", headers={"authorization": f"Bearer {made[1]}"})
    assert answer.status_code == 200
    strict.force_login(manager.user, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post(path, body, content_type="application/json").status_code == 403


def test_only_a_digest_is_kept(made):
    row = ServiceToken.objects.get()
    assert made[1].rpartition("_")[2] not in str(vars(row))
    assert made[1].endswith(made[1].split("_", 2)[2])
    assert row.digest == tokens.digest(made[1].split("_", 2)[2])


@pytest.mark.parametrize("change", [lambda text: text[:-1] + ("A" if text[-1] != "A" else "B"), lambda text: "cw_" + "0" * 16 + text[19:],
                                    lambda text: "", lambda text: "x" * 4000, lambda text: text + "é"])  # fmt: skip
def test_another_text_lets_nobody_in_though_a_session_is_open(made, page, change):
    assert page.get(CALL).status_code == 200
    text = change(made[1]).encode().decode("latin-1")
    assert call(text, client=page).status_code == 401
    assert AuditEvent.objects.filter(tag="token:use", outcome="failed").exists()


def test_it_ends_when_it_expires_is_revoked_or_its_owner_is_switched_off(made, practice, manager):
    token, text = made
    ServiceToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert call(text).status_code == 401
    ServiceToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() + timedelta(days=1))
    assert call(text).status_code == 200
    owner = ensure_member(practice, username="owen", role="owner")
    deactivate(manager, by=owner)
    assert call(text).status_code == 401
    fresh, text = create_token(practice, "x", ["books:search"], 1, by=owner)
    revoke_token(practice, fresh, by=owner)
    assert call(text).status_code == 401


def test_what_the_owners_role_loses_the_token_loses(made, manager):
    manager.roles = ["poster"]
    manager.save()
    assert call(made[1]).status_code == 403
    assert AuditEvent.objects.filter(tag="books:search", outcome="denied", actor="mia").exists()


def test_a_token_has_no_more_than_its_scopes(practice, manager):
    text = create_token(practice, "claims only", ["claim:read"], 30, by=manager)[1]
    assert call(text).status_code == 403


def test_nobody_makes_a_token_that_may_more_than_she_or_makes_further_ones(practice, manager):
    for scopes in (["member:policy"], ["token:create"], ["emergency:start"], ["self:change"], ["nothing:such"], []):
        with pytest.raises(WrongToken):
            create_token(practice, "x", scopes, 30, by=manager)
    for name, days in (("", 30), ("x", 0), ("x", 366)):
        with pytest.raises(WrongToken):
            create_token(practice, name, ["books:search"], days, by=manager)
    assert not [name for name in scopes_of(manager) if name.startswith(("token:", "member:", "self:"))]


def test_the_trail_names_the_owner_and_the_token(made, claim):
    call(made[1], "/api/v1/codes/diff/practice?system=icd10cm&before=2025-10&after=2026-04")
    event = AuditEvent.objects.filter(actor="mia", client="token nightly export").first()
    assert event.session == made[0].public_id


def test_too_many_calls_are_refused(made, monkeypatch):
    monkeypatch.setattr(tokens, "A_MINUTE", 2)
    assert [call(made[1]).status_code for _ in range(3)] == [200, 200, 429]


def test_its_last_use_is_written(made):
    assert made[0].last_used_at is None
    call(made[1])
    made[0].refresh_from_db()
    assert made[0].last_used_at is not None


def test_making_one_asks_who_it_is_and_shows_it_once(client, manager):
    client.post("/account/sign-in", {"username": "mia", "password": "correct horse"})
    form = {"name": "nightly", "days": "30", "scopes": ["books:search"]}
    asked = client.post("/account/tokens/new", form)
    assert asked.url.startswith("/account/again")
    shown = client.post(asked.url, {"password": "correct horse", "next": "/account/tokens/new"})
    text = shown.context["text"]
    assert text in shown.content.decode()
    assert call(text).status_code == 200
    assert text not in client.get("/account/tokens").content.decode()
    assert "nightly" in client.get("/account/tokens").content.decode()


def test_anothers_practice_knows_nothing_of_it(made, stranger, client):
    client.force_login(stranger.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "nightly export" not in client.get("/account/tokens").content.decode()
    assert client.post(f"/account/tokens/{made[0].public_id}/revoke").status_code == 404
    assert call(made[1]).status_code == 200
