"""The reasons and limits of ``terms.toml``, with what the office's own file says instead."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from claimwright.core import ZERO, InputError, Money
from claimwright.office import paths

OWN = "write-offs.toml"


@cache
def terms() -> dict[str, Any]:
    """Reasons by ``insurance`` and ``patient``, and the reasons that ``always`` take two people."""
    return tomllib.loads((Path(__file__).parent / "terms.toml").read_text("utf-8"))


def reasons(payer: str) -> dict[str, str]:
    """Why a payer's (or, for "", the patient's) debt may be given up."""
    return dict(terms()["insurance" if payer else "patient"])


def limit(by: Any, what: str) -> Money:
    """Up to what a person may write off ``alone``, or ``approves`` as the second: the most that one of her roles allows."""
    own = _own(what)
    allowed = own if own is not None else terms()[what]
    return max((_amount(allowed[role]) for role in by.roles if role in allowed), default=ZERO)


def takes_two(by: Any, amount: Money, reason: str) -> bool:
    """Whether somebody else has to agree."""
    return amount > limit(by, "alone") or reason in terms()["always"]["reasons"]


def _own(what: str) -> dict[str, str] | None:
    file = paths.data_directory() / OWN
    if not file.is_file():
        return None
    try:
        found = tomllib.loads(file.read_text("utf-8")).get(what)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(OWN, f"is no TOML: {error}", "mend it or take it away") from error
    return found if isinstance(found, dict) else None


def _amount(text: Any) -> Money:
    try:
        return Money.parse(str(text))
    except ValueError as error:
        raise InputError(OWN, f"{text!r} is no amount", 'write "25.00"') from error
