"""One line of a remittance against its expected price, and many of them grouped by cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from claimwright.core import Money, RemittanceLine, Sparse

from ..engine import price
from ..known import uncountable
from ..values import Installed, Price, PriceRequest, Step
from .allowed import allowed_of
from .causes import CAUSES, proved

Verdict = Literal["as-expected", "underpaid", "overpaid", "denied", "unknown"]
CENT = Money(1)
SAME = 3
"""Lines that must agree before a percentage is named."""


class Question(Sparse, frozen=True, kw_only=True):
    """A line to be compared, as one JSON object: how it is priced, and the line as the payer adjudicated it."""

    id: str | int | None = None
    request: PriceRequest
    line: RemittanceLine
    payer: str = ""
    claim: str = ""
    tolerance: Money = CENT


class Variance(Sparse, frozen=True, kw_only=True):
    """Expected against allowed. ``difference`` = allowed - expected, negative is owed to us, None where one of them is not known.

    ``cause``: an id of ``causes.CAUSES``; ``proof``: what was changed so that the rules give the allowed amount, "" where nothing did.
    ``steps``: how the expected amount and the allowed one came about. ``reason``: why nothing can be said.
    """

    payer: str = ""
    claim: str = ""
    control_number: str = ""
    code: str = ""
    verdict: Verdict
    expected: Money | None = None
    allowed: Money | None = None
    stated: bool = False
    difference: Money | None = None
    tolerance: Money = CENT
    cause: str = ""
    words: str = ""
    proof: str = ""
    steps: tuple[Step, ...] = ()
    releases: dict[str, str] = {}  # noqa: RUF012 - a struct's default is not shared
    reason: str = ""


class Group(Sparse, frozen=True, kw_only=True):
    """Variances of one payer and cause. ``owed``: the sum of what is missing, ``over``: of what is too much.

    ``percent``: where all of them (three or more) are allowed at one percentage of what was expected: a sign that another percentage of the
    schedule is agreed or applied. None where they differ.
    """

    payer: str
    cause: str
    words: str
    lines: int
    owed: Money
    over: Money
    percent: Decimal | None = None
    codes: tuple[str, ...]


def compare(
    line: RemittanceLine, request: PriceRequest, books: Installed | None = None, *, expected: Price | None = None, tolerance: Money = CENT,
    payer: str = "", claim: str = "",
) -> Variance:  # fmt: skip
    """Compare a line with its price. ``request``: how the line is priced; ``expected``: its price within the claim, where it is known.

    ``tolerance``: a difference up to it is none (one cent: two roundings).
    """
    wanted = expected or price(request, books)
    got = allowed_of(line)
    known = {"payer": payer, "claim": claim, "control_number": line.control_number, "code": line.procedure, "tolerance": tolerance}
    amount = wanted.allowed if wanted.allowed is not None else wanted.amount
    if amount is None or got.amount is None:
        return Variance(verdict="unknown", reason=wanted.reason or got.reason, allowed=got.amount, expected=amount, **known)  # type: ignore[arg-type]
    difference = got.amount - amount
    verdict = _verdict(got.amount, amount, difference, tolerance)
    cause, proof = _cause(line, request, amount, got.amount, tolerance, books) if verdict != "as-expected" else ("", "")
    return Variance(
        verdict=verdict, expected=amount, allowed=got.amount, stated=got.stated, difference=difference, cause=cause,
        words=CAUSES[cause].words if cause else "", proof=proof, steps=(*wanted.steps, *got.steps), releases=wanted.releases, **known,  # type: ignore[arg-type]
    )  # fmt: skip


def group(variances: Iterable[Variance]) -> list[Group]:
    """Variances by payer and cause, what is owed most first; lines as expected and unknown ones are left out."""
    found: defaultdict[tuple[str, str], list[Variance]] = defaultdict(list)
    for one in variances:
        if one.cause:
            found[one.payer, one.cause].append(one)
    groups = [
        Group(
            payer=payer, cause=cause, words=CAUSES[cause].words, lines=len(some), percent=_percent(some),
            codes=tuple(sorted({one.code for one in some})),
            owed=Money.total(-one.difference for one in some if one.difference is not None and one.difference < 0),
            over=Money.total(one.difference for one in some if one.difference is not None and one.difference > 0),
        )
        for (payer, cause), some in found.items()
    ]  # fmt: skip
    return sorted(groups, key=lambda one: (-one.owed, one.payer, one.cause))


def _percent(some: list[Variance]) -> Decimal | None:
    """The percentage of the expected amounts that explains every allowed one to the cent, found from the dearest line."""
    pairs = [(one.expected, one.allowed) for one in some if one.expected and one.allowed]
    if len(pairs) < SAME or len(pairs) < len(some):
        return None
    expected, allowed = max(pairs)
    percent = (allowed.dollars / expected.dollars * 100).quantize(Decimal("0.1"))
    return percent if all(abs(Money.of(one.dollars * percent / 100) - got) <= CENT for one, got in pairs) else None


def _verdict(allowed: Money, expected: Money, difference: Money, tolerance: Money) -> Verdict:
    if abs(difference) <= tolerance:
        return "as-expected"
    if not allowed and expected:
        return "denied"
    return "underpaid" if difference < 0 else "overpaid"


def _cause(
    line: RemittanceLine, request: PriceRequest, expected: Money, allowed: Money, tolerance: Money, books: Installed | None
) -> tuple[str, str]:  # fmt: skip
    """The cause and its proof: what the line itself says first, then what pricing again proves."""
    if not allowed:
        return "denied", ", ".join(f"{one.group}-{one.reason}" for one in line.adjustments)
    if line.submitted_procedure and line.submitted_procedure != line.procedure:
        return "other-code", f"{line.procedure} in place of {line.submitted_procedure}"
    if abs(line.charge - allowed) <= tolerance and line.charge < expected:
        return "charge", f"charged {line.charge}"
    found = proved(request, allowed, tolerance, books)
    if found is not None:
        return found
    if not uncountable(line.units) and abs(Money.of(expected.dollars * line.units / request.units) - allowed) <= tolerance:
        return "units", f"{line.units} units"
    return "unexplained", ""
