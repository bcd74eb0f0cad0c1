"""What a browser's passkey answers, read with care: an answer of the wrong form is a wrong answer, not a broken page."""

from __future__ import annotations

from allauth.mfa.webauthn import forms
from django.core.exceptions import ValidationError

MISSHAPEN = (AttributeError, LookupError, TypeError, ValueError)


class Careful:
    """Stands before a form of django-allauth."""

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()
        except MISSHAPEN:
            self.add_error("credential", ValidationError("That did not work."))

    def _clean_form(self) -> None:
        try:
            super()._clean_form()
        except MISSHAPEN:
            self.add_error("credential", ValidationError("That did not work."))


class Add(Careful, forms.AddWebAuthnForm):
    """A new passkey."""


class Authenticate(Careful, forms.AuthenticateWebAuthnForm):
    """As the second step."""


class SignIn(Careful, forms.LoginWebAuthnForm):
    """Instead of the password."""


class Again(Careful, forms.ReauthenticateWebAuthnForm):
    """Asked once more."""
