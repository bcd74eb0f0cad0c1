"""What day it is in the office. Only pages and submissions ask; the engine never does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from claimwright.core import parse_date


def office_day(practice: Any) -> date:
    """Today. In the demonstration the day after the last thing that happened, so that its figures stay what they were."""
    if not settings.DEMONSTRATION:
        return timezone.localdate()
    seen = [
        _latest(practice, "encounters.Encounter", "date_of_service"),
        _latest(practice, "remits.Remittance", "paid_on"),
    ]
    known = [day for day in seen if day]
    return max(known) + timedelta(days=1) if known else timezone.localdate()


def day_of(text: str, otherwise: Any = None) -> Any:
    """The day that an address or a form says (2026-01-31); ``otherwise`` where it says none."""
    try:
        return parse_date(text)
    except ValueError:
        return otherwise


def _latest(practice: Any, model: str, day: str) -> date | None:
    return apps.get_model(model).objects.for_practice(practice).aggregate(top=Max(day))["top"]
