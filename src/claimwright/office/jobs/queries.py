"""Reading jobs and notices for pages."""

from __future__ import annotations

from typing import Any

from claimwright.office.kit.asking import one_of
from claimwright.office.practices.models import Practice

from .models import Job, Notice


def jobs(practice: Practice) -> Any:
    """Jobs, newest first."""
    return Job.objects.for_practice(practice).select_related("by__user").order_by("-id")


def job(practice: Practice, public_id: str) -> Job:
    """One job of this practice, or 404."""
    return one_of(Job.objects.for_practice(practice).select_related("by__user", "practice"), public_id)


def notices(membership: Any) -> Any:
    """A person's notices, newest first."""
    return Notice.objects.for_practice(membership.practice_id).filter(to=membership).order_by("-id")


def unread(membership: Any) -> int:
    """How many she has not read."""
    return int(notices(membership).filter(read_at=None).count())
