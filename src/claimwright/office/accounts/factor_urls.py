"""Addresses of the second step and of asking again who it is: django-allauth's views under our permission, named as it asks for them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from claimwright.office.kit.pages import page

from . import oidc, views, views_own


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of django-allauth for the signed-in person's own account; what it changes, it changes in one transaction."""

    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not kwargs.get("pk", "0").isdecimal():
            raise Http404("no such passkey")
        try:
            with transaction.atomic():
                answer = view(request, *args, **kwargs)
                return answer.render() if hasattr(answer, "render") else answer
        except PermissionDenied:  # somebody without a password, who signs in elsewhere, cannot be asked for it here
            return redirect("accounts:me")

    reading, sending = page("self:change")(answered), page("self:change", method="POST")(answered)

    @functools.wraps(view)
    def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (sending if request.method == "POST" else reading)(request, *args, **kwargs)

    handle.permission = "self:change"
    return handle


urlpatterns = [
    path("sign-in", views.SignIn.as_view(), name="account_login"),
    path("second-step", base.authenticate, name="mfa_authenticate"),
    path("passkey", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("sso/<slug:provider_id>/", oidc.begin, name="openid_connect_login"),
    path("sso/<slug:provider_id>/back", oidc.back, name="openid_connect_callback"),
    path("", views_own.me, name="mfa_index"),
    path("", views_own.me, name="mfa_list_webauthn"),
    path("again", own(account.reauthenticate), name="account_reauthenticate"),
    path("again/code", own(base.reauthenticate), name="mfa_reauthenticate"),
    path("again/passkey", own(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("app", own(totp.activate_totp), name="mfa_activate_totp"),
    path("app/remove", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("passkeys/add", own(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/<slug:pk>/remove", own(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("codes", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("codes/new", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
]
