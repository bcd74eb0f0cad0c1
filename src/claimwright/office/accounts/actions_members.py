"""The practice's people: invited, given roles, switched off. Nobody hands out more than she holds, or changes herself."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.http import int_to_base36

from claimwright.office.kit import audit
from claimwright.office.kit.actions import action
from claimwright.office.kit.scope import crossing
from claimwright.office.practices.models import Practice

from .actions import end_sessions
from .errors import NameTaken, NotYours
from .models import Membership, ServiceToken, User
from .roles import ROLES, permissions


def grantable(by: Membership) -> list[str]:
    """The roles that this person may give: every one for an owner, else those that can do no more than she can."""
    return [name for name in ROLES if "owner" in by.roles or permissions([name]) <= by.permissions()]


def in_reach(member: Membership, by: Membership) -> bool:
    """Whether ``by`` may change this member."""
    return member.user_id != by.user_id and set(member.roles) <= set(grantable(by))


@action("member:invite")
def invite(practice: Practice, username: str, first: str, last: str, roles: Iterable[str], *, by: Membership) -> Membership:
    """A new person without a password; she sets one by the link of :func:`link`. Raises NameTaken, NotYours."""
    chosen = _chosen(roles, by)
    user = User(username=username.strip(), first_name=first.strip()[:150], last_name=last.strip()[:150])
    user.set_unusable_password()
    try:
        user.full_clean(exclude=["password", "email"])
    except ValidationError:
        raise NameTaken from None
    user.save()
    member = Membership.objects.create(user=user, practice=practice, roles=chosen)
    audit.detail(person=user.username, roles=" ".join(chosen))
    return member


@action("member:roles:change")
def change_roles(member: Membership, roles: Iterable[str], *, by: Membership) -> None:
    """Other roles, from her next sign-in on: what she has open ends. None: she no longer works here."""
    _reach(member, by)
    audit.detail(person=member.user.username, before=" ".join(member.roles))
    member.roles = _chosen(roles, by, none=True)
    member.save(update_fields=["roles"])
    audit.detail(roles=" ".join(member.roles))
    end_sessions(member.user)


@action("member:deactivate")
def deactivate(member: Membership, *, by: Membership) -> None:
    """Out at once: roles, sessions and tokens of this practice end, and the account too unless she works elsewhere."""
    _reach(member, by)
    member.roles = []
    member.save(update_fields=["roles"])
    ServiceToken.objects.filter(practice=member.practice_id, user=member.user_id, revoked_at=None).update(revoked_at=timezone.now())
    if not _elsewhere(member):
        User.objects.filter(pk=member.user_id).update(is_active=False)
    end_sessions(member.user)


@action("member:session:end")
def end_member_sessions(member: Membership, *, by: Membership) -> None:
    """Sign her out everywhere."""
    end_sessions(member.user)


@action("member:link")
def link(member: Membership, *, by: Membership) -> str:
    """The address at which she sets a password: once, within a day. Her password until now no longer counts. Raises NotYours."""
    _reach(member, by)
    if _elsewhere(member):
        raise NotYours("She also works for others; only she can change her password.")
    user = member.user
    user.set_unusable_password()
    user.is_active = True
    user.save(update_fields=["password", "is_active"])
    end_sessions(user)
    return reverse("accounts:set-up", args=[int_to_base36(user.pk), default_token_generator.make_token(user)])


@action("member:factors:remove")
def remove_factors(member: Membership, *, by: Membership) -> None:
    """Take the second step away from somebody who lost her phone or key; she sets it up anew. Raises NotYours."""
    _reach(member, by)
    if _elsewhere(member):
        raise NotYours("She also works for others; ask her to use a recovery code.")
    for factor in Authenticator.objects.filter(user=member.user_id):
        factor.delete()
    end_sessions(member.user)


def _chosen(roles: Iterable[str], by: Membership, *, none: bool = False) -> list[str]:
    chosen = [name for name in ROLES if name in set(roles)]
    if not set(chosen) <= set(grantable(by)):
        raise NotYours("You can give only roles that can do no more than yours.")
    if not chosen and not none:
        raise NotYours("Choose at least one role.")
    return chosen


def _reach(member: Membership, by: Membership) -> None:
    if member.user_id == by.user_id:
        raise NotYours("Nobody changes her own rights. Ask a colleague.")
    if not in_reach(member, by):
        raise NotYours("This person may do more than you; only an owner can change that.")


def _elsewhere(member: Membership) -> bool:
    """Whether she has roles in a practice of another organisation."""
    with crossing("setup"):
        others = Membership.objects.filter(user=member.user_id).exclude(practice__organisation=member.practice.organisation_id)
        return any(row.roles for row in others)
