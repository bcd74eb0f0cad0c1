"""Single faults put into clean claims: how many of each class the right edit finds, and what is said of clean claims."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimwright.cli.measures.claims import Fault
    from claimwright.codesets import Books

NAME = "edits-found"
OF_EACH, CLEAN, SEED = 50, 3000, 20250
"""Claims of each class, clean claims, and the seed of all of them."""


def run(samples: Path | None, echo: Callable[[str], None]) -> dict[str, Any]:
    """Every class of fault in ``OF_EACH`` claims, and ``CLEAN`` clean ones; the table names each class that is not always found."""
    from claimwright.cli.measures.claims import faults
    from claimwright.codesets import open_books

    books = open_books()
    began = time.process_time()
    found = {fault.name: found_in(fault, books, OF_EACH) for fault in faults()}
    alarms = false_alarms(books, CLEAN)
    spent = time.process_time() - began
    for fault in faults():
        if found[fault.name] < OF_EACH:
            echo(f"  {fault.name:45} {found[fault.name]:4} of {OF_EACH}  {' '.join(fault.found_by)}")
    for (scenario, rule), count in alarms.most_common():
        echo(f"  clean {scenario:39} {count:4} x {rule}")
    wrong = sum(count < 0.98 * OF_EACH for count in found.values())
    total = sum(found.values())
    echo(
        f"edits-found: {len(found)} classes of fault, {OF_EACH} of each: {total} of {OF_EACH * len(found)} found by the right edit, "
        f"{len(found) - wrong} classes at 98 % or more; {alarms.total()} false alarms on {CLEAN} clean claims"
    )
    return {
        "classes": len(found), "classes_at_98_percent": len(found) - wrong, "faults": OF_EACH * len(found), "found": total,
        "clean": CLEAN, "false_alarms": alarms.total(), "seconds": round(spent, 1), "by": found,
    }  # fmt: skip


def found_in(fault: Fault, books: Books, count: int, seed: int = SEED) -> int:
    """In how many of so many spoilt claims one of the right edits finds the fault."""
    from claimwright.cli.measures.claims import made
    from claimwright.edits import scrub

    rng, hits = Random(f"{seed} {fault.name}"), 0  # noqa: S311  a repeatable sample
    for _ in range(count):
        case = fault.case(made(rng.choice(fault.scenarios), rng), rng)
        findings = scrub(case.claim, books, history=case.history, received_on=case.received_on)
        hits += not {finding.id for finding in findings}.isdisjoint(fault.found_by)
    return hits


def false_alarms(books: Books, count: int, seed: int = SEED) -> Counter[tuple[str, str]]:
    """Errors and warnings on clean claims, by scenario and edit; what is only worth knowing (info) is no alarm."""
    from claimwright.cli.measures.claims import made, scenarios
    from claimwright.core import Severity
    from claimwright.edits import scrub

    rng, names, alarms = Random(seed), sorted(scenarios()), Counter[tuple[str, str]]()  # noqa: S311  a repeatable sample
    for number in range(count):
        name = names[number % len(names)]
        for finding in scrub(made(name, rng), books):
            if finding.severity is not Severity.INFO:
                alarms[name, finding.id] += 1
    return alarms
