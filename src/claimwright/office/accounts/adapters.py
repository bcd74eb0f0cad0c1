"""How django-allauth behaves here: no sign-up, no mail, secrets of second factors sealed, every step in the audit trail."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from claimwright.office.kit import audit
from claimwright.office.kit.keys import Ring

BACKEND = "django.contrib.auth.backends.ModelBackend"
NONCE = 12


def turn_away(request: HttpRequest, text: str) -> ImmediateHttpResponse:
    """Back to the sign-in page with this sentence; to be raised."""
    messages.error(request, text)
    return ImmediateHttpResponse(redirect("accounts:sign-in"))


class People(DefaultAccountAdapter):
    """Sign-in. People are invited by their practice, never signed up; nothing leaves the machine."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is sent."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is sent; the trail has it."""

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Only what went wrong is told; what went well shows on the page."""
        if level >= messages.ERROR:
            super().add_message(request, level, *args, **kwargs)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Turned away like somebody unknown."""
        audit.record("account:sign-in", actor=user.username, outcome="failed")
        return turn_away(request, "That did not work.").response

    def login(self, request: HttpRequest, user: Any) -> None:
        """Begin the session, under a new key, and record it."""
        user.backend = getattr(user, "backend", BACKEND)
        super().login(request, user)
        audit.record("account:sign-in", actor=user.username)


class Drawing(str):
    """A path that is ``side`` units wide and high."""

    side = 0


class Factors(DefaultMFAAdapter):
    """Second factors: authenticator app, passkeys, recovery codes."""

    def get_totp_issuer(self) -> str:
        """The name that the authenticator app shows."""
        return "Claimwright"

    def _get_site_name(self) -> str:
        return "Claimwright"

    def build_totp_svg(self, url: str) -> str:
        """The dark squares of the QR code, as the path of a drawing."""
        import qrcode

        code = qrcode.QRCode(border=0)
        code.add_data(url)
        drawn = Drawing("".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(code.get_matrix()) for x, dark in enumerate(row) if dark))
        drawn.side = code.modules_count
        return drawn

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A name to begin with."""
        return f"Passkey {user.authenticator_set.filter(type=type).count() + 1}"

    def encrypt(self, text: str) -> str:
        """AES-256-GCM under a key outside the database."""
        number, key = Ring("factors").current()
        nonce = secrets.token_bytes(NONCE)
        return f"{number}.{urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, text.encode(), b'factor')).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        """What :meth:`encrypt` sealed."""
        number, _, body = encrypted_text.partition(".")
        raw = urlsafe_b64decode(body)
        return AESGCM(Ring("factors").key(number)).decrypt(raw[:NONCE], raw[NONCE:], b"factor").decode()
