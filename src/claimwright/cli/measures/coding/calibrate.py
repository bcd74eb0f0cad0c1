"""Fit the weights of confidence.toml: ``python -m claimwright.cli.measures.coding.calibrate FOLDER`` prints them as they stand there.

Logistic regression with a small penalty on the translated case reports of CodiEsp's training part (CC BY 4.0), all of them, coded with
everything that they name; a code is right as the gold's edition counts. The error is told by five-fold cross-validation over notes.
Labels that may only measure are never read here.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from .notes import NoteSet, bare, note_sets
from .scores import divided_into

PENALTY, FOLDS, STEPS = 3.0, 5, 12


def examples(notes: NoteSet, books: Any) -> list[tuple[str, tuple[str, ...], bool]]:
    """Note, signs and whether the code is right, of every code proposed."""
    from claimwright.coding import CodingRequest
    from claimwright.coding.confidence import signs
    from claimwright.coding.pipeline import examined

    day = books.icd10cm.newest_release_start
    rows = []
    for row in notes.rows:
        case = examined(CodingRequest(id=row["id"], text=row["text"], everything=True), books)
        gold = notes.gold[row["id"]]
        divided = [code for code in gold if not books.icd10cm.is_billable(code, day)]
        rows += [(row["id"], signs(found), divided_into(bare(code), divided) in gold) for code, found in sorted(case.findings.items())]
    return rows


def fit(rows: list[tuple[str, tuple[str, ...], bool]]) -> dict[str, float]:
    """Weight by sign, ``always`` for the rest; by Newton's method."""
    names = ["always", *sorted({name for _, found, _ in rows for name in found})]
    place = {name: number for number, name in enumerate(names)}
    given = np.zeros((len(rows), len(names)))
    given[:, 0] = 1
    for number, (_, found, _) in enumerate(rows):
        given[number, [place[name] for name in found]] = 1
    right = np.array([one for _, _, one in rows], dtype=float)
    penalty = np.diag([0.0] + [PENALTY] * (len(names) - 1))
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (right - share) - penalty @ weights
        weights += np.linalg.solve((given * (share * (1 - share))[:, None]).T @ given + penalty + 1e-9 * np.eye(len(names)), slope)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def error(rows: list[tuple[str, tuple[str, ...], bool]]) -> tuple[float, float]:
    """Mean distance between what is said and what is right, in ten bins of confidence, on notes that were not fitted; and their number."""
    ids = sorted({note for note, _, _ in rows})
    said, right = [], []
    for fold in range(FOLDS):
        held = set(ids[fold::FOLDS])
        weights = fit([row for row in rows if row[0] not in held])
        for note, found, is_right in rows:
            if note in held:
                said.append(1 / (1 + np.exp(-(weights["always"] + sum(weights.get(name, 0.0) for name in found)))))
                right.append(is_right)
    bins, off = np.minimum((np.array(said) * 10).astype(int), 9), 0.0
    for number in range(10):
        here = bins == number
        if here.any():
            off += here.sum() * abs(np.array(said)[here].mean() - np.array(right)[here].mean())
    return round(off / len(said), 4), len(said)


def main(folder: str) -> None:
    """Print the table."""
    from claimwright.codesets import open_books

    notes = next(one for one in note_sets(Path(folder), whole=True) if one.name == "codiesp_train")
    rows = examples(notes, open_books())
    off, count = error(rows)
    sys.stdout.write(f"# {count} codes of {len(notes.rows)} texts; mean distance of said and right on notes not fitted: {off}\n[weights]\n")
    sys.stdout.writelines(f'"{name}" = {weight}\n' for name, weight in fit(rows).items())


if __name__ == "__main__":
    main(sys.argv[1])
