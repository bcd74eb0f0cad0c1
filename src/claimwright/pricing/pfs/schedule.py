"""The order of operations: fee, package, both sides, several procedures, surgeons, cap on imaging; then what Part B does to it.

One service is a claim of one line. CMS, Pub. 100-04, chapter 12, sections 20 and 40; SSA 1848(a) and (b).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimwright.codesets.pfs import HeldTables, PfsTables, open_pfs
from claimwright.core import Claim, ClaimLine, Money, replace

from .. import part_b
from ..of_line import of_line
from ..values import Installed, LinePrice, Price, PriceRequest, Step, unpriced
from . import equipment, formula, modifiers, parts, procedures, sides, therapy
from .draft import Draft, NoPrice
from .service import CAP, CAP_SOURCE, drafted


def price_service(request: PriceRequest, books: Installed | None = None) -> Price:
    """Price one service; modifier 51 means that it is the second of its day."""
    return _alone(request, open_pfs(books.store if books else None), steps=True)


def prices(requests: Iterable[PriceRequest], books: Installed | None = None, *, steps: bool = False) -> Iterator[Price]:
    """Price many single services, one after another, without their steps unless asked: the same amounts and reasons, sooner."""
    tables = HeldTables(open_pfs(books.store if books else None))
    for request in requests:
        yield _alone(request, tables, steps=steps)


def price_claim(request: PriceRequest, books: Installed | None = None) -> Price:
    """Price every professional line of ``request.claim``; the amount is their sum, None as soon as one line has no price."""
    claim = request.claim
    if claim is None or claim.kind != "professional":
        return unpriced("the physician fee schedule prices professional claims")
    tables = open_pfs(books.store if books else None)
    drafts = [drafted(of_line(request, claim, line), tables, place) for place, line in enumerate(claim.lines)]
    _beside_one_another([draft for draft in drafts if not draft.reason])
    left, found = request.deductible, []
    for draft in drafts:
        draft.request = replace(draft.request, deductible=left)  # what earlier lines of the claim left of it
        one = _concluded(draft, steps=True)
        left = left - one.settlement.deductible if left is not None and one.settlement else left
        found.append(one)
    return _sum(claim, found)


def _alone(request: PriceRequest, tables: PfsTables | HeldTables, *, steps: bool) -> Price:
    draft = drafted(request, tables)
    if not draft.reason:
        if draft.row.multiple == therapy.THERAPY:
            therapy.reduce((draft,))
        elif "51" in request.modifiers:
            procedures.alone(draft)
    return _concluded(draft, steps=steps)


def _beside_one_another(drafts: Sequence[Draft]) -> None:
    """What services of one claim do to one another's fees."""
    sides.reduce(drafts)
    procedures.reduce(drafts)
    therapy.reduce(drafts)
    parts.reduce(drafts)
    sides.only_alone(drafts)


def _concluded(draft: Draft, *, steps: bool) -> Price:
    """From the fee among others to the answer."""
    request = draft.request
    if not draft.reason:
        try:
            if request.modifiers:
                modifiers.surgeons(draft)
        except NoPrice as why:
            draft.fail(str(why))
        if draft.cap is not None:
            draft.say(CAP, draft.cap, source=CAP_SOURCE)
            if draft.cap < draft.amount:
                draft.set(draft.cap, "the outpatient amount is lower", source=CAP_SOURCE)
        if request.modifiers:
            equipment.reduce(draft)
    if draft.reason or request.date is None:
        return Price(amount=None, reason=draft.reason, steps=draft.steps() if steps else (), date=request.date)
    last = part_b.conclude(draft.amount, request, request.date)
    return Price(
        amount=last.amount, allowed=last.allowed, limiting_charge=last.limiting_charge, settlement=last.settlement,
        steps=(*draft.steps(), *last.steps) if steps else (), notes=draft.notes, releases=_releases(draft), date=request.date,
        national=draft.where is formula.NATIONAL,
    )  # fmt: skip


def _releases(draft: Draft) -> dict[str, str]:
    found = {"rvu": draft.row.release, "conversion_factor": draft.factor_release}
    if draft.where.release:
        found["gpci"] = draft.where.release
    return found


def _sum(claim: Claim, found: list[Price]) -> Price:
    lines = tuple(_line_price(line, one) for line, one in zip(claim.lines, found, strict=True))
    missing = [line for line in lines if line.amount is None]
    reason = f"{len(missing)} of {len(lines)} lines have no price by this schedule" if missing or not lines else ""
    return Price(
        amount=None if reason else Money.total(line.amount or 0 for line in lines),
        allowed=None if reason or any(line.allowed is None for line in lines) else Money.total(line.allowed or 0 for line in lines),
        reason=reason, lines=lines, date=claim.from_date, national=any(one.national for one in found),
        steps=tuple(Step(f"line {line.line}", str(line.amount)) for line in lines if line.amount is not None),
        releases={name: release for one in found for name, release in one.releases.items()},
    )  # fmt: skip


def _line_price(line: ClaimLine, found: Price) -> LinePrice:
    return LinePrice(
        line=line.number, control_number=line.control_number, amount=found.amount, allowed=found.allowed, steps=found.steps,
        limiting_charge=found.limiting_charge, settlement=found.settlement, reason=found.reason, notes=found.notes,
    )  # fmt: skip
