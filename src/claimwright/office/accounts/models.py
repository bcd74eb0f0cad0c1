"""Users and their membership of practices."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from .roles import ROLES, may


class User(AbstractUser):
    """A person who signs in. Accounts are switched off, never deleted or given to somebody else (45 CFR 164.312(a)(2)(i))."""


class Membership(models.Model):
    """A person's role in one practice. This is who acts: every action takes a membership as ``by``."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=[(name, role["title"]) for name, role in ROLES.items()])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "practice"], name="one_role_per_practice")]

    def may(self, permission: str) -> bool:
        """Whether this role grants the permission and the account is active."""
        return self.user.is_active and may(self.role, permission)
