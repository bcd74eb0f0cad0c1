"""Making users and memberships."""

from __future__ import annotations

from django.db import transaction

from claimwright.office.kit import audit
from claimwright.office.kit.scope import crossing
from claimwright.office.practices.models import Practice

from .models import Membership, User


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
