"""Signing in: passwords, the second step, recovery codes, sessions."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.utils import timezone

from claimwright.office.accounts.actions import ensure_member
from claimwright.office.accounts.models import Session, SignInPolicy
from claimwright.office.kit.models import AuditEvent

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"


def sign_in(client, password=PASSWORD, **more):
    return client.post("/account/sign-in", {"username": "mia", "password": password, **more})


def code(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def inside(client):
    return client.get("/encounters/").status_code == 200


@pytest.fixture
def secret(manager):
    """The secret of the manager's authenticator app."""
    made = generate_totp_secret()
    TOTP.activate(manager.user, made)
    return made


def grow_old(user, days=8):
    user.date_joined = timezone.now() - timedelta(days=days)
    user.save()


def tags(**more):
    return list(AuditEvent.objects.filter(tag__startswith="account:sign-in", **more).values_list("outcome", flat=True))


def test_a_password_alone_does_not_let_in_who_has_a_second_step(client, manager, secret):
    answer = sign_in(client)
    assert answer.url == "/account/second-step"
    assert not inside(client)
    assert tags() == []
    assert client.post("/account/second-step", {"code": "000000"}).status_code == 200
    assert not inside(client)
    assert client.post("/account/second-step", {"code": code(secret)}).status_code == 302
    assert inside(client)
    assert tags() == ["done"]
    assert AuditEvent.objects.filter(tag="self:factor:use", outcome="failed", actor="mia").count() == 1


def test_a_code_counts_once(manager, secret):
    now = code(secret)
    for expected in (True, False):
        client = Client()
        sign_in(client)
        client.post("/account/second-step", {"code": now})
        assert inside(client) is expected


def test_a_recovery_code_lets_in_once(manager, secret):
    word = RecoveryCodes.activate(manager.user).get_unused_codes()[0]
    for expected in (True, False):
        client = Client()
        sign_in(client)
        client.post("/account/second-step", {"code": word})
        assert inside(client) is expected


def test_guessing_codes_ends_after_a_few_tries(client, manager, secret):
    sign_in(client)
    for _ in range(12):
        client.post("/account/second-step", {"code": "000000"})
    client.post("/account/second-step", {"code": code(secret)})
    assert not inside(client)


def test_no_way_around_the_second_step(client, manager, secret):
    sign_in(client)
    for path in ("/", "/encounters/", "/account/", "/account/app", "/account/codes", "/account/again", "/api/v1/codes/list"):
        assert client.get(path).status_code in (302, 401), path
    sneaked = Client()
    sneaked.force_login(manager.user, backend="django.contrib.auth.backends.ModelBackend")
    assert sneaked.get("/api/v1/codes/list").status_code == 403
    assert sneaked.get("/encounters/").url.startswith("/account/sign-in")


def test_the_secret_is_not_in_the_database_and_codes_neither(manager, secret):
    codes = RecoveryCodes.activate(manager.user)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(word in stored for word in codes.get_unused_codes())


def test_who_owes_a_second_step_gets_only_as_far_as_setting_it_up(page, manager):
    assert inside(page)
    assert "Set one up by" in page.get("/account/").content.decode()
    grow_old(manager.user)
    assert page.get("/encounters/").url == "/account/"
    assert page.post("/encounters/find", {"q": "x"}).url == "/account/"
    assert page.get("/api/v1/codes/list").status_code == 403
    assert page.get("/account/").status_code == 200


def test_an_organisation_sets_its_own_days_or_asks_for_none(page, manager, practice):
    grow_old(manager.user)
    policy = SignInPolicy.objects.create(organisation=practice.organisation, grace_days=30)
    assert inside(page)
    policy.grace_days = 0
    policy.save()
    assert not inside(page)
    policy.required = False
    policy.save()
    assert inside(page)


def test_the_demonstration_asks_for_none_and_says_so(page, manager, settings):
    grow_old(manager.user)
    settings.DEMONSTRATION = True
    assert inside(page)
    assert "asks for no second step" in page.get("/account/").content.decode()


def test_setting_up_an_app_asks_for_the_password_and_gives_codes_once(client, manager):
    sign_in(client)
    assert client.get("/account/app").url.startswith("/account/again")
    assert client.post("/account/again?next=/account/app", {"password": "wrong"}).status_code == 200
    assert client.get("/account/app").status_code == 302
    assert client.post("/account/again?next=/account/app", {"password": PASSWORD}).url == "/account/app"
    shown = client.get("/account/app")
    text = shown.content.decode()
    assert "<svg" in text
    assert "data:" not in text
    known = shown.context["form"].secret
    assert client.post("/account/app", {"code": "000000"}).status_code == 200
    assert client.post("/account/app", {"code": code(known)}).url == "/account/codes"
    words = client.get("/account/codes").context["unused_codes"]
    assert len(words) == 10
    assert not any(word in client.get("/account/codes").content.decode() for word in words)
    assert inside(client)
    kinds = AuditEvent.objects.filter(tag="self:factor:add").values_list("detail", flat=True)
    assert {kind.split('"')[3] for kind in kinds} == {"totp", "recovery_codes"}


def test_another_second_step_or_one_less_ends_the_other_sessions(manager, secret):
    word = RecoveryCodes.activate(manager.user).get_unused_codes()[0]
    here, elsewhere = Client(), Client()
    for client, given in ((here, code(secret)), (elsewhere, word)):
        sign_in(client)
        client.post("/account/second-step", {"code": given})
        assert inside(client)
    here.post("/account/again?next=/account/", {"password": PASSWORD})
    assert here.post("/account/app/remove").status_code == 302
    assert not Authenticator.objects.filter(user=manager.user).exists()
    assert inside(here)
    assert not inside(elsewhere)
    sign_in(elsewhere)
    assert inside(elsewhere)
    TOTP.activate(manager.user, generate_totp_secret())
    assert not inside(elsewhere)


