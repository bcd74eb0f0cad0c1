"""The one door from this app to the engine: reading rules and contracts, trying them on claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from claimwright import core
from claimwright.edits.house import House, HouseRule, PastClaim, Tried, read_rules, try_rules
from claimwright.office.encounters.engine import books
from claimwright.payers import Contract, read_contract

_HEAD = re.compile(r"^\s*\[\[\s*rule\s*\]\]", re.MULTILINE)


def rules(text: str) -> dict[str, str]:
    """The text of each rule of a text, by the rule's id. Raises InputError."""
    read = read_rules(text, "line")
    starts = [found.start() for found in _HEAD.finditer(text)]
    ends = [*starts[1:], len(text)]
    parts = [text[start:end].strip() + "\n" for start, end in zip(starts, ends, strict=True)]
    return {name_of(rule): part for rule, part in zip(read, parts, strict=True)}


def name_of(rule: HouseRule) -> str:
    """Its id as the practice wrote it."""
    return rule.rule.edit.id.removeprefix("house-")


@lru_cache(maxsize=512)
def rule(text: str) -> HouseRule:
    """One rule, whatever its text says of being on: that is said by the practice's switch."""
    read = read_rules(text, "line")[0]
    return HouseRule(read.rule, True, read.place)


@lru_cache(maxsize=64)
def house(texts: tuple[str, ...]) -> House | None:
    """Rules ready to be run; None where there are none."""
    return House(tuple(rule(text) for text in texts)) if texts else None


def tried(text: str, past: Iterable[PastClaim]) -> Tried:
    """What a rule would have done on past claims."""
    return try_rules([rule(text)], past, books())[0]


def findings(text: str, claim: core.Claim) -> list[core.Finding]:
    """What a rule says of one claim."""
    from claimwright.edits.engine import scrub_house

    return list(scrub_house(claim, books(), House((rule(text),))))


@lru_cache(maxsize=256)
def contract(text: str) -> Contract:
    """A contract. Raises InputError."""
    return read_contract(text, "line")


class Priced(NamedTuple):
    """A service of the fee list, what is charged for it, and what a contract would pay, by which term; or why it would not."""

    code: str
    charge: core.Money | None
    pays: core.Money | None
    term: str
    why: str


def priced(text: str, fees: Sequence[tuple[str, core.Money | None]], on: date) -> list[Priced]:
    """What a contract would pay for one unit of each service on a day."""
    from claimwright.pricing import PriceRequest, price

    found = []
    for code, charge in fees:
        answer = price(PriceRequest(schedule="contract", agreement=contract(text), code=code, charge=charge, date=on), books())
        term = answer.steps[0] if answer.steps else None
        by = " · ".join(filter(None, (term.what, term.source))) if term else ""
        found.append(Priced(code, charge, answer.amount, by, answer.reason or ""))
    return found


def priced_one(text: str, code: str, charge: core.Money | None, on: date) -> tuple[core.Money | None, str]:
    """What a contract pays for one unit of a service, and by which term; None and why where it does not say."""
    [found] = priced(text, [(code, charge)], on)
    return found.pays, found.term or found.why


def basis(text: str) -> Any:
    """A contract as what prices a group."""
    from claimwright.pricing import PriceRequest

    return PriceRequest(schedule="contract", agreement=contract(text))


def of_claim(text: str, claim: core.Claim) -> Any:
    """What a contract would pay for a claim: a price with its steps, or why there is none."""
    from claimwright.pricing import PriceRequest, price

    return price(PriceRequest(schedule="contract", agreement=contract(text), claim=claim), books())
