"""TA1, 999 and 277CA to :class:`claimwright.core.Acknowledgement`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, Literal

from claimwright.core import Acknowledgement, ClaimStatus, SyntaxFault
from claimwright.x12.instance import Instance
from claimwright.x12.listening import Transaction
from claimwright.x12.tokens import words
from claimwright.x12.tree import Elements, get, part

from .values import day

READS: Final = ("999", "277CA")

Verdict = Literal["A", "E", "P", "R"]
_VERDICTS: Final[dict[str, Verdict]] = {"A": "A", "E": "E", "P": "P"}


def unit(loop: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[Acknowledgement]:
    """Keep the answer to one transaction set (999) or one claim (277CA)."""
    kept.extend(_faults(loop, transaction) if loop.node.trigger.id == "AK2" else [_status(loop, transaction)])
    yield from ()


def level(loop: Instance, transaction: Transaction, kept: list[Any]) -> None:
    """Remember the source and receiver levels of a 277CA: they close before the end of the set."""
    if loop.node.id in ("2000A", "2000B"):
        kept.append(loop)


def finish(root: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[Acknowledgement]:
    """The whole acknowledgement."""
    yield _syntax(root, transaction, kept) if transaction.st[1] == "999" else _claims(transaction, kept)


def interchange(elements: Elements) -> Acknowledgement:
    """A TA1 segment."""
    verdict = _VERDICTS.get(get(elements, 4), "R")
    fault = () if get(elements, 5) in ("", "000") else (SyntaxFault(segment="ISA", code=get(elements, 5)),)
    return Acknowledgement(kind="TA1", answers=get(elements, 1), verdict=verdict, date=day("20" + get(elements, 2)), faults=fault)


def _faults(loop: Instance, transaction: Transaction) -> Iterator[SyntaxFault]:
    colon = transaction.delimiters.component
    control = loop.value("AK2", 2)
    for segment in loop.every("2100"):
        head = segment.first("IK3") or []
        claim = _claim_named(segment, colon)
        place: dict[str, Any] = {
            "transaction": control, "segment": get(head, 1), "position": _whole(get(head, 2)), "loop": get(head, 3), "claim_id": claim,
        }  # fmt: skip
        elements = list(segment.every("2110"))
        if not elements:
            yield SyntaxFault(**place, code=get(head, 4))
        for element in elements:
            note = element.first("IK4") or []
            where = get(note, 1)
            yield SyntaxFault(
                **place, element=_whole(part(where, 1, colon)), component=_whole(part(where, 2, colon)) or None,
                code=get(note, 3), value=words(get(note, 4)),
            )  # fmt: skip
    for code in (loop.first("IK5") or [])[2:]:
        if code and code not in ("5", "I5"):
            yield SyntaxFault(transaction=control, segment="ST", code=code)


def _claim_named(segment: Instance, colon: str) -> str:
    """What CTX says of the claim: business unit CLM01 or TRN02."""
    for elements, _ in segment.all("CTX"):
        name, _, value = get(elements, 1).partition(colon)
        if name in ("CLM01", "TRN02"):
            return value
    return ""


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _syntax(root: Instance, transaction: Transaction, kept: list[Any]) -> Acknowledgement:
    verdict = _VERDICTS.get(root.value("AK9", 1), "R")
    return Acknowledgement(
        kind="999", answers=root.value("AK1", 2), verdict=verdict, date=_sent(transaction), faults=tuple(kept),
        payer_id=get(transaction.gs, 2),
    )  # fmt: skip


def _sent(transaction: Transaction) -> date | None:
    return day(get(transaction.gs, 4))


def _status(loop: Instance, transaction: Transaction) -> ClaimStatus:
    head = loop.first("STC") or []
    first = get(head, 1).split(transaction.delimiters.component)
    return ClaimStatus(
        claim_id=loop.value("TRN", 2), accepted=get(head, 3) == "WQ", category=get(first, 0), status=get(first, 1), entity=get(first, 2),
        payer_claim_id=loop.value("REF", 2, "1K"), message=words(get(head, 12)),
    )  # fmt: skip


def _claims(transaction: Transaction, kept: list[Any]) -> Acknowledgement:
    statuses = tuple(one for one in kept if isinstance(one, ClaimStatus))
    levels = {one.node.id: one for one in kept if isinstance(one, Instance)}
    source, receiver = levels.get("2000A"), levels.get("2000B")
    trace = receiver.loop("2200B") if receiver else None
    receipt, company = (source.loop("2200A"), source.loop("2100A")) if source else (None, None)
    on = (day(receipt.value("DTP", 3, "009")) if receipt else None) or _sent(transaction)
    return Acknowledgement(
        kind="277CA", answers=trace.value("TRN", 2) if trace else "", verdict=_verdict(statuses, trace), date=on,
        payer_id=get(company.first("NM1"), 9) if company else "", claims=statuses,
    )  # fmt: skip


def _verdict(statuses: tuple[ClaimStatus, ...], trace: Instance | None) -> Verdict:
    accepted = sum(status.accepted for status in statuses)
    if statuses:
        return "A" if accepted == len(statuses) else "P" if accepted else "R"
    return "A" if trace is not None and trace.value("STC", 3) == "WQ" else "R"
