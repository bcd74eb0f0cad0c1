"""Signing in at an OpenID Connect provider: authorization code with PKCE, state and nonce; the identity token checked in full.

Of what the provider says only the identity token counts: its signature (asymmetric only), issuer, audience, expiry and nonce (OpenID
Connect Core 1.0, section 3.1.3.7). It names somebody who has an account here, or nobody comes in.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any

import jwt
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from requests import RequestException

from claimwright.office.kit import audit

from .adapters import turn_away
from .models import User

NONCE = "oidc nonce"
SIGNED_WITH = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
REFUSED = "Signing in there did not lead to an account here. Ask your manager."


class Checked(OpenIDConnectOAuth2Adapter):
    """Takes nothing on trust: not the channel, not what is beside the identity token."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        """Who it is. Raises OAuth2Error."""
        sent, self.did_fetch_access_token = request.session.pop(NONCE, ""), False  # so that the signature is checked
        try:
            text = kwargs["response"]["id_token"]
            if jwt.get_unverified_header(text).get("alg") not in SIGNED_WITH:
                raise OAuth2Error("not signed as it must be")
            claims = self._decode_id_token(app, text)
            if not sent or not hmac.compare_digest(str(claims.get("nonce", "")), sent):
                raise OAuth2Error("the answer belongs to another question")
            return self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        except (AttributeError, LookupError, TypeError, ValueError, jwt.PyJWTError) as error:
            raise OAuth2Error(type(error).__name__) from error


class Elsewhere(DefaultSocialAccountAdapter):
    """Maps who was named to who has an account here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account: linked before, or with the name that the provider states and not linked to anybody else there."""
        user, account = sociallogin.user if sociallogin.is_existing else None, sociallogin.account
        if user is None:
            claim = account.get_provider().app.settings["username_claim"]
            name = account.extra_data.get("id_token", {}).get(claim)
            user = User.objects.filter(username=name, is_active=True).first() if isinstance(name, str) and name else None
            if user is None or SocialAccount.objects.filter(user=user, provider=account.provider).exists():
                audit.record("account:sign-in", actor=f"at {account.provider}", outcome="failed")
                raise turn_away(request, REFUSED)
            sociallogin.connect(request, user)
            audit.record("account:provider:link", actor=user.username, facts={"provider": account.provider})

    def on_authentication_error(self, request: HttpRequest, provider: Any, *args: Any, **kwargs: Any) -> None:
        """Anything that is not as it must be: back to the sign-in page."""
        audit.record("account:sign-in", actor=f"at {provider.sub_id}", outcome="failed")
        raise turn_away(request, REFUSED)


def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the provider."""
    adapter = Checked(request, provider_id)
    try:
        provider = adapter.get_provider()
        request.session[NONCE] = secrets.token_urlsafe(32)
        return provider.redirect(request, AuthProcess.LOGIN, auth_params={"nonce": request.session[NONCE]})
    except SocialApp.DoesNotExist:
        raise Http404("no such provider") from None
    except (RequestException, LookupError, ValueError):
        return turn_away(request, "That place cannot be reached now.").response


def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from it."""
    adapter = Checked(request, provider_id)
    try:
        adapter.get_provider()
        return redirect("/") if request.user.is_authenticated else OAuth2CallbackView.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist:
        raise Http404("no such provider") from None
    except (LookupError, ValueError):
        return turn_away(request, REFUSED).response
