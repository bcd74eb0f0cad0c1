"""What a demonstration came to, in the shape that the command line promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Count, Sum

from claimwright.core import ZERO, Money, RemittanceClaim, Value
from claimwright.ledger import Account
from claimwright.office.claims.models import Claim
from claimwright.office.encounters.models import CodeDecision, Encounter
from claimwright.office.ledger.models import JournalPosting
from claimwright.office.ledger.queries import balanced
from claimwright.office.practices.models import Practice
from claimwright.office.remits.models import RemittanceClaim as Answer

_ANSWERED = ("accepted", "paid", "partly-paid", "denied", "reversed")
_COUNTS = ("accepted", "edited", "added")


class Summary(Value, frozen=True, kw_only=True):
    """Counts and sums over the encounters given.

    ``codes`` stand on signed encounters. ``accepted``: claims that a payer took into adjudication, whatever came of them. ``charged``: the
    claims that were sent. ``allowed``: what the payers allowed on the claims they answered. ``patient`` and ``open``: what patients and
    payers still owe. Without interest and provider adjustments, charged = paid_amount + adjusted + patient + open.
    """

    notes: int
    codes: int
    claims: int
    accepted: int
    rejected: int
    paid: int
    denied: int
    charged: Money
    allowed: Money
    paid_amount: Money
    adjusted: Money
    patient: Money
    open: Money
    ledger_balanced: bool
    seconds: float


def summarise(rows: Mapping[Practice, Sequence[Encounter]], *, seconds: float) -> Summary:
    """Add up what became of these encounters, over all their practices."""
    parts = [_practice(practice, [encounter.pk for encounter in encounters]) for practice, encounters in rows.items()]
    sums = {name: sum(part[name] for part in parts) for name in _NAMES}
    money = {name: Money(sums[name]) for name in _MONEY}
    return Summary(**{**sums, **money}, ledger_balanced=all(balanced(practice) for practice in rows), seconds=round(seconds, 2))


_MONEY = ("charged", "allowed", "paid_amount", "adjusted", "patient", "open")
_NAMES = ("notes", "codes", "claims", "accepted", "rejected", "paid", "denied", *_MONEY)


def _practice(practice: Practice, keys: Sequence[int]) -> dict[str, int]:
    claims = Claim.objects.for_practice(practice).filter(encounter__in=keys, follows=None).exclude(state="void")
    states = dict(claims.values_list("state").annotate(number=Count("id")).order_by("state"))
    sums = JournalPosting.objects.for_practice(practice).filter(claim__encounter__in=keys).values("account")
    money = {row["account"]: row["total"] for row in sums.annotate(total=Sum("amount")).order_by("account")}
    codes = CodeDecision.objects.for_practice(practice).filter(encounter__in=keys, encounter__state="final", state__in=_COUNTS)
    answers = Answer.objects.for_practice(practice).filter(claim__encounter__in=keys)
    return {
        "notes": len(keys), "codes": codes.count(), "claims": sum(states.values()),
        "accepted": sum(states.get(name, 0) for name in _ANSWERED), "rejected": states.get("rejected", 0),
        "paid": states.get("paid", 0) + states.get("partly-paid", 0), "denied": states.get("denied", 0),
        "charged": -_of(money, Account.CHARGES), "allowed": allowed(answer.value for answer in answers.iterator()),
        "paid_amount": _of(money, Account.CASH), "adjusted": _of(money, Account.CONTRACTUAL) + _of(money, Account.OTHER),
        "patient": _of(money, Account.PATIENT), "open": _of(money, Account.INSURANCE),
    }  # fmt: skip


def allowed(answers: Iterable[RemittanceClaim]) -> Money:
    """What the payers allowed: as stated by line, else paid, patient's share and sequestration (CO-253 comes after the allowed amount)."""
    return Money.total(amount for answer in answers for amount in _allowed(answer))


def _allowed(answer: RemittanceClaim) -> Iterator[Money]:
    for line in answer.lines or (answer,):
        stated = getattr(line, "allowed", None)
        shares = (item.amount for item in line.adjustments if item.group == "PR" or (item.group, item.reason) == ("CO", "253"))
        yield stated if stated is not None else line.paid + Money.total(shares)


def _of(money: dict[str, Money], account: Account) -> Money:
    return money.get(account.value, ZERO)
