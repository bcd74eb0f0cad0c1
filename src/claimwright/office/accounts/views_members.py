"""Pages for owners and managers: people, tokens, the rule of the second step; and the page where an invited person begins."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import base36_to_int

from claimwright.office.kit import audit
from claimwright.office.kit.forms import whole
from claimwright.office.kit.pages import page

from . import actions, actions_members, actions_tokens, factors, queries
from .models import Membership, User
from .roles import ROLES


@page("member:read")
def members(request: HttpRequest, **more: object) -> HttpResponse:
    """Everybody who works in the practice."""
    by = request.membership
    people = queries.people_of(by.practice)
    rows = [(person, actions_members.in_reach(person, by), queries.sessions_of(person.user)) for person in people]
    given = [(name, ROLES[name]) for name in actions_members.grantable(by)]
    context = {"rows": rows, "roles": given, "policy": factors.policy_of(by.practice), "here": "members", **more}
    return render(request, "accounts/members.html", context)


@page("member:invite", method="POST")
@reauthentication_required
def invite(request: HttpRequest) -> HttpResponse:
    """A new person, and the link with which she begins."""
    by, form = request.membership, request.POST
    member = actions_members.invite(
        by.practice, form.get("username", ""), form.get("first", ""), form.get("last", ""), form.getlist("roles"), by=by
    )  # fmt: skip
    return _show_link(request, member)


def _show_link(request: HttpRequest, member: Membership) -> HttpResponse:
    address = actions_members.link(member, by=request.membership)
    return render(request, "accounts/link.html", {"member": member, "address": request.build_absolute_uri(address), "here": "members"})


@page("member:link", method="POST")
@reauthentication_required
def new_link(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another link for somebody who has not begun, or forgot her password."""
    return _show_link(request, _member(request, public_id))


@page("member:roles:change", method="POST")
@reauthentication_required
def change_roles(request: HttpRequest, public_id: str) -> HttpResponse:
    """Other roles."""
    actions_members.change_roles(_member(request, public_id), request.POST.getlist("roles"), by=request.membership)
    return redirect("accounts:members")


@page("member:deactivate", method="POST")
@reauthentication_required
def deactivate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Out at once."""
    actions_members.deactivate(_member(request, public_id), by=request.membership)
    return redirect("accounts:members")


@page("member:factors:remove", method="POST")
@reauthentication_required
def remove_factors(request: HttpRequest, public_id: str) -> HttpResponse:
    """For a lost phone or key."""
    actions_members.remove_factors(_member(request, public_id), by=request.membership)
    return redirect("accounts:members")


@page("member:session:end", method="POST")
def end_sessions(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign somebody out everywhere."""
    actions_members.end_member_sessions(_member(request, public_id), by=request.membership)
    return redirect("accounts:members")


@page("member:policy", method="POST")
@reauthentication_required
def set_policy(request: HttpRequest) -> HttpResponse:
    """Whether the second step is required, and after how many days."""
    by = request.membership
    actions.set_policy(by.practice, request.POST.get("required") == "yes", whole(request.POST.get("days"), 7, most=90), by=by)
    return redirect("accounts:members")


def _member(request: HttpRequest, public_id: str) -> Membership:
    found = queries.person_of(request.membership.practice, public_id)
    if found is None:
        raise Http404("no such member")
    return found


@page("token:read")
def tokens(request: HttpRequest, **more: object) -> HttpResponse:
    """The practice's tokens."""
    by = request.membership
    context = {"rows": queries.tokens_of(by.practice), "scopes": actions_tokens.scopes_of(by), "here": "tokens", **more}
    return render(request, "accounts/tokens.html", context)


@page("token:create", method="POST")
@reauthentication_required
def create_token(request: HttpRequest) -> HttpResponse:
    """A new token; its text is shown this once."""
    by, form = request.membership, request.POST
    token, text = actions_tokens.create_token(by.practice, form.get("name", ""), form.getlist("scopes"), whole(form.get("days"), 90), by=by)
    return render(request, "accounts/token.html", {"token": token, "text": text, "here": "tokens"})


@page("token:revoke", method="POST")
def revoke_token(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a token."""
    by = request.membership
    token = queries.tokens_of(by.practice).filter(public_id=public_id).first()
    if token is None:
        raise Http404("no such token")
    actions_tokens.revoke_token(by.practice, token, by=by)
    return redirect("accounts:tokens")


def set_up(request: HttpRequest, person: str, token: str) -> HttpResponse:
    """Where somebody who was invited sets her password, once. For people who are not signed in."""
    user = _invited(person, token)
    if user is None:
        return render(request, "accounts/used.html", status=404)
    form = SetPasswordForm(user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/set_up.html", {"form": form, "person": user}, status=422 if request.method == "POST" else 200)
    form.save()
    audit.record("account:set-up", actor=user.username)
    messages.success(request, "Your password is set. Sign in with it.")
    return redirect("accounts:sign-in")


def _invited(person: str, token: str) -> User | None:
    try:
        user = User.objects.filter(pk=base36_to_int(person), is_active=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user and not user.has_usable_password() and default_token_generator.check_token(user, token) else None
