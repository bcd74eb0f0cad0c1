"""Reading charges for pages."""

from __future__ import annotations

from typing import Any

from claimwright.office.encounters.models import Encounter
from claimwright.office.encounters.queries import worklist
from claimwright.office.kit.asking import one_of
from claimwright.office.kit.errors import OfficeError
from claimwright.office.practices.models import Fee, Practice

from .models import Charge, ChargeBatch


def batches(practice: Practice) -> Any:
    """Every batch, the open ones first, then the newest."""
    return ChargeBatch.objects.for_practice(practice).select_related("opened_by", "released_by").order_by("state", "-number")


def batch(practice: Practice, public_id: str) -> ChargeBatch:
    """One batch of this practice, or 404."""
    return one_of(ChargeBatch.objects.for_practice(practice).select_related("opened_by", "practice"), public_id)


def charge(practice: Practice, public_id: str) -> Charge:
    """One charge of this practice, or 404."""
    return one_of(Charge.objects.for_practice(practice).select_related("batch", "encounter__patient", "encounter__practice"), public_id)


def late(practice: Practice) -> Any:
    """Charges that came after the codes were signed and are not billed."""
    rows = Charge.objects.for_practice(practice).filter(state=Charge.State.LATE)
    return rows.select_related("batch", "encounter__patient").order_by("encounter__date_of_service", "id")


def encounter(practice: Practice, words: str) -> Encounter:
    """The encounter that a ticket means: by its number, or the only one of a patient whom the words find."""
    exact = Encounter.objects.for_practice(practice).select_related("patient", "practice").filter(external_id=words).first()
    if exact:
        return exact
    likely = list(worklist(practice, "all", words)[:6]) if words else []
    if len(likely) == 1:
        return likely[0]
    if likely:
        several = ", ".join(f"{row.external_id} ({row.date_of_service:%b} {row.date_of_service.day})" for row in likely[:5])
        raise OfficeError(f"Several encounters fit: {several}. Type the number of the one that is meant.")
    raise OfficeError("No encounter has this number, and no patient this name.")


def fees(practice: Practice, words: str = "") -> Any:
    """The fee list; of it what begins with ``words``."""
    return Fee.objects.for_practice(practice).filter(code__startswith=words.strip().upper()).order_by("code")
