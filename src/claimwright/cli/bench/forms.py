"""Forms measured: CMS-1500 and UB-04 claims a second of CPU time, on the grid and as data alone."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from claimwright.core import Claim

NAME = "forms"
SEED, PAGES, ROUNDS = 20261126, 400, 5
Echo = Callable[[str], None]


def run(samples: Path | None, echo: Echo) -> dict[str, Any]:
    """Print varied clean claims one to a file, as a page of the office asks for them; the median of the rounds."""
    from claimwright.cli.measures.claims import clean
    from claimwright.forms import form_for, print_form

    rng = Random(SEED)  # noqa: S311 - it draws examples
    drawn = [clean(rng) for _ in range(PAGES)]
    figures: dict[str, Any] = {}
    for name in ("cms1500", "ub04"):
        claims = [claim for claim in drawn if form_for(claim) == name]
        for what, grid in (("grid", True), ("data", False)):
            rate = statistics.median(_rate(claims, partial(print_form, name, grid=grid)) for _ in range(ROUNDS))
            figures[f"{name}_{what}_per_second"] = round(rate)
            echo(f"forms: {name:8} {what:5} {rate:8,.0f} claims a second")
    return figures


def _rate(claims: list[Claim], work: Callable[[Claim], Any]) -> float:
    began = time.process_time()
    for claim in claims:
        work(claim)
    return len(claims) / (time.process_time() - began)
