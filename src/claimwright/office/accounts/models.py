"""Users, their membership of practices, and who did what of the duties that are kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models

from claimwright.office.kit.append_only import AppendOnly
from claimwright.office.kit.scope import PracticeOwned

from .roles import ROLES, Apart, duties, matches, may, permissions


class User(AbstractUser):
    """A person who signs in. Accounts are switched off, never deleted or given to somebody else (45 CFR 164.312(a)(2)(i))."""


class Membership(models.Model):
    """A person's roles in one practice. This is who acts: every action takes a membership as ``by``."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="memberships")
    roles = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "practice"], name="one_membership_per_practice")]

    @property
    def role(self) -> str:
        """The names of the roles, as the audit trail keeps them."""
        return ", ".join(self.roles)

    @property
    def titles(self) -> str:
        """The roles in words."""
        return ", ".join(ROLES[name] for name in self.roles if name in ROLES)

    def may(self, permission: str) -> bool:
        """Whether these roles grant the permission and the account is active."""
        return self.user.is_active and may(self.roles, permission)

    def permissions(self) -> frozenset[str]:
        """Everything these roles grant, for menus."""
        return permissions(self.roles) if self.user.is_active else frozenset()

    def kept_apart(self, permission: str, subject: Any) -> Apart | None:
        """The rule that keeps this person from doing this, because of what she did on the same thing before."""
        for rule in duties(permission):
            for thing in _things(rule.on, [subject]):
                done = Deed.objects.for_practice(self.practice_id).filter(user=self.user, subject_id=thing.public_id)
                if any(matches(deed, rule.against(permission)) for deed in done.values_list("permission", flat=True)):
                    return rule
        return None

    def note(self, permission: str, *rows: Any) -> None:
        """Remember that this person did it on these rows (what was acted on, and what came of it), where a rule keeps it apart."""
        things = {thing for rule in duties(permission) for thing in _things(rule.on, rows)}
        Deed.objects.bulk_create(
            Deed(practice_id=self.practice_id, user=self.user, permission=permission, subject_id=thing.public_id) for thing in things
        )


class Deed(AppendOnly, PracticeOwned):
    """A person's part in something of which another part must be somebody else's; see ``apart`` in ``roles.toml``."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    permission = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=16)

    class Meta:
        indexes = [models.Index(fields=["practice", "subject_id", "user"])]


def _things(model: str, rows: Any) -> Iterator[Any]:
    """Of these rows: those of this model, and those that belong to one (a code decision to its encounter)."""
    for row in rows:
        if type(row).__name__ == model:
            yield row
        elif isinstance(row, list | tuple):
            yield from _things(model, row)
        elif isinstance(owner := getattr(row, model.lower(), None), models.Model):
            yield owner