def test_asking_again_is_forgotten_after_five_minutes(client, manager):
    sign_in(client)
    client.post("/account/again?next=/account/app", {"password": PASSWORD})
    kept = client.session
    kept["account_authentication_methods"][-1]["at"] -= 301
    kept.save()
    assert client.get("/account/app").url.startswith("/account/again")


def test_the_session_gets_a_new_key_when_somebody_signs_in(client, manager):
    client.get("/account/sign-in")
    kept = client.session
    kept["planted"] = "1"
    kept.save()
    before = client.cookies["claimwright"].value if "claimwright" in client.cookies else kept.session_key
    sign_in(client)
    assert client.cookies["claimwright"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_session_gets_a_new_key_when_it_asks_who_it_is_again(client, manager):
    sign_in(client)
    before = client.cookies["claimwright"].value
    client.post("/account/again?next=/account/", {"password": PASSWORD})
    assert client.cookies["claimwright"].value != before
    assert inside(client)
    thief = Client()
    thief.cookies["claimwright"] = before
    assert not inside(thief)


def test_passwords_are_kept_by_argon2_and_compared_whole(manager, settings):
    from django.contrib.auth.hashers import check_password, make_password

    from claimwright.office import settings as own

    settings.PASSWORD_HASHERS = own.PASSWORD_HASHERS
    word = "ü " * 40
    kept = make_password(word)
    assert kept.startswith("argon2$argon2id$")
    assert check_password(word, kept)
    assert not check_password(word[:72], kept)
    assert not check_password(word.strip(), kept)


def test_an_unknown_name_and_a_wrong_password_are_told_alike(client, manager):
    def told(name):
        return client.post("/account/sign-in", {"username": name, "password": "wrong"}).content.decode().replace(f'value="{name}"', "")

    assert told("mia").split("<form")[0] == told("nobody").split("<form")[0]
    manager.user.is_active = False
    manager.user.save()
    assert "do not belong together" in sign_in(client).content.decode()


@pytest.mark.parametrize(("word", "right"), [("short", False), ("password1234", False), ("three quiet herons", True), ("a" * 11, False)])
def test_passwords_are_long_and_not_common_and_nothing_else(page, manager, word, right):
    form = {"old_password": PASSWORD, "new_password1": word, "new_password2": word}
    assert page.post("/account/password", form).status_code == (302 if right else 422)
    manager.user.refresh_from_db()
    assert manager.user.check_password(word if right else PASSWORD)


def test_another_password_signs_out_everywhere_else(client, manager):
    elsewhere = Client()
    for one in (client, elsewhere):
        sign_in(one)
        assert inside(one)
    form = {"old_password": PASSWORD, "new_password1": "three quiet herons", "new_password2": "three quiet herons"}
    assert client.post("/account/password", form).status_code == 302
    assert inside(client)
    assert not inside(elsewhere)


def test_one_sees_ones_sessions_and_ends_another(client, manager):
    elsewhere = Client(headers={"user-agent": "Lynx"}, REMOTE_ADDR="192.0.2.7")
    for one in (client, elsewhere):
        sign_in(one)
        assert inside(one)
    text = client.get("/account/").content.decode()
    assert "Lynx" in text
    assert "192.0.2.7" in text
    rows = client.get("/account/").context["sessions"]
    assert not any(row.session_key in text for row in rows)
    other = next(row for row in rows if row.client == "Lynx")
    assert client.post(f"/account/sessions/{other.mark}/end").status_code == 302
    assert not inside(elsewhere)
    assert inside(client)
    assert client.post(f"/account/sessions/{'0' * 16}/end").status_code == 404


def test_nobody_ends_somebody_elses_session_as_her_own(client, manager, coder):
    other = Client()
    other.post("/account/sign-in", {"username": "cora", "password": PASSWORD})
    inside(other)
    sign_in(client)
    mark = Session.objects.get(user=coder.user).mark
    assert client.post(f"/account/sessions/{mark}/end").status_code == 404
    assert inside(other)


def test_a_session_ends_after_twelve_hours_however_busy(page):
    page.get("/")
    kept = page.session
    kept["since"], kept["seen"] = time.time() - 12 * 3600 - 1, time.time()
    kept.save()
    assert page.get("/").status_code == 302


def test_after_signing_out_the_cookie_is_worth_nothing(client, manager):
    sign_in(client)
    stolen = client.cookies["claimwright"].value
    client.post("/account/sign-out")
    thief = Client()
    thief.cookies["claimwright"] = stolen
    assert not inside(thief)


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(client, manager, address):
    assert sign_in(client, next=address).url == "/"


@pytest.mark.parametrize("credential", ["", "{", "[]", "{}", '{"id":1}', '"x"', '{"response":{}}', '{"response":{"userHandle":null}}'])
def test_a_false_passkey_is_turned_away(client, manager, credential):
    client.get("/account/passkey", headers={"x-requested-with": "XMLHttpRequest"})
    answer = client.post("/account/passkey", {"credential": credential})
    assert answer.status_code == 302
    assert not inside(client)


def test_somebody_who_may_only_search_the_books_needs_no_second_step(client, practice):
    student = ensure_member(practice, username="stu", role="student", password=PASSWORD)
    grow_old(student.user)
    client.force_login(student.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/api/v1/codes/list").status_code == 200
