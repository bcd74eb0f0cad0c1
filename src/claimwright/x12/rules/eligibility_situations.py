"""SNIP 4 of eligibility: a patient is asked about and can be found; an answer answers.

Sources: CAQH CORE 154, 259 and 260 (search by member id, name and birth date; one answer or reason for each patient); X279A1 as told in
companion guides (CMS HETS, Stedi's element guides). None of the open validators checks these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, When, fault, rule
from claimwright.x12.tree import get

from .amounts import cents, dollars

POINTING: Final = "RFI 1413: EQ05 names diagnoses of HI; for one that is not there no inquiry is rejected"


def has_below(level: Instance, loop_id: str) -> bool:
    """Whether a level had levels of that id beneath it (they are handed out, not kept)."""
    return any(item.node is not None and item.node.id == loop_id and item.index in level.state.seen for item in level.node.items)


@rule("x12-eligibility-question", snip=4, sets=("270",), at="2000C", source="the guide only: X279A1 2110C EQ")
def question(level: Instance, context: Context) -> Iterator[Fault]:
    """Where no dependent is asked about, the subscriber is."""
    person = level.loop("2100C")
    if person is not None and not has_below(level, "2000D") and person.loop("2110C") is None:
        last = max(position for _, _, position in person.segments)
        yield fault(person, "EQ", last + 1, "nothing is asked about the subscriber", fix="say which benefits", code="IK304=I6")


@rule(
    "x12-eligibility-search",
    snip=4,
    sets=("270",),
    at="2000C",
    severity=Severity.WARNING,
    source="CAQH CORE 154, X279A1 search options; RFI 1913: with less, a payer answers AAA",
)
def search(level: Instance, context: Context) -> Iterator[Fault]:
    """The payer must be able to find the subscriber, by a number, or by name and birth date; else it answers that it cannot."""
    person = level.loop("2100C")
    name = person.first("NM1") if person else None
    if person is None or get(name, 9) or person.first("REF") is not None or (get(name, 3) and person.value("DMG", 2)):
        return
    yield fault(
        person, "NM1", person.position, "neither a member id nor name and birth date: nobody can be found", element=9,
        fix="give the member id", code="IK403=I9",
    )  # fmt: skip


@rule("x12-eligibility-pointer", snip=4, sets=("270",), at="2000C", severity=Severity.WARNING, source=POINTING)
def subscriber_pointers(level: Instance, context: Context) -> Iterator[Fault]:
    """No pointer beyond the last diagnosis."""
    yield from _pointers(level.loop("2100C"), context)


@rule("x12-eligibility-pointer", snip=4, sets=("270",), at="2000D", severity=Severity.WARNING, source=POINTING)
def dependent_pointers(level: Instance, context: Context) -> Iterator[Fault]:
    """No pointer beyond the last diagnosis."""
    yield from _pointers(level.loop("2100D"), context)


def _pointers(person: Instance | None, context: Context) -> Iterator[Fault]:
    if person is None:
        return
    count = len((person.first("HI") or [""])[1:])
    for loop in person.loops:
        asked = loop.first("EQ")
        for number, pointer in enumerate(get(asked, 5).split(context.delimiters.component), 1):
            if pointer.isascii() and pointer.isdigit() and int(pointer) > count:
                yield fault(
                    loop, "EQ", loop.position, f"points at diagnosis {pointer}, there are {count}", element=5, component=number,
                    value=pointer, code="IK403=I12",
                )  # fmt: skip


@rule("x12-eligibility-answer", snip=4, sets=("271",), at="2000C", source="CAQH CORE 259, 260: benefits, or the reason why there are none")
def subscriber_answer(level: Instance, context: Context) -> Iterator[Fault]:
    """A subscriber without dependents is answered."""
    if not has_below(level, "2000D"):
        yield from _answered(level.loop("2100C"), "2110C")


@rule("x12-eligibility-answer", snip=4, sets=("271",), at="2000D", source="CAQH CORE 259, 260: benefits, or the reason why there are none")
def dependent_answer(level: Instance, context: Context) -> Iterator[Fault]:
    """A dependent is answered."""
    yield from _answered(level.loop("2100D"), "2110D")


def _answered(person: Instance | None, benefits: str) -> Iterator[Fault]:
    if person is not None and person.loop(benefits) is None and person.first("AAA") is None:
        last = max(position for _, _, position in person.segments)
        yield fault(person, "EB", last + 1, "neither a benefit nor a reason for refusal", fix="send EB or AAA", code="IK304=I6")


@rule(
    "x12-benefit-amount", snip=4, sets=("271",), at="2000C", severity=Severity.WARNING,
    source="CAQH CORE 260: B, C and G tell an amount, A a percentage",
)  # fmt: skip
def subscriber_amounts(level: Instance, context: Context) -> Iterator[Fault]:
    """A share of the patient is told as money, or as a percentage."""
    yield from _amounts(level.loop("2100C"))


@rule(
    "x12-benefit-amount", snip=4, sets=("271",), at="2000D", severity=Severity.WARNING,
    source="CAQH CORE 260: B, C and G tell an amount, A a percentage",
)  # fmt: skip
def dependent_amounts(level: Instance, context: Context) -> Iterator[Fault]:
    """A share of the patient is told as money, or as a percentage."""
    yield from _amounts(level.loop("2100D"))


_TOLD_AS: Final = {"A": (8, "a percentage"), "B": (7, "an amount"), "C": (7, "an amount"), "G": (7, "an amount")}


def _amounts(person: Instance | None) -> Iterator[Fault]:
    for loop in person.loops if person is not None else ():
        told = loop.first("EB")
        element, what = _TOLD_AS.get(get(told, 1), (0, ""))
        if element and not get(told, element) and loop.first("MSG") is None:
            yield fault(loop, "EB", loop.position, f"this benefit is told as {what}", element=element, code="IK403=I9")
        elif element == 7 and (cents(get(told, 7)) or 0) < 0:
            yield fault(
                loop, "EB", loop.position, "a share of the patient is not negative", element=7, value=get(told, 7), code="IK403=I12"
            )


@rule("x12-benefit-percent", snip=4, sets=("271",), at="2000C", severity=Severity.WARNING,
      source="X279A1 EB08: a share as a decimal, 1 is all of it (x12.org and payer examples)")  # fmt: skip
def subscriber_percent(level: Instance, context: Context) -> Iterator[Fault]:
    """A percentage is a decimal between 0 and 1."""
    yield from _percents(level.loop("2100C"))


@rule("x12-benefit-percent", snip=4, sets=("271",), at="2000D", severity=Severity.WARNING,
      source="X279A1 EB08: a share as a decimal, 1 is all of it (x12.org and payer examples)")  # fmt: skip
def dependent_percent(level: Instance, context: Context) -> Iterator[Fault]:
    """A percentage is a decimal between 0 and 1."""
    yield from _percents(level.loop("2100D"))


def _percents(person: Instance | None) -> Iterator[Fault]:
    for loop in person.loops if person is not None else ():
        text = loop.value("EB", 8)
        if _SHARE.match(text) and Decimal(text) > 1:
            yield fault(loop, "EB", loop.position, "more than all of it: 0.2 means 20 percent", element=8, value=text, code="IK403=I12")


_SHARE: Final = re.compile(r"\d{1,9}(?:\.\d{1,9})?\Z", re.ASCII)


@rule("x12-benefit-remaining", snip=3, sets=("271",), at="2000C", severity=Severity.WARNING,
      source="CAQH CORE 260: base and remaining deductible; the rest is part of the whole")  # fmt: skip
def subscriber_remaining(level: Instance, context: Context) -> Iterator[Fault]:
    """What is left of a deductible or limit is not more than the whole."""
    yield from _remaining(level.loop("2100C"))


@rule("x12-benefit-remaining", snip=3, sets=("271",), at="2000D", severity=Severity.WARNING,
      source="CAQH CORE 260: base and remaining deductible; the rest is part of the whole")  # fmt: skip
def dependent_remaining(level: Instance, context: Context) -> Iterator[Fault]:
    """What is left of a deductible or limit is not more than the whole."""
    yield from _remaining(level.loop("2100D"))


def _remaining(person: Instance | None) -> Iterator[Fault]:
    wholes: dict[tuple[str, ...], int] = {}
    rests: list[tuple[Instance, tuple[str, ...], int]] = []
    for loop in person.loops if person is not None else ():
        told = loop.first("EB")
        if get(told, 1) not in ("C", "G") or not get(told, 7):
            continue
        amount, alike = cents(get(told, 7)), tuple(get(told, at) for at in (1, 2, 3, 4, 5, 12))
        if amount is not None and get(told, 6) == "29":
            rests.append((loop, alike, amount))
        elif amount is not None:
            wholes[alike] = max(amount, wholes.get(alike, amount))
    for loop, alike, amount in rests:
        if alike in wholes and amount > wholes[alike]:
            yield fault(loop, "EB", loop.position, f"more is left than the whole, {dollars(wholes[alike])}", element=7,
                        value=loop.value("EB", 7), code="IK403=I12")  # fmt: skip


@rule("x12-benefit-repeated", snip=4, sets=("271",), at="2000C", severity=Severity.WARNING,
      source="RFI 898, 2201, 2267: what differs in EB03 alone is one 2110C with EB03 repeated")  # fmt: skip
def subscriber_repeated(level: Instance, context: Context) -> Iterator[Fault]:
    """Benefits that differ in the kind of service alone are told once, with every kind."""
    yield from _repeated(level.loop("2100C"))


@rule("x12-benefit-repeated", snip=4, sets=("271",), at="2000D", severity=Severity.WARNING,
      source="RFI 898, 2201, 2267: what differs in EB03 alone is one 2110D with EB03 repeated")  # fmt: skip
def dependent_repeated(level: Instance, context: Context) -> Iterator[Fault]:
    """Benefits that differ in the kind of service alone are told once, with every kind."""
    yield from _repeated(level.loop("2100D"))


def _repeated(person: Instance | None) -> Iterator[Fault]:
    seen = set()
    for loop in person.loops if person is not None else ():
        told = _but_for_kinds(loop)
        if loop.first("EB") is not None and told in seen:
            message = "says the same as a benefit before it, of another kind of service"
            yield fault(loop, "EB", loop.position, message, element=3, value=loop.value("EB", 3), code="IK403=I12")
        seen.add(told)


def _but_for_kinds(loop: Instance) -> tuple[object, ...]:
    own = [(*row[:3], *row[4:]) if row[0] == "EB" else tuple(row) for _, row, _ in loop.segments]
    return (*own, *(_but_for_kinds(one) for one in loop.loops))


RELATIONSHIP: Final = (
    When(
        "x12-eligibility-dependent-name", "2000D", "!2100D/NM104", needs="2100D/DMG", sets=("270",), severity=Severity.WARNING,
        message="a dependent is found by name or by birth date", source="CAQH CORE 154, X279A1 2100D search options",
    ),
)  # fmt: skip
