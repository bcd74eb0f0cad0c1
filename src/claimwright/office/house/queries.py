"""Reading what a practice has agreed: what stands, what stood before, what to try it on."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Max

from claimwright import core
from claimwright.core import InputError
from claimwright.edits.house import House, PastClaim, Tried
from claimwright.office.claims.models import Claim, contents
from claimwright.office.kit.asking import one_of
from claimwright.office.kit.clock import office_day
from claimwright.office.practices.actions import fee_list
from claimwright.office.practices.models import Practice
from claimwright.office.remits.models import RemittanceClaim

from . import engine
from .errors import NoSuchClaim, NotSound
from .models import HouseRule, PayerContract

MOST = 300
"""Past claims that something is tried on: the newest."""
SHOWN, FIVE = 200, 5
"""Services of the fee list that a contract prices, and the signs of their codes: a revenue code of a stay is shorter."""


def standing(model: Any, practice: Practice) -> Any:
    """The newest row of each name."""
    newest = model.objects.for_practice(practice).order_by().values("name").annotate(last=Max("id")).values("last")
    return model.objects.for_practice(practice).filter(pk__in=newest).select_related("by")


def one(model: Any, practice: Practice, public_id: str) -> Any:
    """What stands under the name of this row, or 404."""
    row = one_of(model.objects.for_practice(practice), public_id)
    return standing(model, practice).get(name=row.name)


def history(row: Any) -> list[Any]:
    """Every state of it, the newest first."""
    return list(type(row).objects.for_practice(row.practice_id).filter(name=row.name).select_related("by").order_by("-id"))


def house(practice: Practice) -> House | None:
    """The rules that are on."""
    return engine.house(tuple(standing(HouseRule, practice).filter(on=True).order_by("name").values_list("text", flat=True)))


def contract_of(practice: Practice, payer: str, on: date) -> PayerContract | None:
    """The contract in force with a payer on a day, the newest of several."""
    rows = standing(PayerContract, practice).filter(payer=payer, on=True, first__lte=on).exclude(last__lt=on)
    return rows.order_by("-first").first()


class Expected(NamedTuple):
    """What a contract of the practice would pay for a claim; ``amount`` is None where it cannot say, ``why`` says why."""

    contract: PayerContract
    amount: core.Money | None
    why: str


def expected(practice: Practice, claim: core.Claim) -> Expected | None:
    """What is expected of the claim's payer; None where no contract is in force."""
    row = contract_of(practice, claim.payer.id, claim.from_date) if claim.from_date else None
    if row is None:
        return None
    answer = engine.of_claim(row.text, claim)
    return Expected(row, answer.amount, answer.reason or "")


def basis(practice: Practice, encounter: core.Encounter) -> Any:
    """By what a stay's group is priced: the contract in force with its first payer; None where there is none, and for services."""
    if encounter.claim_kind != "institutional" or not encounter.coverages:
        return None
    row = contract_of(practice, encounter.coverages[0].payer.id, encounter.date_of_service)
    return engine.basis(row.text) if row else None


def past(practice: Practice) -> list[PastClaim]:
    """The newest claims that were sent, each with its payer's last answer."""
    rows = list(Claim.objects.for_practice(practice).exclude(sent_on=None).order_by("-date_of_service", "-id")[:MOST])
    answers = {
        answer.claim_id: answer.value for answer in RemittanceClaim.objects.for_practice(practice).filter(claim__in=rows).order_by("id")
    }
    return [PastClaim(claim=value, remittance=answers.get(row.pk)) for row, value in zip(rows, contents(rows), strict=True)]


def tried(practice: Practice, text: str) -> list[Tried]:
    """What the rules of a text would have done on the newest claims that were sent. Raises NotSound."""
    rules, claims = _rules(text), past(practice)
    return [engine.tried(rule, claims) for rule in rules]


def said(claim: Claim, text: str) -> list[core.Finding]:
    """What the rules of a text say of one claim. Raises NotSound."""
    value = claim.value
    return [finding for rule in _rules(text) for finding in engine.findings(rule, value)]


def _rules(text: str) -> list[str]:
    try:
        return list(engine.rules(text).values())
    except InputError as error:
        raise NotSound(error) from error


class Terms(NamedTuple):
    """A contract as it reads, and what it would pay on a day for services of the fee list; ``more``: there are further ones."""

    contract: Any
    on: date
    priced: list[engine.Priced]
    more: bool


def terms(practice: Practice, text: str) -> Terms:
    """What a text would pay, on the office's day or on its last one before that. Raises NotSound."""
    try:
        read = engine.contract(text)
    except InputError as error:
        raise NotSound(error) from error
    on = max(read.first, min(office_day(practice), read.last or office_day(practice)))
    services = [(code, fee) for code, fee in sorted(fee_list(practice).items()) if "/" not in code and len(code) == FIVE]
    return Terms(read, on, engine.priced(text, services[:SHOWN], on), len(services) > SHOWN)


def claim(practice: Practice, number: str) -> Claim:
    """The claim of this number, to try something on."""
    found = Claim.objects.for_practice(practice).filter(claim_id=number.strip().upper()).first()
    if found is None:
        raise NoSuchClaim
    return found
