"""Edits measured: claims per second through every rule."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimwright.core import Claim

NAME = "edits"
CLAIMS = 5000
DIAGNOSES = ("E11.9", "I10", "J06.9", "M25.561", "E78.5", "N18.31", "K21.9", "F41.9", "G47.33", "R05.9", "M54.50")
SERVICES = ("99213", "99214", "36415", "80053", "85025", "93000", "96372", "71046", "20610")


def run(samples: Path | None, echo: Callable[[str], None]) -> dict[str, Any]:
    """Scrub the same synthetic professional claims twice; the second time the books' answers are remembered. Then institutional ones.

    Before them one claim alone: it loads the rules and opens the tables, once in the life of a process.
    """
    from claimwright.codesets import open_books
    from claimwright.edits import catalogue, scrub

    books = open_books()
    began = time.process_time()
    opener, *claims = _claims()
    scrub(opener, books)
    opening = time.process_time() - began
    rates = []
    for _ in range(2):
        began = time.process_time()
        findings = sum(len(scrub(claim, books)) for claim in claims)
        rates.append(round(len(claims) / (time.process_time() - began)))
    figures = {
        "rules": len(catalogue()), "claims": len(claims), "lines": sum(len(claim.lines) for claim in claims), "findings": findings,
        "opening_seconds": round(opening, 3), "claims_per_second_first": rates[0], "claims_per_second": rates[1],
    }  # fmt: skip
    hospital = _hospital_claims()
    began = time.process_time()
    for claim in hospital:
        scrub(claim, books)
    figures["institutional_claims_per_second"] = round(len(hospital) / (time.process_time() - began))
    echo(f"edits: {figures['institutional_claims_per_second']:,} clean institutional claims/s, each seen for the first time")
    echo(
        f"edits: {figures['rules']} rules, {len(claims)} claims: opened in {opening:.2f} s, {rates[0]:,} claims/s at first, "
        f"{rates[1]:,} then ({findings:,} findings)"
    )
    return figures


def _claims() -> Iterator[Claim]:
    """Claims of two to five lines and two to four diagnoses over one year, each a little different."""
    from claimwright.edits import claim, line

    services, diagnoses, modifiers = cycle(SERVICES), cycle(DIAGNOSES), cycle(((), (), ("25",), (), ("59",)))
    for number in range(CLAIMS + 1):
        lines = (line(code, modifiers=next(modifiers)) for code in islice(services, 2 + number % 4))
        on = f"2024-{1 + number % 12:02d}-{1 + number % 28:02d}"
        yield claim(*lines, diagnoses=tuple(islice(diagnoses, 2 + number % 3)), on=on, id=f"B{number}")


def _hospital_claims() -> list[Claim]:
    """Clean institutional claims of every scenario in turn."""
    from random import Random

    from claimwright.cli.measures.claims import institutional, made

    rng = Random(1)  # noqa: S311  a repeatable sample
    return [made(name, rng) for name in islice(cycle(institutional.SCENARIOS), CLAIMS // 5)]
