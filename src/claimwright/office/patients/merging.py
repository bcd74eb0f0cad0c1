"""Making two records one person's, and taking it back exactly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import OperationalError, models
from django.utils import timezone

from claimwright.office.encounters.models import Patient
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.kit.append_only import AppendOnly
from claimwright.office.kit.scope import PracticeOwned

from .errors import NeedsReason, NotMerged
from .models import Merge


@action("patient:merge")
def merge(kept: Patient, gone: Patient, *, by: Any, reason: str) -> Merge:
    """Let everything of ``gone`` hang on ``kept``. What is already merged cannot be merged again before that is undone."""
    if not reason.strip():
        raise NeedsReason
    if kept.pk == gone.pk or kept.practice_id != gone.practice_id:
        raise NotMerged("Choose another patient of this practice.")
    _hold(gone)
    if standing(kept).pk != kept.pk or standing(gone).pk != gone.pk:
        raise NotMerged("One of the two was merged before. Open the record that is kept.")
    moved: dict[str, list[int]] = {}
    for field in _hangs_on_patient():
        rows = field.model.objects.for_practice(kept.practice_id)
        if field.one_to_one and rows.filter(**{field.name: kept}).exists():
            continue
        keys = list(rows.filter(**{field.name: gone}).order_by("pk").values_list("pk", flat=True))
        rows.filter(pk__in=keys).update(**{field.name: kept})
        if keys:
            moved[f"{field.model._meta.label}.{field.name}"] = keys
    made = Merge.objects.create(practice=kept.practice, kept=kept, gone=gone, reason=reason.strip()[:500], moved=moved, by=by.user)
    audit.detail(merged=gone.public_id, rows=sum(map(len, moved.values())))
    return made


@action("patient:unmerge")
def unmerge(done: Merge, *, by: Any) -> Merge:
    """Give every row back that the merge moved. What came since stays with the record that was kept."""
    if done.undone_at:
        return unchanged(done)
    _hold(done.kept, done.gone)
    if standing(done.kept).pk != done.kept_id:
        raise NotMerged("The record that was kept has been merged itself since. Undo that first.")
    for field in _hangs_on_patient():
        keys = done.moved.get(f"{field.model._meta.label}.{field.name}", [])
        rows = field.model.objects.for_practice(done.practice_id).filter(pk__in=keys, **{field.name: done.kept_id})
        rows.update(**{field.name: done.gone_id})
    done.undone_at, done.undone_by = timezone.now(), by.user
    done.save(update_fields=["undone_at", "undone_by"])
    audit.detail(restored=done.gone.public_id)
    return done


def _hold(*patients: Patient) -> None:
    """Lock these records too, so that nothing new hangs on them meanwhile; not waiting, so that no two merges wait for each other."""
    try:
        for patient in patients:
            patient.refresh_from_db(from_queryset=Patient._base_manager.select_for_update(nowait=True, no_key=True))
    except OperationalError:
        raise NotMerged("Somebody is working on one of the two records at this moment. Try again.") from None


def standing(patient: Patient) -> Patient:
    """The record that stands for this person: itself, unless it was merged into another."""
    found = Merge.objects.for_practice(patient.practice_id).filter(gone=patient, undone_at=None).select_related("kept").first()
    return standing(found.kept) if found else patient


def standing_for(practice: Any, keys: list[int]) -> list[int]:
    """The primary keys of the records that stand for these, each once, in their order."""
    merged = Merge.objects.for_practice(practice).filter(undone_at=None)
    while moved := dict(merged.filter(gone__in=keys).values_list("gone", "kept")):
        keys = [moved.get(key, key) for key in keys]
    return list(dict.fromkeys(keys))


def records_of(patient: Patient) -> list[int]:
    """Primary keys of every record that is this person's: its own, and those merged into it. Found once for each object."""
    if "records" not in patient.__dict__:
        patient.records, keeping = [patient.pk], [patient.pk]
        merged = Merge.objects.for_practice(patient.practice_id).filter(undone_at=None)
        rows = merged.annotate(more=models.Exists(merged.filter(kept=models.OuterRef("gone"))))
        for key in keeping:
            for gone, more in rows.filter(kept=key).values_list("gone", "more"):
                patient.records.append(gone)
                keeping += [gone] if more else []
    return patient.records


def _hangs_on_patient() -> Iterator[Any]:
    """Every reference to a patient that may change."""
    for model in apps.get_models():
        if issubclass(model, PracticeOwned) and not issubclass(model, AppendOnly) and model is not Merge:
            for field in model._meta.local_fields:
                if isinstance(field, models.ForeignKey) and field.related_model is Patient:
                    yield field
