"""Splitting one answered claim into postings: payment, write-offs, what the patient or the next payer owes, what stays open."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.core import ZERO, Adjustment, Claim, Money, Payer, RemittanceClaim, RemittanceLine, Value, replace

from .accounts import Account
from .charge import at, receivable
from .entry import Posting, move
from .exceptions import ExceptionItem
from .journal import Journal
from .lines import line_name, pair
from .treatments import Treatment, treatment


class Denial(Value, frozen=True, kw_only=True):
    """An amount that the payer neither paid nor moved, and that nobody may write off unseen: work, still in the receivable.

    ``procedure``: as billed; ``amount``: what stays open; ``remarks``: RARCs of the line and the claim; ``why``: our words on the codes.
    """

    claim: str
    line: str
    procedure: str
    payer: str
    group: str
    reason: str
    amount: Money
    remarks: tuple[str, ...] = ()
    why: str = ""


class Allocation(Value, frozen=True):
    """The postings of one answered claim, the open amounts and what is worth a look."""

    postings: tuple[Posting, ...]
    denials: tuple[Denial, ...]
    exceptions: tuple[ExceptionItem, ...]


class _Part(Value, frozen=True, kw_only=True):
    """A line of the answer (or its claim level), in our terms."""

    line: str
    procedure: str
    charge: Money
    paid: Money
    adjustments: tuple[Adjustment, ...]
    remarks: tuple[str, ...]


def allocate(payer: Payer, answer: RemittanceClaim, claim: Claim, place: int, journal: Journal) -> Allocation:
    """What an answered claim does to the books. The claim and its lines are proved already."""
    owing = _owing_payer(payer, claim)
    postings: list[Posting] = []
    denials: list[Denial] = []
    exceptions = list(_looks(answer, claim, place))
    for part in _parts(answer, claim):
        postings.extend(move(part.paid, at(claim, part.line, Account.CASH, owing), receivable(claim, part.line, owing)))
        for adjustment in part.adjustments:
            what = treatment(adjustment, part.charge, part.paid)
            capped, notice = _capped(adjustment, what, part, answer, claim, owing, journal, postings)
            exceptions.extend(_located(item, claim, part, place) for item in notice)
            postings.extend(_adjust(capped, adjustment, what, part, claim, owing))
            if what.does == "open":
                denials.append(_denial(adjustment, what, part, claim, owing))
    return Allocation(tuple(postings), tuple(denials), tuple(exceptions))


def _parts(answer: RemittanceClaim, claim: Claim) -> Iterator[_Part]:
    pairs = pair(answer, claim)
    for theirs, ours in pairs:
        yield _Part(
            line=line_name(claim, ours) if ours else "", procedure=ours.procedure if ours else theirs.procedure, charge=theirs.charge,
            paid=theirs.paid, adjustments=theirs.adjustments, remarks=(*theirs.remarks, *answer.remarks),
        )  # fmt: skip
    paid = answer.paid - Money.total(theirs.paid for theirs, _ in pairs)
    if paid or answer.adjustments:
        yield _Part(line="", procedure="", charge=answer.charge, paid=paid, adjustments=answer.adjustments, remarks=answer.remarks)


def _owing_payer(payer: Payer, claim: Claim) -> str:
    """Whose receivable it lowers: the claim's own payer, or another payer of the claim that names itself in the remittance."""
    others = {other.payer.id for other in claim.other_payers}
    return payer.id if payer.id != claim.payer.id and payer.id in others else claim.payer.id


def _next_payer(claim: Claim, owing: str) -> str | None:
    """The payer after the one that answered, None when the patient is next."""
    order = [(claim.sequence, claim.payer.id), *((other.sequence, other.payer.id) for other in claim.other_payers)]
    here = next((sequence for sequence, name in order if name == owing), claim.sequence)
    return next((name for sequence, name in sorted(order) if sequence > here), None)


