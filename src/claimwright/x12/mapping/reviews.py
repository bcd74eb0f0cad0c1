"""278 to authorization requests and answers: one value for each patient event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from claimwright.core import AuthorizationAnswer, AuthorizationRequest, Decision, Diagnosis, Rejection, ReviewService, Scope, replace
from claimwright.core import dotted as with_dot
from claimwright.x12.instance import Instance
from claimwright.x12.listening import Transaction
from claimwright.x12.tokens import words
from claimwright.x12.tree import Elements, get, part

from . import reviews_out
from .asking import (
    DIAGNOSES,
    asker,
    company,
    dates,
    deliveries,
    maybe_money,
    maybe_number,
    party,
    people,
    period,
    procedure,
    rejections,
    trace,
)
from .inquiries_kept import kept, with_segments, written

READS: Final = ("278",)
PARTIES: Final = ("2010EA", "2010EB", "2010EC")


def unit(event: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[AuthorizationRequest | AuthorizationAnswer]:
    """One patient event with its services."""
    services, kept[:] = tuple(kept), []
    root = event.up("ST")
    yield _review(event, services, transaction, answers=root is not None and root.value("BHT", 2) == "11")


def level(instance: Instance, transaction: Transaction, kept: list[Any]) -> None:
    """Keep a service until its event closes."""
    if instance.node.id == "2000F":
        kept.append(_service(instance, transaction))


def finish(root: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[Any]:
    """Nothing is left at the end of the set."""
    yield from ()


def _review(event: Instance, services: tuple[ReviewService, ...], transaction: Transaction, *, answers: bool) -> Any:
    source, asking = event.up("2000A"), event.up("2000B")
    holder, dependent = event.up("2000C"), event.up("2000D")
    insured, other = holder.loop("2010C") if holder else None, dependent.loop("2010D") if dependent else None
    births = (insured.first("DMG") if insured else None, other.first("DMG") if other else None)
    found = people(insured, other, other.value("INS", 2) if other else "", births)
    reviewer, requester = source.loop("2010A") if source else None, asking.loop("2010B") if asking else None
    colon = transaction.delimiters.component
    told: dict[str, Any] = {
        "id": trace(event, "2" if answers else "1"), "reviewer": company(reviewer), "requester": asker(requester), "patient": found.patient,
        "subscriber": found.subscriber, "scope": _scope(event.first("UM"), colon) or Scope(category=""),
        "diagnoses": tuple(_diagnoses(event.first("HI"), colon)), "dates": dates(event),
        "delivery": next(deliveries(event, transaction), None), "message": words(event.value("MSG", 1)),
        "parties": tuple(party(loop) for loop in event.loops if loop.node.id in PARTIES), "services": services,
        "authorization": event.value("REF", 2, "BB"), "reference": event.value("REF", 2, "NT"),
    }  # fmt: skip
    levels = (source, asking, holder, dependent, event)
    if not answers:
        return _with_kept(AuthorizationRequest(**told), levels, transaction)
    why: tuple[Rejection, ...] = (
        *rejections(source, "source"), *rejections(reviewer, "payer"), *rejections(requester, "provider"),
        *rejections(insured, "subscriber"), *rejections(other, "dependent"), *rejections(event, "event"),
    )  # fmt: skip
    return _with_kept(AuthorizationAnswer(**told, decision=_decision(event.first("HCR"), transaction), rejections=why), levels, transaction)


def _with_kept(made: Any, levels: tuple[Instance | None, ...], transaction: Transaction) -> Any:
    """The review with what its levels say that no field holds; its services were looked at when they closed."""
    own = written(replace(made, services=()), reviews_out.sets, reviews_out.GUIDE, transaction, levels)
    return with_segments(made, kept(levels, own, transaction.delimiters))


def _scope(elements: Elements | None, colon: str) -> Scope | None:
    if elements is None:
        return None
    place, cause = get(elements, 4), get(elements, 5)
    return Scope(
        category=get(elements, 1), certification=get(elements, 2), service_type=get(elements, 3), place=part(place, 1, colon),
        place_kind=part(place, 2, colon) or "B", causes=tuple(filter(None, cause.split(colon)[:3])), cause_state=part(cause, 4, colon),
        level=get(elements, 6), release=get(elements, 9), delay=get(elements, 10),
    )  # fmt: skip


def _diagnoses(elements: Elements | None, colon: str) -> Iterator[Diagnosis]:
    for code in (elements or [])[1:]:
        qualifier, value = part(code, 1, colon), part(code, 2, colon)
        if value:
            yield Diagnosis(code=with_dot(value) if qualifier in DIAGNOSES else value, qualifier=qualifier)


def _decision(elements: Elements | None, transaction: Transaction) -> Decision | None:
    if elements is None:
        return None
    reasons = get(elements, 3).split(transaction.delimiters.repetition or "^")
    return Decision(
        action=get(elements, 1), number=get(elements, 2), reasons=tuple(filter(None, reasons)), second_opinion=get(elements, 4)
    )  # fmt: skip


_FORMS: Final = {"SV1": ("professional", 1, 2, 3, 4), "SV2": ("institutional", 2, 3, 4, 5), "SV3": ("dental", 1, 2, 0, 6)}
"""Segment: form of the service, and the elements of procedure, charge, unit and units."""


def _service(loop: Instance, transaction: Transaction) -> ReviewService:
    colon, when = transaction.delimiters.component, loop.first("DTP", "472")
    told: dict[str, Any] = {"form": ""}
    for name, (form, code_at, charge_at, unit_at, units_at) in _FORMS.items():
        line = loop.first(name)
        if line is not None:
            kind, code, modifiers = procedure(get(line, code_at), colon)
            told = {
                "form": form, "procedure": code, "procedure_kind": kind or "HC", "modifiers": modifiers,
                "revenue_code": get(line, 1) if form == "institutional" else "", "unit": get(line, unit_at) if unit_at else "",
                "charge": maybe_money(get(line, charge_at), transaction, f"{name}{charge_at:02d}"),
                "units": maybe_number(get(line, units_at), transaction, f"{name}{units_at:02d}"),
            }  # fmt: skip
    days = dates(loop)
    days.pop("service", None)
    made = ReviewService(
        **told, id=trace(loop, "1") or trace(loop, "2"), scope=_scope(loop.first("UM"), colon), on=period(get(when, 2), get(when, 3)),
        delivery=next(deliveries(loop, transaction), None), message=words(loop.value("MSG", 1)),
        parties=tuple(party(one) for one in loop.loops), authorization=loop.value("REF", 2, "BB"), reference=loop.value("REF", 2, "NT"),
        dates=days, decision=_decision(loop.first("HCR"), transaction), rejections=tuple(rejections(loop, "service")),
    )  # fmt: skip
    own = written(made, reviews_out.service_alone, reviews_out.GUIDE, transaction, (loop,), loop_id="2000F")
    return with_segments(made, kept((loop,), own, transaction.delimiters))  # type: ignore[no-any-return]
