"""The envelope of a file that came: what ``write_*`` needs to give it back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from .envelope import Envelope
from .instance import Instance
from .mapping.values import address
from .parser import Parser
from .tokens import unpad, words
from .tree import get


def envelope_of(source: bytes | Path) -> Envelope:
    """Who sent a file to whom, when, under which number; of an 835 also what it says of the payer beside the payment, in its first set.

    Raises InputError for what is no interchange.
    """
    parser = Parser(source)
    root = _top(next(iter(parser), None))
    isa = [*parser.headers.isa, *[""] * 17]
    known = {} if root is None or get(parser.headers.st, 1) != "835" else _payer(root)
    return Envelope(
        sender=unpad(isa[6]), receiver=unpad(isa[8]), sender_qualifier=isa[5] or "ZZ", receiver_qualifier=isa[7] or "ZZ",
        usage=isa[15] or "T", control=int(isa[13]) if isa[13].isascii() and isa[13].isdigit() else 1,
        timestamp=_moment(*(parser.headers.gs[4:6] if len(parser.headers.gs) > 5 else ("", ""))), **known,
    )  # fmt: skip


def _top(loop: Instance | None) -> Instance | None:
    while loop is not None and loop.parent is not None:
        loop = loop.parent
    return loop


def _payer(root: Instance) -> dict[str, Any]:
    money, payer = root.first("BPR") or [], root.loop("1000A")
    contact = (payer.first("PER", "BL") if payer is not None else None) or []
    found: dict[str, Any] = {
        "originator": get(root.first("TRN"), 3), "contact": words(get(contact, 2)), "address": address(payer),
        "phone": get(contact, 4) if get(contact, 3) == "TE" else "",
    }  # fmt: skip
    if get(money, 6) == "01" and get(money, 12) == "01":
        found["accounts"] = (get(money, 7), get(money, 9), get(money, 13), get(money, 15))
    return found


def _moment(day: str, time: str) -> datetime:
    """GS04 and GS05; the first day of all where they tell none."""
    try:
        return datetime.strptime(f"{day}{time[:4] or '0000'}", "%Y%m%d%H%M")  # noqa: DTZ007 (X12 times have no zone)
    except ValueError:
        return datetime(1970, 1, 1)  # noqa: DTZ001
