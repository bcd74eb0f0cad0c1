"""Reading emergencies and restrictions, and which patient an identifier leads to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Value
from django.utils import timezone

from claimwright.office.accounts.models import Membership
from claimwright.office.encounters.models import Patient
from claimwright.office.kit.masking import closed, masking
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


def restricted_behind(practice: Any, identifiers: Iterable[str], *, reading: bool = False, route: str = "") -> Patient | None:
    """The patient closed to this person whom one of these opaque ids leads to, through whatever row it names.

    ``reading``: also through what holds the papers of several patients (:data:`WHOLE`), which may be worked with but not looked into.
    ``route``: the address that names them.
    """
    asked, shut = {one for one in identifiers if isinstance(one, str) and len(one) == 16}, closed()
    if not asked or not shut:
        return None
    named = list(_named(practice, asked, route))
    keys = [patient for _, _, patient in named if patient in shut]
    if reading:
        kinds = {model for model, *_ in named}
        wholes = [one for one in papers() if one[0]._meta.get_field(one[2]).related_model in kinds]
        theirs = [(model, path, {f"{key}__public_id__in": asked, f"{path}__in": shut}) for model, path, key in wholes]
        rows = [model.objects.for_practice(practice).filter(**which).order_by().values_list(path) for model, path, which in theirs]
        keys += [patient for (patient,) in rows[0].union(*rows[1:])[:1]] if rows else []
    return Patient.objects.for_practice(practice).filter(pk=keys[0]).first() if keys else None


_usual: dict[str, list[Any]] = {}
"""By route, the kinds of rows that its ids have named so far."""


def _named(practice: Any, asked: set[str], route: str) -> list[tuple[Any, str, int | None]]:
    """The rows that these ids name: kind, id, and the patient's key where it belongs to one.

    An id is random and names one row. What ids of this route have named before is looked at first; every kind only for those left over.
    """
    usual, missing = _usual.setdefault(route, []), set(asked)
    found: list[tuple[Any, str, int | None]] = []
    for model in usual:
        found += _rows(practice, model, missing) if missing else []
        missing -= {identifier for _, identifier, _ in found}
    further = [model for model in _kinds(practice, missing) if model not in usual] if missing else []
    usual += further
    return found + [row for model in further for row in _rows(practice, model, missing)]


def _kinds(practice: Any, asked: set[str]) -> list[Any]:
    """Which kinds of rows these ids name."""
    kinds = {model._meta.label: model for model in apps.get_models() if issubclass(model, PracticeOwned)}
    rows = [
        model.objects.for_practice(practice).filter(public_id__in=asked).order_by().values_list(Value(label), flat=True)
        for label, model in kinds.items()
    ]
    return [kinds[label] for label in rows[0].union(*rows[1:])]


def _rows(practice: Any, model: Any, asked: set[str]) -> list[tuple[Any, str, int | None]]:
    way = dict(ways()).get(model)
    rows = model.objects.for_practice(practice).filter(public_id__in=asked).order_by().values_list("public_id", way or "pk")
    return [(model, identifier, patient if way else None) for identifier, patient in rows]


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