def _adjust(amount: Money, adjustment: Adjustment, what: Treatment, part: _Part, claim: Claim, owing: str) -> tuple[Posting, ...]:
    if what.does in ("open", "information"):
        return ()
    following = _next_payer(claim, owing) if what.does == "patient" else None
    account = {"contractual": Account.CONTRACTUAL, "other": Account.OTHER, "patient": Account.PATIENT}[what.does]
    payer = following if following is not None else "" if what.does == "patient" else owing
    there = at(claim, part.line, Account.INSURANCE if following is not None else account, payer, adjustment.group, adjustment.reason)
    here = at(claim, part.line, Account.INSURANCE, owing, adjustment.group, adjustment.reason)
    return move(amount, there, here)


def _capped(
    adjustment: Adjustment, what: Treatment, part: _Part, answer: RemittanceClaim, claim: Claim, owing: str, journal: Journal,
    postings: list[Posting],
) -> tuple[Money, list[ExceptionItem]]:  # fmt: skip
    """The amount to post and what to say about it.

    A payer after the first repeats the contractual reduction that the first already took: it is written off only as far as that payer
    still owes anything.
    """
    if what.check:
        message = f"{adjustment.group}-{adjustment.reason} moved to the patient; before billing look at {what.check}"
        item = ExceptionItem(code="check-before-billing-patient", message=message, severity="warning", difference=adjustment.amount)
        return adjustment.amount, [item]
    if what.does == "open" and what.why.endswith("a denial"):
        message = f"{adjustment.group}-{adjustment.reason} takes the whole charge and nothing is paid: kept open as a denial"
        item = ExceptionItem(code="whole-charge-contractual", message=message, severity="warning", difference=adjustment.amount)
        return adjustment.amount, [item]
    if what.does != "contractual" or not _answers_second(answer, claim, owing):
        return adjustment.amount, []
    here = Money.total(
        posting.amount
        for posting in postings
        if posting.account is Account.INSURANCE and (posting.line, posting.payer) == (part.line, owing)
    )
    patient = Money.total(item.amount for item in part.adjustments if treatment(item, part.charge, part.paid).does == "patient")
    left = journal.owed(claim.id, part.line, owing) + here - patient
    amount = min(adjustment.amount, max(left, ZERO))
    if amount == adjustment.amount:
        return amount, []
    message = f"a later payer's write-off of {adjustment.amount}: {amount} posted, the rest was taken with the first payer"
    return amount, [ExceptionItem(code="secondary-contractual", message=message, severity="warning", difference=adjustment.amount - amount)]


def _answers_second(answer: RemittanceClaim, claim: Claim, owing: str) -> bool:
    return answer.status in {"2", "3", "20", "21"} or owing != claim.payer.id or claim.sequence > 1


def _denial(adjustment: Adjustment, what: Treatment, part: _Part, claim: Claim, owing: str) -> Denial:
    return Denial(
        claim=claim.id, line=part.line, procedure=part.procedure, payer=owing, group=adjustment.group, reason=adjustment.reason,
        amount=adjustment.amount, remarks=part.remarks, why=what.why,
    )  # fmt: skip


def _located(item: ExceptionItem, claim: Claim, part: _Part, place: int) -> ExceptionItem:
    return replace(item, claim=claim.id, line=part.line, place=place)


def _looks(answer: RemittanceClaim, claim: Claim, place: int) -> Iterator[ExceptionItem]:
    """What is posted but worth a look."""

    def look(code: str, message: str, line: str = "", difference: Money = ZERO) -> ExceptionItem:
        return ExceptionItem(code=code, severity="warning", message=message, claim=claim.id, line=line, place=place, difference=difference)  # type: ignore[arg-type]

    if answer.charge != claim.charge:
        yield look("charge-differs", f"we charged {claim.charge}, the payer answers {answer.charge}", "", answer.charge - claim.charge)
    if answer.paid > claim.charge:
        yield look("overpaid", f"paid {answer.paid} on a charge of {claim.charge}", "", answer.paid - claim.charge)
    for theirs, ours in pair(answer, claim):
        line = line_name(claim, ours) if ours else ""
        if _recoded(theirs):
            yield look("code-changed", f"we billed {theirs.submitted_procedure}, the payer answers {theirs.procedure}", line)
        if ours and theirs.units < ours.units:
            yield look("units-reduced", f"we billed {ours.units} units, the payer answers {theirs.units}", line)


def _recoded(line: RemittanceLine) -> bool:
    return bool(line.submitted_procedure) and line.submitted_procedure != line.procedure
