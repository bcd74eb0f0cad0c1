"""One scorer for all: micro and per-note agreement, first-listed, tiers; intervals by drawing the notes again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from .notes import Coded

DRAWS, SEED = 1000, 20260
"""How often the notes are drawn again, and the seed."""
Counts = tuple[int, int, int]
"""Codes right, proposed, wanted."""


def exact(one: Coded) -> Counts:
    """Whole codes."""
    return len(one.found & one.gold), len(one.found), len(one.gold)


def category(one: Coded) -> Counts:
    """Their first three characters."""
    found, gold = {code[:3] for code in one.found}, {code[:3] for code in one.gold}
    return len(found & gold), len(found), len(gold)


def micro(counts: Iterable[Counts]) -> dict[str, float]:
    """Precision, recall and their harmonic mean over all notes together."""
    right, proposed, wanted = (sum(column) for column in zip(*counts, strict=True))
    return {"precision": share(right, proposed), "recall": share(right, wanted), "f1": share(2 * right, proposed + wanted)}


def share(part: float, whole: float) -> float:
    """Rounded to four places, 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0


def interval(counts: Sequence[Counts]) -> tuple[float, float]:
    """The middle 95 of 100 F1 values over notes drawn with replacement; the same notes give the same interval."""
    rows = np.array(counts, dtype=np.int64)
    drawn = rows[np.random.default_rng(SEED).integers(0, len(rows), (DRAWS, len(rows)))].sum(axis=1)
    values = 2 * drawn[:, 0] / np.maximum(drawn[:, 1] + drawn[:, 2], 1)
    low, high = np.percentile(values, (2.5, 97.5))
    return round(float(low), 4), round(float(high), 4)


def figures(notes: Sequence[Coded]) -> dict[str, Any]:
    """Every figure of one run over one set."""
    whole, three = [exact(one) for one in notes], [category(one) for one in notes]
    return {
        **micro(whole),
        "f1_interval": interval(whole),
        "f1_category": micro(three)["f1"],
        "f1_category_interval": interval(three),
        "f1_per_note": share(sum(2 * right / (found + gold) for right, found, gold in whole if found + gold), len(notes)),
        "first_listed": share(sum(one.codes[0] in one.gold for one in notes if one.codes), sum(bool(one.codes) for one in notes)),
        **_tiers(notes),
    }


def _tiers(notes: Sequence[Coded]) -> dict[str, float]:
    """The share of proposed codes that need no look, and how many of those are right."""
    sure = [code in one.gold for one in notes for code, (tier, _) in one.sure.items() if tier == "auto"]
    return {"auto_share": share(len(sure), sum(len(one.sure) for one in notes)), "auto_precision": share(sum(sure), len(sure))}


def views(notes: Sequence[Coded]) -> dict[str, list[Coded]]:
    """All notes, and those of each style and split."""
    found: dict[str, list[Coded]] = {"all": list(notes)}
    for one in notes:
        for name in filter(None, (one.style, one.split)):
            found.setdefault(name, []).append(one)
    return found


def narrowed(notes: Sequence[Coded], keep: Callable[[str], bool]) -> list[Coded]:
    """The same notes with only the codes that ``keep`` says."""
    return [
        Coded(
            one.id,
            one.style,
            one.split,
            {code for code in one.gold if keep(code)},
            [code for code in one.codes if keep(code)],
            {code: sure for code, sure in one.sure.items() if keep(code)},
        )
        for one in notes
    ]


def of_the_time(notes: Sequence[Coded], billable: Callable[[str], bool]) -> list[Coded]:
    """As the code set of the gold counts: a code that has been divided since is met by any of the codes it was divided into."""
    found = []
    for one in notes:
        divided = [code for code in one.gold if not billable(code)]

        codes = list(dict.fromkeys(divided_into(code, divided) for code in one.codes))
        sure = {divided_into(code, divided): sure for code, sure in one.sure.items()}
        found.append(Coded(one.id, one.style, one.split, one.gold, codes, sure))
    return found


def divided_into(code: str, divided: Sequence[str]) -> str:
    """The old code that was divided into this one, else the code itself."""
    return next((old for old in divided if code.startswith(old.rstrip("X"))), code)
