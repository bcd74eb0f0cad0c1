"""A payer's answer about a claim in plain words: where it stands, why, what is paid when, and what to do next."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from claimwright.core import Status, StatusAnswer, StatusCode
from claimwright.office.encounters.engine import books
from claimwright.office.kit.templatetags.office import money


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def standing(answer: StatusAnswer | None) -> str:
    """What an answer comes to: one of :class:`.models.StatusCheck.Standing`."""
    first = _first(answer)
    fits = (word for beginning, word in _table()["standing"].items() if first and first.category.startswith(beginning))
    return next(fits, "none")


def codes(answer: StatusAnswer | None) -> str:
    """The first code as it came: category, status, entity."""
    first = _first(answer)
    return ":".join(filter(None, (first.category, first.status, first.entity))) if first else ""


def next_step(standing: str) -> str:
    """What a biller does then."""
    return _table()["next"][standing]


def lines(answer: StatusAnswer | None) -> list[str]:
    """All that the answer says of the claim and of its services, a sentence each."""
    if answer is None:
        return []
    told = [_said(status) for status in answer.statuses]
    return told + [f"{line.procedure}: {_said(status)}" for line in answer.lines for status in line.statuses]


def _first(answer: StatusAnswer | None) -> StatusCode | None:
    return next((code for status in answer.statuses for code in status.codes), None) if answer else None


def _said(status: Status) -> str:
    return ". ".join(filter(None, [*(_words(code) for code in status.codes), ", ".join(_money(status))]))


def _words(code: StatusCode) -> str:
    tables = ((books().claim_status_categories, code.category), (books().claim_status, code.status))
    found = [row.words if (row := table.get(number)) else f"code {number}" for table, number in tables if number]
    return f"{', '.join(found)} ({code.category}:{code.status})" if code.status else f"{', '.join(found)} ({code.category})"


def _money(status: Status) -> Iterator[str]:
    if status.paid is not None:
        yield f"{money(status.paid)} paid" + (f" of {money(status.charge)}" if status.charge is not None else "")
    if status.decided:
        yield f"decided on {status.decided:%b} {status.decided.day}, {status.decided.year}"
    if status.check:
        yield f"check or transfer {status.check}"
