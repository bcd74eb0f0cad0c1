"""What the demonstration leaves behind besides its database: the files that passed, the money deposited, why a note has no claim."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from django.db.models import Sum

from claimwright.core import ZERO, InputError, Money
from claimwright.ledger import Account
from claimwright.office.claims.models import Claim, File
from claimwright.office.encounters.models import Encounter
from claimwright.office.ledger.models import JournalPosting
from claimwright.office.practices.queries import each_practice

SUFFIXES = {"837": ".837", "999": ".999", "277CA": ".277ca", "835": ".835", "TA1": ".ta1"}


def write_files(folder: Path) -> int:
    """Write every 837, 999, 277CA and 835 of the demonstration into ``folder``, each as a whole or not at all; return how many."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = [file for practice in each_practice() for file in File.objects.for_practice(practice).order_by("id")]
        for file in files:
            target = folder / (Path(file.name).stem + SUFFIXES.get(file.kind, ".edi"))
            half = target.with_name(f".{target.name}.{os.getpid()}")
            half.write_bytes(bytes(file.content))
            half.replace(target)
    except OSError as error:
        raise InputError(str(folder), error.strerror or "cannot be written", "name another directory") from error
    return len(files)


def deposited() -> Money:
    """What the payers sent: the sum of the payments of payers that were posted."""
    return Money.total(
        JournalPosting.objects.for_practice(practice)
        .filter(account=Account.CASH.value)
        .exclude(entry__remittance=None)
        .aggregate(total=Sum("amount"))["total"]
        or ZERO
        for practice in each_practice()
    )


def without_claim(external_ids: Iterable[str]) -> dict[str, str]:
    """Why an encounter has no claim at a payer: held, or its claim is stopped by findings. By the encounter's own id."""
    wanted = set(external_ids)
    reasons = {}
    for practice in each_practice():
        for encounter in Encounter.objects.for_practice(practice).filter(state=Encounter.State.HELD):
            reasons[encounter.external_id] = encounter.held_reason
        for claim in Claim.objects.for_practice(practice).filter(state=Claim.State.DRAFT).select_related("encounter"):
            found = claim.findings.filter(version=claim.version, override_reason="").order_by("id")
            reasons[claim.encounter.external_id] = "; ".join(sorted({item.value.id for item in found if item.blocks}))
    return {name: reasons[name] for name in sorted(wanted & set(reasons))}
