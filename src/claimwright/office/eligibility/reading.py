"""A payer's answer about coverage in plain words: is it active, what does the patient pay, what is limited, who else pays."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from claimwright.core import Benefit, EligibilityAnswer, Money
from claimwright.office.kit.templatetags.office import money

ACTIVE, GONE = ("1", "2", "3", "4", "5"), ("6", "7", "8")
LEFT = ("29", "33")
"""What is still open of an amount (EB06)."""


class Line(NamedTuple):
    """One statement. ``what``: copay, deductible, ...; ``of``: which service; ``says``: amount or share; ``more``: the rest."""

    what: str
    of: str
    says: str
    more: str


@cache
def words() -> dict[str, dict[str, Any]]:
    """Our words by table and code."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def word(table: str, code: str) -> str:
    """A code in words; itself where we have none."""
    return str(words()[table].get(code, code))


def standing(answer: EligibilityAnswer | None) -> str:
    """active, inactive, refused or none."""
    if answer is None:
        return "none"
    if answer.active:
        return "active"
    if any(one.kind in GONE for one in answer.benefits):
        return "inactive"
    return "refused" if refusals(answer) else "none"


def plan(answer: EligibilityAnswer) -> str:
    """The plan's name, where it is told."""
    return next((one.plan for one in answer.benefits if one.plan), "")


def refusals(answer: EligibilityAnswer) -> list[tuple[str, str, str]]:
    """Why the question was not answered: the code, what it means, what to do."""
    found = [*answer.rejections, *(why for one in answer.benefits for why in one.rejections)]
    return [(one.reason, *refusal(one.reason)) for one in found]


def refusal(reason: str) -> tuple[str, str]:
    """What a reason for not answering (AAA03) means, and what to do."""
    what, mend = words()["refusal"].get(reason, (f"reason {reason}", "call the payer"))
    return what, mend


def lines(answer: EligibilityAnswer) -> list[Line]:
    """What the patient pays and what is limited, one statement a line; whether it is active is said elsewhere."""
    return [_line(one) for one in answer.benefits if one.kind not in (*ACTIVE, *GONE, "R", "X")]


def _line(one: Benefit) -> Line:
    of = ", ".join(word("service", code) for code in one.service_types) or one.procedure
    more = [
        f"per {_period(one.period)}" if one.period and one.period not in LEFT else "",
        word("level", one.coverage_level) if one.coverage_level else "",
        {"Y": "in network", "N": "out of network"}.get(one.in_network, ""),
        "needs an authorization" if one.authorization == "Y" else "",
        *map(_delivery, one.deliveries),
        *one.messages,
    ]
    left = " left" if one.period in LEFT else ""
    return Line(word("kind", one.kind), of, _says(one) + left, "; ".join(part for part in more if part))


def _period(code: str) -> str:
    return word("period", code).removeprefix("a ").removeprefix("an ")


def _says(one: Benefit) -> str:
    if one.amount is not None:
        return money(one.amount)
    if one.percent is not None:
        return f"{(one.percent * 100).normalize():f} %"
    return f"{one.quantity.normalize():f} {word('unit', one.unit)}" if one.quantity is not None else ""


def _delivery(one: Any) -> str:
    much = f"{one.quantity.normalize():f} {word('unit', one.unit)}" if one.quantity is not None else ""
    return f"{much} per {_period(one.period)}" if one.period else much


def others(answer: EligibilityAnswer) -> list[str]:
    """Payers besides, by name and number, as far as they are told."""
    found = []
    for one in answer.benefits:
        if one.kind == "R":
            named = [f"{party.name or party.last} {party.id}".strip() for party in one.parties]
            found.append(", ".join(named) or one.plan or "another payer, not named")
    return found


def days(answer: EligibilityAnswer) -> str:
    """From when to when the coverage holds, as the answer says it."""
    every = {**{name: span for one in answer.benefits for name, span in one.dates.items()}, **answer.dates}
    first = next((every[name].first for name in ("plan_begin", "eligibility_begin", "plan", "eligibility") if name in every), None)
    last = next((every[name].first for name in ("plan_end", "eligibility_end") if name in every), None)
    parts = [f"from {first:%b} {first.day}, {first.year}" if first else "", f"to {last:%b} {last.day}, {last.year}" if last else ""]
    return " ".join(part for part in parts if part)


class Terms(NamedTuple):
    """What an estimate needs of an answer. None: it was not said."""

    copay: Money | None
    coinsurance: Decimal | None
    deductible_left: Money | None
    out_of_pocket_left: Money | None


def terms(answer: EligibilityAnswer, service: str = "98") -> Terms:
    """What holds for a kind of service (an office visit): its own statement before that of the whole plan, in network before out."""

    def told(kind: str, *periods: str) -> Benefit | None:
        fitting = [one for one in answer.benefits if one.kind == kind and one.in_network != "N" and one.coverage_level in ("IND", "")]
        if periods:
            fitting = [one for one in fitting if one.period in periods]
        own = [one for one in fitting if service in one.service_types]
        return next(iter([*own, *(one for one in fitting if "30" in one.service_types or not one.service_types)]), None)

    copay, share, left, most = told("B"), told("A"), told("C", *LEFT), told("G", *LEFT)
    return Terms(
        copay.amount if copay else None, share.percent * 100 if share and share.percent is not None else None,
        left.amount if left else None, most.amount if most else None,
    )  # fmt: skip


def told(terms: Terms) -> list[tuple[str, str]]:
    """What an estimate rests on, in words; what the answer does not say counts as nothing."""
    amounts = (("deductible left", terms.deductible_left), ("copay", terms.copay), ("out of pocket left", terms.out_of_pocket_left))
    lines = [(name, money(amount) if amount is not None else NOT_TOLD) for name, amount in amounts]
    share = f"{terms.coinsurance.normalize():f} %" if terms.coinsurance is not None else NOT_TOLD
    return [*lines[:2], ("coinsurance", share), lines[2]]


NOT_TOLD = "not told"


def changes(before: EligibilityAnswer | None, now: EligibilityAnswer) -> Iterator[str]:
    """What is different from the last answer and somebody should know."""
    if before is None:
        return
    if standing(before) != standing(now):
        yield f"was {words_of(standing(before))}, is {words_of(standing(now))}"
    if plan(before) and plan(now) and plan(before) != plan(now):
        yield f"the plan was {plan(before)}, is {plan(now)}"
    yield from (f"another payer was found: {name}" for name in others(now) if name not in others(before))


def words_of(name: str) -> str:
    """A standing in words."""
    return {"active": "active", "inactive": "not active", "refused": "not found", "none": "without answer"}[name]
