"""Reading write-offs, and what could be written off."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Sum

from claimwright.core import Money
from claimwright.ledger import Account
from claimwright.office.claims.models import Claim
from claimwright.office.kit.asking import one_of
from claimwright.office.ledger.models import JournalPosting
from claimwright.office.ledger.queries import payer_names, standing
from claimwright.office.practices.models import Practice

from . import terms
from .models import WriteOff

MOST = 100


class Party(NamedTuple):
    """Who owes something on a claim: a payer's id ("" the patient), its name, how much is open, and why it may be given up."""

    payer: str
    name: str
    open: Money
    reasons: dict[str, str]


def write_offs(practice: Practice) -> Any:
    """All of them."""
    return WriteOff.objects.for_practice(practice).select_related("claim__patient", "claim__payer", "asked_by", "decided_by")


def write_off(practice: Practice, public_id: str) -> WriteOff:
    """One of them, or 404."""
    return one_of(write_offs(practice).select_related("claim__practice", "practice"), public_id)


def listed(practice: Practice) -> list[WriteOff]:
    """Those that wait for a second person, the oldest first, then the newest."""
    rows = write_offs(practice)
    found = [*rows.filter(state="asked").order_by("id")[:MOST], *rows.exclude(state="asked").order_by("-id")[:MOST]]
    for row in found:
        row.why = terms.reasons(row.payer).get(row.reason, row.reason)
    return found


def parties(claim: Claim) -> list[Party]:
    """Who owes something on a claim that is not asked to be written off already."""
    names, asked = payer_names(claim.practice), _asked(claim)
    rows = standing(claim.practice).filter(claim=claim, amount__gt=0).order_by("payer")
    found = [Party(row.payer, names.get(row.payer, "the patient"), Money(row.amount - asked.get(row.payer, 0)), {}) for row in rows]
    return [one._replace(reasons=terms.reasons(one.payer)) for one in found if one.open > 0]


def open_of(claim: Claim, payer: str) -> Money:
    """What may still be written off."""
    stands = Money.total(amount for _, amount in lines(claim, payer))
    return Money(stands - _asked(claim).get(payer, 0))


def lines(claim: Claim, payer: str) -> list[tuple[str, Money]]:
    """The lines of a claim on which a party owes something."""
    account = Account.INSURANCE if payer else Account.PATIENT
    rows = JournalPosting.objects.for_practice(claim.practice_id).filter(claim=claim, account=account.value)
    rows = rows.filter(payer=payer) if payer else rows
    sums = rows.values("line").annotate(total=Sum("amount")).order_by("line")
    return [(row["line"], Money(row["total"])) for row in sums if row["total"] > 0]


def _asked(claim: Claim) -> dict[str, int]:
    rows = WriteOff.objects.for_practice(claim.practice_id).filter(claim=claim, state=WriteOff.State.ASKED)
    return {row["payer"]: row["total"] for row in rows.values("payer").annotate(total=Sum("amount")).order_by()}
