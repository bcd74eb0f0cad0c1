"""Making users and memberships; passwords and sessions."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.kit.scope import crossing
from claimwright.office.practices.models import Practice

from .models import Membership, Session, SignInPolicy, User
from .queries import sessions_of


def ensure_member(practice: Practice, *, username: str, role: str, password: str | None = None) -> Membership:
    """The membership of this person in this practice, made if it is missing (a new user without ``password`` cannot sign in).

    ``role``: one or several names of roles, parted by blanks.
    """
    with crossing("setup"), transaction.atomic():
        user = User.objects.filter(username=username).first()
        if user is None:
            user = User.objects.create_user(username, password=password)
            audit.record("account:create", actor="setup", reason=username)
        member, new = Membership.objects.get_or_create(user=user, practice=practice, defaults={"roles": role.split()})
        if new:
            audit.record("account:role:grant", actor="setup", subject=practice, reason=f"{username} as {role}")
        return member


@action("self:change")
def change_password(practice: Practice, form: Any, *, by: Membership) -> None:
    """Keep the new password of a valid form; every session ends (the caller keeps her own)."""
    form.save()
    end_sessions(by.user)


@action("self:session:end")
def end_own_session(practice: Practice, mark: str, *, by: Membership) -> int:
    """End one of one's own sessions, known by its mark."""
    return end_sessions(by.user, mark) or unchanged(0)


def end_sessions(user: User, mark: str = "") -> int:
    """End the sessions of a person (or the one with this mark), in the transaction that is open; how many."""
    keys = [row.session_key for row in sessions_of(user) if row.mark == mark] if mark else None
    rows = Session.objects.filter(user=user) if keys is None else Session.objects.filter(user=user, session_key__in=keys)
    count = rows.delete()[0]
    audit.detail(person=user.username, sessions=count)
    return count


@action("member:policy")
def set_policy(practice: Practice, required: bool, days: int, *, by: Membership) -> None:
    """Whether the organisation's people need a second factor, and after how many days."""
    SignInPolicy.objects.update_or_create(organisation_id=practice.organisation_id, defaults={"required": required, "grace_days": days})
    audit.detail(required=required, days=days)
