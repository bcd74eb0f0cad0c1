"""Timed therapy: units by the minutes of all timed services of the day (CMS, Pub. 100-04, chapter 5, section 20.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.core import Evidence

from ..measures import measured
from ..named import Reading, spanned, table
from ..service import Service

LEAST, FULL = 8, 15
PLANS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?i:physical therap|physiotherap)|\bPT\b", ("GP",)),
    (r"(?i:occupational therap)|\bOT\b", ("GO",)),
    (r"(?i:speech[- ]language|speech therap)|\bSLP\b", ("GN",)),
)
"""Words of the head of a record and the modifier of the plan of care they tell (CMS, Pub. 100-04, chapter 5, section 20.1)."""


def services(reading: Reading) -> Iterator[Service]:
    """Each timed service with its share of the units of the day: whole quarters first, then by what remains."""
    rows = table(reading.case.books.procedures)
    minutes: dict[str, tuple[float, tuple[Evidence, ...]]] = {}
    for sentence, code, start, end in rows.hits(reading.case):
        row = rows.rows[code]
        if row.kind == "therapy-timed" and (found := measured("minutes", row, [], sentence)):
            minutes.setdefault(code, (found[0], (spanned(sentence, start, end), found[1])))
    total = sum(amount for amount, _spans in minutes.values())
    units = int((total + FULL - LEAST) // FULL)
    shares = {code: int(amount // FULL) for code, (amount, _spans) in minutes.items()}
    for code in sorted(minutes, key=lambda code: -(minutes[code][0] % FULL)):
        if sum(shares.values()) < units:
            shares[code] += 1
    plan = next((modifier for words, modifier in PLANS if any(re.search(words, one.text[:600]) for one in reading.case.documents)), ())
    rules = ("modifier-plan-of-care",) if plan else ()
    for code, count in shares.items():
        row = rows.rows[code]
        if count:
            yield Service(code, row.system, row.words, "therapy", minutes[code][1], plan, False, count, rules)
