"""Signing in and out, and changing the practice one works in."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from claimwright.office.kit import audit
from claimwright.office.kit.pages import page

from .queries import memberships_of


class SignIn(LoginView):
    """The sign-in page; whoever has a second factor is asked for it next. A failure is recorded with the name that was tried."""

    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **more: object) -> dict[str, object]:
        """``providers``: where else one may sign in."""
        return super().get_context_data(providers=settings.SIGN_IN_PROVIDERS, **more)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """The password is right: go on to the second step, or in."""
        login = Login(user=form.get_user(), redirect_url=self.get_redirect_url() or None)
        return perform_password_login(self.request, {"username": form.get_user().username}, login)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Say that it failed, not why."""
        audit.record("account:sign-in", actor=str(form.data.get("username", ""))[:150], outcome="failed")
        return super().form_invalid(form)


class SignOut(LogoutView):
    """Sign out, by POST."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """End the session."""
        if request.user.is_authenticated:
            audit.record("account:sign-out", actor=request.user.get_username())
        return super().post(request, *args, **kwargs)


@page("home:read", method="POST")
def choose_practice(request: HttpRequest) -> HttpResponse:
    """Work in another of one's practices from now on."""
    wanted = request.POST.get("practice", "")
    if any(m.practice.public_id == wanted for m in memberships_of(request.user)):
        request.session["practice"] = wanted
        list(messages.get_messages(request))  # what was said of the other practice's work is not shown in this one
    return redirect("home:front")
