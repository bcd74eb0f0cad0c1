"""Risk measured: scores a second, with full results and alone, beside hccinfhir in the same run; and whether the scores are equal."""

from __future__ import annotations

import statistics
import time
from collections import deque
from collections.abc import Callable, Iterator
from itertools import starmap
from pathlib import Path
from typing import Any

NAME = "risk"
SEED, PEOPLE, PEER_PEOPLE, ROUNDS = 20261126, 10_000, 2_000, 5
TARGETS = {"full_per_second": 50_000.0, "full_over_hccinfhir": 5.0, "alone_over_hccinfhir": 20.0, "equal_share": 1.0}
Echo = Callable[[str], None]


def run(samples: Path | None, echo: Echo) -> dict[str, Any]:
    """Measure V28 on adults drawn by a seed. CPU time, the median of the rounds; ours and the peer's in turn, under the same load.

    Adults: where an age edit voids a child's diagnosis of two categories, hccinfhir leaves one of them (tests/risk names all differences).
    """
    from claimwright.cli.measures.risk_people import Peer, people
    from claimwright.risk import Scorer, score

    drawn = people("V28", PEOPLE, SEED, youngest=18)
    few, peer, scorer = drawn[:PEER_PEOPLE], Peer("V28"), Scorer("V28", 2026)
    given = [_arguments(one) for one in drawn]
    rounds = [
        (_rate(map(score, drawn), PEOPLE), _rate(starmap(scorer.raw, given), PEOPLE), _rate(map(peer.score, few), PEER_PEOPLE))
        for _ in range(ROUNDS)
    ]  # fmt: skip
    equal = sum(abs((score(one).raw_score or 0.0) - peer.score(one).risk_score) < 1e-9 for one in few)
    full, alone, other = (statistics.median(column) for column in zip(*rounds, strict=True))
    figures = {
        "full_per_second": round(full), "alone_per_second": round(alone), "hccinfhir_per_second": round(other),
        "full_over_hccinfhir": round(statistics.median(row[0] / row[2] for row in rounds), 2),
        "alone_over_hccinfhir": round(statistics.median(row[1] / row[2] for row in rounds), 2),
        "equal_share": round(equal / len(few), 4),
    }  # fmt: skip
    missed = [name for name, least in TARGETS.items() if figures[name] < least]
    for name, figure in figures.items():
        least = f"  (target {TARGETS[name]:g})" if name in TARGETS else ""
        echo(f"risk: {name:22} {figure:12,.2f}{least}" + ("  MISSED" if name in missed else ""))
    return {**figures, "people": PEOPLE, "missed": missed}


def _arguments(request: Any) -> tuple[Any, ...]:
    return (
        request.diagnoses, request.age, request.sex, request.dual, request.orec, request.crec, request.institutional,
        request.new_enrollee, request.snp, request.low_income,
    )  # fmt: skip


def _rate(work: Iterator[Any], number: int) -> float:
    """Of a stream: every answer is let go before the next."""
    began = time.process_time()
    deque(work, maxlen=0)
    return number / (time.process_time() - began)
