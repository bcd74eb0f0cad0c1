"""The edits' two faces beside each other and beside a plain dictionary: NCCI pairs, units, repeats, validity."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimwright.codesets import Books
    from claimwright.edits.arrays import ClaimColumns

NAME = "edits-batch"
CLAIMS, LINES = 200_000, 4
VISITS = ("99213", "99214", "99203", "99284", "99232")


def run(samples: Path | None, echo: Callable[[str], None]) -> dict[str, Any]:
    """Random professional claims of four lines over the installed NCCI tables (our few examples where none is installed)."""
    from claimwright.codesets import open_books
    from claimwright.edits.arrays import rules_here, scrub_columns

    books = open_books()
    alone = _alone(books)
    claims = _claims(books)
    scrub_columns(claims, books)  # the tables are opened
    began = time.process_time()
    found = scrub_columns(claims, books)
    figures: dict[str, Any] = {
        "rules": len(rules_here()),
        "pairs_in_table": sum(len(table) for table in _tables(books)),
        "claims": CLAIMS,
        "findings": sum(len(item.claim) for item in found),
        "claims_per_second": round(CLAIMS / (time.process_time() - began)),
        "dictionary_claims_per_second": _dictionary(claims, books),
        "microseconds_one_claim": alone,
    }
    echo(
        f"edits over columns: {figures['rules']} rules, {figures['pairs_in_table']:,} pairs in the tables: "
        f"{figures['claims_per_second']:,} claims/s ({figures['findings']:,} findings); a dictionary of the pairs alone "
        f"{figures['dictionary_claims_per_second']:,}; one claim of four lines through the NCCI rules of the other face "
        f"{figures['microseconds_one_claim']} us (median)"
    )
    return figures


def _tables(books: Books) -> list[Any]:
    from claimwright.codesets.ncci.pairs import open_pairs

    return [open_pairs(books.store, setting) for setting in ("practitioner", "hospital")]


def _claims(books: Books) -> ClaimColumns:
    """A visit and three services of the table, now and then with a modifier; days of the third quarter of 2024."""
    import numpy as np

    from claimwright.edits.arrays import ClaimColumns, Coded

    source = np.random.default_rng(20240701)
    codes = (*VISITS, *_tables(books)[0].codes)
    drawn = source.integers(len(VISITS), len(codes), (CLAIMS, LINES))
    drawn[:, 0] = source.integers(0, len(VISITS), CLAIMS)
    near = source.random(CLAIMS) < 0.5  # half the claims bill services that stand near one another, as real ones do
    drawn[near, 2] = np.minimum(drawn[near, 1] + source.integers(1, 40, CLAIMS)[near], len(codes) - 1)
    on = source.integers(0, 92, CLAIMS) + 739068  # 2024-07-01
    of, rows = np.repeat(np.arange(CLAIMS), LINES), CLAIMS * LINES
    return ClaimColumns(
        kind=Coded(("professional",), np.zeros(CLAIMS, np.int64)),
        frequency=Coded(("1",), np.zeros(CLAIMS, np.int64)),
        on=on,
        line_claim=of,
        line_number=np.tile(np.arange(1, LINES + 1), CLAIMS),
        procedure=Coded(codes, drawn.ravel()),
        modifiers=Coded(((), ("25",), ("59",), ("RT",), ("LT",)), source.choice(5, rows, p=(0.8, 0.05, 0.05, 0.05, 0.05))),
        units=source.integers(1, 3, rows) * 1000,
        counts_units=np.ones(rows, bool),
        day=on[of],
        renderer=np.zeros(rows, np.int64),
        likeness=np.arange(rows),
        diagnosis_claim=np.repeat(np.arange(CLAIMS), 2),
        diagnosis_place=np.tile((1, 2), CLAIMS),
        diagnosis=Coded(("E119", "I10", "E116", "J069"), source.integers(0, 4, 2 * CLAIMS)),
    )


def _dictionary(claims: ClaimColumns, books: Books) -> int:
    """The floor of the plain way: is each pair of a claim, in either order, in a dictionary of sets; nothing else is asked."""
    held = _tables(books)[0].column_two()
    codes = [claims.procedure.values[at] for at in claims.procedure.index[: 40_000 * LINES].tolist()]
    none: frozenset[str] = frozenset()
    began = time.process_time()
    hits = 0
    for at in range(0, len(codes), LINES):
        for one, other in combinations(codes[at : at + LINES], 2):
            hits += other in held.get(one, none) or one in held.get(other, none)
    return round(len(codes) / LINES / (time.process_time() - began))


def _alone(books: Books) -> float:
    """Median microseconds for a claim of four lines through every NCCI rule of the face for people, each seen for the first time."""
    from claimwright.edits import catalogue, claim, line, scrub

    ncci = frozenset(edit.id for edit in catalogue() if edit.id.startswith("ncci-"))
    services = ("36415", "80053", "85025", "93000", "96372", "71046", "20610", "90471", "90472", "11042", "97597", "17000")
    claims = [
        claim(line(VISITS[at % 3], modifiers=("25",)), *(line(code) for code in chosen), on=f"2024-07-{1 + at % 28:02d}", id=f"B{at}")
        for at, chosen in enumerate(combinations(services, 3))
    ]
    spent = []
    for one in claims:
        began = time.process_time_ns()
        scrub(one, books, only=ncci)
        spent.append((time.process_time_ns() - began) / 1000)
    return round(median(spent), 1)
