"""Reading emergencies and restrictions, and which patient an identifier leads to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.utils import timezone

from claimwright.office.accounts.models import Membership
from claimwright.office.encounters.models import Patient
from claimwright.office.kit.masking import masking
from claimwright.office.kit.scope import PracticeOwned

from .models import Emergency, Restriction

WHOLE = ("claims.File", "claims.Submission", "statements.Run")
"""Rows whose pages show what stands on the papers of several patients."""
DEEP = 3
"""How many foreign keys may lie between a row and its patient."""


def open_emergency(by: Any) -> Emergency | None:
    """The emergency access that this person has now, if any."""
    own = Emergency.objects.for_practice(by.practice_id).filter(user=by.user_id, ended_at=None, until__gt=timezone.now())
    return own.order_by("-id").first()


def emergencies(practice: Any) -> Any:
    """Every emergency access of the practice: those to review first, the oldest of them first."""
    rows = Emergency.objects.for_practice(practice).select_related("user", "reviewed_by")
    return [*rows.filter(decision="").order_by("id"), *rows.exclude(decision="").order_by("-id")[:200]]


def emergency(practice: Any, public_id: str) -> Emergency | None:
    """One of them."""
    return Emergency.objects.for_practice(practice).select_related("user").filter(public_id=public_id).first()


def restrictions(practice: Any) -> Any:
    """The practice's restricted patients."""
    return Restriction.objects.for_practice(practice).select_related("patient", "by").order_by("-id")


def patient(practice: Any, public_id: str) -> Patient | None:
    """One of the practice's patients."""
    return Patient.objects.for_practice(practice).filter(public_id=public_id).first()


def officers(practice: Any) -> list[Membership]:
    """Who reviews emergency access: the compliance officers, or the owners where there is none."""
    people = [member for member in Membership.objects.filter(practice=practice).select_related("user") if member.may("emergency:review")]
    return [member for member in people if "compliance" in member.roles] or people


def masking_for(by: Any, opened: Emergency | None = None) -> Any:
    """Mask whose records are closed to this person (a membership, or None for nobody), for the length of a ``with``."""
    if by is None or opened or by.may("restricted:read"):
        return masking(None)
    return masking(cache(lambda: frozenset(Restriction.objects.for_practice(by.practice_id).values_list("patient", flat=True))))


def restricted_behind(practice: Any, identifiers: Iterable[str], *, reading: bool = False) -> Patient | None:
    """The restricted patient whom one of these opaque ids leads to, through whatever row it names.

    ``reading``: also through what holds the papers of several patients (:data:`WHOLE`), which may be worked with but not looked into.
    """
    closed = Restriction.objects.for_practice(practice).values("patient")
    asked = [one for one in identifiers if isinstance(one, str) and len(one) == 16]
    if not asked or not closed.exists():
        return None
    named = [(model, path, "public_id") for model, path in ways()]
    named += [(model, path, f"{key}__public_id") for model, path, key in papers()] if reading else []
    found = [
        model.objects.for_practice(practice).filter(**{f"{key}__in": asked, f"{path}__in": closed}).order_by().values_list(path, flat=True)
        for model, path, key in named
    ]
    key = found[0].union(*found[1:]).first()
    return Patient.objects.for_practice(practice).filter(pk=key).first() if key else None


@cache
def ways() -> tuple[tuple[Any, str], ...]:
    """Every kind of row that belongs to one patient, and the way from it to the patient."""
    owned = [model for model in apps.get_models() if issubclass(model, PracticeOwned) and model is not Restriction]
    found: dict[Any, str] = {Patient: "pk"}
    for _ in range(DEEP):
        for model in owned:
            if model not in found:
                keys = (key for key in model._meta.local_fields if key.is_relation and key.related_model in found)
                if (key := next(keys, None)) is not None:
                    further = found[key.related_model]
                    found[model] = key.name if further == "pk" else f"{key.name}__{further}"
    return tuple(found.items())


@cache
def papers() -> tuple[tuple[Any, str, str], ...]:
    """Every kind of row that belongs to one patient and is named with a :data:`WHOLE`: the way to the patient, and that to the whole."""
    keys = ((model, path, key) for model, path in ways() for key in model._meta.get_fields() if key.is_relation)
    return tuple((model, path, key.name) for model, path, key in keys if key.related_model and key.related_model._meta.label in WHOLE)
