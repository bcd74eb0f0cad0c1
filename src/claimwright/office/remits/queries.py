"""Reading remittances for pages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from claimwright.ledger import remittance_id
from claimwright.office.claims.engine import reason_words, remark_words
from claimwright.office.claims.models import File
from claimwright.office.kit.asking import beside, one_of
from claimwright.office.practices.models import Practice

from . import engine
from .models import Incoming, Remittance, RemittanceClaim, RemittanceException

PERIOD = timedelta(days=30)
"""What the front page calls recent."""


def remittances(practice: Practice, chosen: str = "", on: date | None = None) -> Any:
    """Remittances, newest payment first, with how many exceptions wait. ``chosen``: "exceptions", or "recent" as seen from ``on``."""
    open_ = RemittanceException.objects.for_practice(practice).filter(resolved_reason="", severity="error")
    number = beside(RemittanceClaim.objects.for_practice(practice), "remittance")
    rows = Remittance.objects.for_practice(practice).annotate(waiting=beside(open_, "remittance"), number=number)
    rows = rows.order_by("-paid_on", "-id")
    if chosen == "recent" and on:
        return rows.filter(paid_on__gte=on - PERIOD, paid_on__lte=on)
    return rows.filter(pk__in=open_.values("remittance")) if chosen == "exceptions" else rows


def received(practice: Practice) -> list[File]:
    """835 files that came in and hold a payment that nobody has taken into the books yet."""
    rows = Remittance.objects.for_practice(practice)
    files = File.objects.for_practice(practice).filter(kind="835", direction="in").exclude(pk__in=rows.values("file")).order_by("id")
    held = [(file, {remittance_id(value) for value in engine.remittances(bytes(file.content))}) for file in files]
    named = {identity for _, some in held for identity in some}
    known = set(rows.filter(identity__in=named).order_by().values_list("identity", flat=True)) if named else set()
    return [file for file, some in held if some - known]


def incoming(practice: Practice) -> Any:
    """Files that were dropped here, the newest first."""
    return Incoming.objects.for_practice(practice).select_related("file", "by").defer("file__content").order_by("-id")


def queue(practice: Practice) -> Any:
    """What waits for a poster over all remittances: what holds money first, the oldest before the others."""
    rows = RemittanceException.objects.for_practice(practice).filter(resolved_reason="")
    return rows.select_related("remittance").order_by("severity", "remittance__paid_on", "id")


@cache
def todo() -> dict[str, str]:
    """What to do about an exception, by its kind."""
    return tomllib.loads((Path(__file__).parent / "todo.toml").read_text("utf-8"))


def codes_in_words(answers: Iterable[RemittanceClaim], on: date) -> list[tuple[str, str, str]]:
    """Every adjustment and remark of these answers once: code, what it says, the usual next step."""
    parts = [part for row in answers for part in (row.value, *row.value.lines)]
    reasons = sorted({(item.group, item.reason) for part in parts for item in part.adjustments})
    found = []
    for group, reason in reasons:
        said = reason_words(group, reason, on)
        found.append((f"{group}-{reason}", said["words"], said["action"]))
    return found + [(code, remark_words(code), "") for code in sorted({code for part in parts for code in part.remarks})]


def provider_adjustments(found: Remittance) -> list[tuple[Any, str]]:
    """What was taken off or added beside the claims, with what its reason says."""
    return [(item, engine.words_beside(item.reason)) for item in found.value.provider_adjustments]


def remittance(practice: Practice, public_id: str) -> Remittance:
    """One remittance of this practice, or 404."""
    return one_of(Remittance.objects.for_practice(practice).select_related("file", "practice"), public_id)


def answer(practice: Practice, public_id: str) -> RemittanceClaim:
    """One claim of this practice's remittances, or 404."""
    rows = RemittanceClaim.objects.for_practice(practice).select_related("remittance__practice", "practice", "claim")
    return one_of(rows, public_id)


def exception(practice: Practice, public_id: str) -> RemittanceException:
    """One exception of this practice's remittances, or 404."""
    return one_of(RemittanceException.objects.for_practice(practice).select_related("remittance"), public_id)
