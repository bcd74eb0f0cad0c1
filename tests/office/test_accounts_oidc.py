"""Signing in at an OpenID Connect provider, here a false one on the loopback interface."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from claimwright.core import InputError
from claimwright.office.accounts.models import User
from claimwright.office.kit.models import AuditEvent
from claimwright.office.sign_in_providers import providers

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(BaseHTTPRequestHandler):
    """Answers with whatever identity token the test has written."""

    answer: ClassVar[dict] = {}
    asked: ClassVar[dict] = {}

    def do_GET(self):
        here = f"http://127.0.0.1:{self.server.server_port}"
        known = {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "1", "alg": "RS256"}
        self.tell({"keys": [known]} if self.path == "/keys" else {
            "issuer": here, "authorization_endpoint": f"{here}/go", "token_endpoint": f"{here}/token", "jwks_uri": f"{here}/keys",
            "userinfo_endpoint": f"{here}/who",
        })  # fmt: skip

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        type(self).asked = {name: values[0] for name, values in parse_qs(body).items()}
        self.tell(self.answer)

    def tell(self, what):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def house(settings):
    """The address of the provider, which the office knows."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    app = {
        "provider_id": "house", "name": "Example House", "client_id": "claimwright", "secret": "s",
        "settings": {"server_url": address, "username_claim": "preferred_username", "second_factor": False, "scope": ["openid", "profile"]},
    }  # fmt: skip
    settings.SIGN_IN_PROVIDERS = [app]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield address
    server.shutdown()
    server.server_close()


def claims(house, asked, **changes):
    now = int(time.time())
    found = {
        "iss": house, "aud": "claimwright", "sub": "42", "iat": now, "exp": now + 60, "nonce": asked["nonce"][0],
        "preferred_username": "mia",
    }  # fmt: skip
    return {name: value for name, value in {**found, **changes}.items() if value is not None}


def go(house, client=None, *, key=KEY, alg="RS256", headers=None, state=None, **changes):
    """Sign in as the provider says; the client, and the answer."""
    client = client or Client()
    asked = parse_qs(urlsplit(client.get("/account/sso/house/").url).query)
    token = jwt.encode(claims(house, asked, **changes), key, algorithm=alg, headers={"kid": "1"} if headers is None else headers)
    Provider.answer = {"access_token": "a", "token_type": "Bearer", "id_token": token}
    answer = client.get("/account/sso/house/back", {"code": "c", "state": state or asked["state"][0]})
    challenge = base64.urlsafe_b64encode(hashlib.sha256(Provider.asked.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
    assert state or asked["code_challenge"] == [challenge]
    return client, answer


def inside(client):
    return client.get("/encounters/").status_code == 200


def test_who_has_an_account_comes_in_and_is_linked(house, manager):
    client, answer = go(house)
    assert answer.url == "/"
    assert inside(client)
    assert AuditEvent.objects.filter(tag="account:provider:link", actor="mia").count() == 1
    client, _ = go(house, preferred_username="renamed")
    assert inside(client)
    assert "Example House" in Client().get("/account/sign-in").content.decode()


WRONG = {
    "nonce": {"nonce": "another"}, "no nonce": {"nonce": None}, "issuer": {"iss": "https://evil.example"}, "audience": {"aud": "other"},
    "expired": {"exp": 1_700_000_000}, "unknown": {"preferred_username": "nobody"}, "no name": {"preferred_username": None},
    "a list for a name": {"preferred_username": ["mia"]}, "signed by another": {"key": OTHER_KEY},
    "signed with a shared secret": {"key": "s" * 32, "alg": "HS256"}, "not signed": {"key": None, "alg": "none"},
    "no key id": {"headers": {}},
    "state": {"state": "another"},
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_not_as_it_must_be_lets_nobody_in(house, manager, wrong):
    people = User.objects.count()
    client, answer = go(house, **wrong)
    assert answer.url == "/account/sign-in"
    assert not inside(client)
    assert User.objects.count() == people
    assert AuditEvent.objects.filter(tag="account:sign-in", outcome="failed").exists()


@pytest.mark.parametrize(
    "answer", [{}, {"access_token": "a"}, {"access_token": "a", "id_token": 7}, {"access_token": "a", "id_token": "x.y.z"}]
)
def test_an_answer_of_another_form_lets_nobody_in(house, manager, answer):
    client = Client()
    asked = parse_qs(urlsplit(client.get("/account/sso/house/").url).query)
    Provider.answer = answer
    assert client.get("/account/sso/house/back", {"code": "c", "state": asked["state"][0]}).url == "/account/sign-in"
    assert not inside(client)


def test_another_person_there_with_the_same_name_is_not_she(house, manager):
    go(house)
    client, answer = go(house, sub="43")
    assert answer.url == "/account/sign-in"
    assert not inside(client)


def test_an_account_that_is_off_stays_off(house, manager):
    go(house)
    manager.user.is_active = False
    manager.user.save()
    assert not inside(go(house)[0])


def test_an_answer_counts_once(house, manager):
    client, _ = go(house)
    client.post("/account/sign-out")
    assert client.get("/account/sso/house/back", {"code": "c", "state": "x"}).url == "/account/sign-in"


def test_whoever_has_a_second_step_here_is_asked_for_it(house, manager):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(manager.user, generate_totp_secret())
    client, answer = go(house)
    assert answer.url == "/account/second-step"
    assert not inside(client)


def test_no_provider_is_known_by_default_and_an_unknown_one_is_not_there(client):
    assert providers({}) == []
    assert client.get("/account/sso/house/").status_code == 404
    assert client.get("/account/sso/house/back?code=1&state=2").status_code in (302, 404)


def test_providers_are_read_from_a_file_and_must_be_whole_and_safe(tmp_path):
    secret, file = tmp_path / "secret", tmp_path / "oidc.toml"
    secret.write_text("hush\n")
    good = f'[[provider]]\nid="house"\nname="House"\nserver="https://id.example.org"\nclient_id="c"\nclient_secret_file="{secret}"\n'
    file.write_text(good)
    assert providers({"CLAIMWRIGHT_OFFICE_OIDC": str(file)})[0]["secret"] == "hush"
    for bad in (good.replace("https", "http"), good.replace('id="house"', 'id="a/b"'), "[[provider]]\nid='x'", "not toml"):
        file.write_text(bad)
        with pytest.raises(InputError):
            providers({"CLAIMWRIGHT_OFFICE_OIDC": str(file)})
    with pytest.raises(InputError):
        providers({"CLAIMWRIGHT_OFFICE_OIDC": str(tmp_path / "none")})
