"""A reviewer's answer: what it comes to, its number and days, and what to do next."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from claimwright.core import AuthorizationAnswer, Period
from claimwright.office.eligibility.reading import refusal
from claimwright.payers import profile


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def state(answer: AuthorizationAnswer | None) -> str:
    """What an answer comes to: one of :class:`.models.Authorization.State`."""
    if answer is None or answer.rejections:
        return "failed"
    said = answer.decision or next((one.decision for one in answer.services if one.decision), None)
    return _table()["state"].get(said.action, "pended") if said else "failed"


def number(answer: AuthorizationAnswer | None) -> str:
    """The certification's number, "" where none was given."""
    decisions = (answer.decision, *(one.decision for one in answer.services)) if answer else ()
    return next((one.number for one in decisions if one and one.number), "")


def days(answer: AuthorizationAnswer | None) -> tuple[date | None, date | None]:
    """First and last day of the certification, as far as they are told."""
    told = answer.dates if answer else {}
    return _day(told.get("certification_effective")), _day(told.get("certification_expires"))


def lines(answer: AuthorizationAnswer | None) -> Iterator[str]:
    """What was said of each service, and why the request was sent back."""
    for one in answer.services if answer else ():
        if one.decision and one.procedure:
            yield f"{one.procedure}: {_table()['state'].get(one.decision.action, one.decision.action)}"
    for why in answer.rejections if answer else ():
        yield f"{': '.join(refusal(why.reason))} (reason {why.reason})"


def next_step(state: str) -> str:
    """What a biller does then."""
    return _table()["next"][state]


def wanted(payer_id: str, codes: Iterable[str]) -> tuple[list[str], str]:
    """Which of these services the payer pays only with an authorization, and who says so."""
    terms = profile(payer_id)
    found = sorted(set(codes) & terms.authorization.codes) if terms else []
    return found, terms.authorization.source if terms and found else ""


def _day(told: Period | None) -> date | None:
    return told.first if told else None
