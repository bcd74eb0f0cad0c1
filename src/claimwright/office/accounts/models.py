"""Users, their membership of practices, and who did what of the duties that are kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from claimwright.office.kit.append_only import AppendOnly
from claimwright.office.kit.fields import SealedField, opaque
from claimwright.office.kit.keys import Ring, keyed_digest
from claimwright.office.kit.scope import PracticeOwned

from .roles import ROLES, Apart, duties, matches, may, permissions


class User(AbstractUser):
    """A person who signs in. Accounts are switched off, never deleted or given to somebody else (45 CFR 164.312(a)(2)(i))."""


class Membership(models.Model):
    """A person's roles in one practice. This is who acts: every action takes a membership as ``by``."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="memberships")
    public_id = models.CharField(max_length=16, unique=True, default=opaque, editable=False)
    roles = models.JSONField(default=list)

    scopes: frozenset[str] | None = None
    """The only permissions in force, where a token acts; None where the person herself does."""

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
        """Whether these roles grant the permission, a token's scopes hold it, and the account is active."""
        return self.user.is_active and may(self.roles, permission) and (self.scopes is None or permission in self.scopes)

    def permissions(self) -> frozenset[str]:
        """Everything these roles grant, for menus."""
        granted = permissions(self.roles) if self.user.is_active else frozenset()
        return granted if self.scopes is None else granted & self.scopes

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


class SignInPolicy(models.Model):
    """An organisation's rule of the second factor: whether it is required, and how many days a new account may work without."""

    organisation = models.OneToOneField("practices.Organisation", on_delete=models.PROTECT, related_name="+")
    required = models.BooleanField(default=True)
    grace_days = models.PositiveSmallIntegerField(default=7)


class Session(AbstractBaseSession):
    """A browser in which somebody is signed in (``user`` null: not yet). Whoever deletes the row has ended it."""

    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="sessions")
    started = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)
    address = models.CharField(max_length=45, default="")
    client = models.CharField(max_length=120, default="")

    @classmethod
    def get_session_store_class(cls) -> Any:
        """What reads and writes it."""
        from .sessions import SessionStore

        return SessionStore

    @property
    def browser(self) -> str:
        """The browser and system in a word each, as far as they say."""
        browser = next((name for name in ("Firefox", "Edg", "Chrome", "Safari") if name in self.client), self.client[:20])
        system = next((name for name in ("Windows", "Android", "iPhone", "Mac OS", "Linux") if name in self.client), "")
        return f"{'Edge' if browser == 'Edg' else browser}, {system}".rstrip(", ")

    @property
    def mark(self) -> str:
        """The session as the trail and the pages know it; its key stays secret."""
        return session_mark(self.session_key)


def session_mark(key: str | None) -> str:
    """A keyed digest of a session's key; "" for none."""
    return keyed_digest(Ring("index").first(), "session", key)[:16] if key else ""


class ServiceToken(models.Model):
    """A program's way in, with a person who answers for it (:mod:`.tokens`). ``scopes``: names of permissions."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=opaque, editable=False)
    name = models.CharField(max_length=60)
    scopes = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    @property
    def holds(self) -> bool:
        """Whether it is neither revoked nor expired."""
        return self.revoked_at is None and timezone.now() < self.expires_at


class Draft(PracticeOwned):
    """What somebody was writing in a form when her session ended: given back to her alone, in the same practice, for a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=64)
    value = SealedField(shape=dict[str, str])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "user", "place"], name="draft_once_per_form")]


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
