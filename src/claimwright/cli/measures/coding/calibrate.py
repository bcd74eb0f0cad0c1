"""Fit confidence.toml: ``python -m claimwright.cli.measures.coding.calibrate FOLDER`` prints it as it stands there.

Logistic regression with a small penalty on three kinds of texts: the translated case reports of CodiEsp's training part (CC BY 4.0), all
of them, coded with everything that they name (a code is right as the gold's edition counts; they count half); the open half of our gold
set, which rules were written with; and what was proposed for notes of our own that nobody had read (``first_sight.tsv``). The kinds
differ in how much is right at all: two signs take that up, so that what is said of a note is what holds of one not seen. The error, and
the confidence from which on nine in ten are right, are told by five-fold cross-validation over notes. Labels that may only measure are
never read here.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .first_sight import Row
from .first_sight import rows as first_sight
from .notes import NoteSet, bare, note_sets
from .scores import divided_into

PENALTY, FOLDS, STEPS = 3.0, 5, 15
AUTO = 0.9
"""Nine in ten: what goes without a look must be right so often."""
READ, EVERYTHING = "read before", "everything named"
"""Signs of a kind of text. The first is no sign of a code and not kept; the second ``coding/confidence.py`` gives itself."""
SHARE = {EVERYTHING: 0.5}
"""How much a row with the sign counts."""


def case_reports(notes: NoteSet, books: Any) -> list[Row]:
    """Every code proposed for the translated case reports."""
    from claimwright.coding import CodingRequest

    day = books.icd10cm.newest_release_start
    rows: list[Row] = []
    for row in notes.rows:
        gold = notes.gold[row["id"]]
        divided = [code for code in gold if not books.icd10cm.is_billable(code, day)]
        request = CodingRequest(id=row["id"], text=row["text"], everything=True)
        rows += [(row["id"], signs, divided_into(bare(code), divided) in gold) for code, signs in _proposed(request, books)]
    return rows


def open_half(books: Any) -> list[Row]:
    """Every code proposed for the open half of our gold set, right where the adjudicated coding has it or accepts it."""
    from claimwright.cli.measures.gold import adjudicated, notes
    from claimwright.cli.measures.gold.adjudicate import accepted
    from claimwright.coding import CodingRequest
    from claimwright.core import convert

    rows: list[Row] = []
    for note in (one for one in notes() if one.half == "open"):
        wanted = {code for row in adjudicated(note).rows for code in accepted(row)}
        rows += [(note.id, (*signs, READ), code in wanted) for code, signs in _proposed(convert(note.known, CodingRequest), books)]
    return rows


def _proposed(request: Any, books: Any) -> list[tuple[str, tuple[str, ...]]]:
    from claimwright.coding.confidence import signs
    from claimwright.coding.pipeline import examined

    case = examined(request, books)
    return [(code, signs(case, found)) for code, found in sorted(case.findings.items())]


def fit(rows: list[Row]) -> dict[str, float]:
    """Weight by sign, ``always`` for the rest; by Newton's method."""
    names = ["always", *sorted({name for _, found, _ in rows for name in found})]
    place = {name: number for number, name in enumerate(names)}
    given = np.zeros((len(rows), len(names)))
    given[:, 0] = 1
    for number, (_, found, _) in enumerate(rows):
        given[number, [place[name] for name in found]] = 1
    right = np.array([one for _, _, one in rows], dtype=float)
    counts = np.array([min(SHARE.get(name, 1.0) for name in ("", *found)) for _, found, _ in rows])
    penalty = np.diag([0.0] + [PENALTY] * (len(names) - 1))
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (counts * (right - share)) - penalty @ weights
        weights += np.linalg.solve((given * (counts * share * (1 - share))[:, None]).T @ given + penalty + 1e-9 * np.eye(len(names)), slope)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


Judged = tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]
"""What is said of codes whose notes were not fitted, and whether they are right."""


def held_out(rows: list[Row], asked: list[Row]) -> Judged:
    """The confidence of the rows ``asked``, each from weights fitted without its note."""
    ids = sorted({note for note, _, _ in rows})
    said, right = [], []
    for fold in range(FOLDS):
        held = set(ids[fold::FOLDS])
        weights = fit([row for row in rows if row[0] not in held])
        for note, found, is_right in asked:
            if note in held:
                said.append(1 / (1 + np.exp(-(weights["always"] + sum(weights.get(name, 0.0) for name in found)))))
                right.append(is_right)
    return np.array(said), np.array(right)


def error(judged: Judged) -> float:
    """Mean distance between what is said and what is right, in ten bins of confidence."""
    said, right = judged
    bins, off = np.minimum((said * 10).astype(int), 9), 0.0
    for number in range(10):
        here = bins == number
        if here.any():
            off += here.sum() * abs(said[here].mean() - right[here].mean())
    return round(off / len(said), 4)


def sure_from(judged: Judged, of: int) -> tuple[float, float, float]:
    """The least confidence from which on nine in ten are right, how many codes of all are above it, and how many of those are right."""
    said, right = judged
    for least in (number / 100 for number in range(70, 99)):
        above = said >= least
        if above.any() and right[above].mean() >= AUTO:
            return least, round(float(above.sum()) / of, 2), round(float(right[above].mean()), 2)
    return 0.99, 0.0, 0.0


def main(folder: str) -> None:
    """Print the table."""
    from claimwright.codesets import open_books
    from claimwright.coding.confidence import may_go

    notes, books, new = next(one for one in note_sets(Path(folder), whole=True) if one.name == "codiesp_train"), open_books(), first_sight()
    reports, read = case_reports(notes, books), open_half(books)
    rows = [*reports, *read, *new]
    least, above, right = sure_from(held_out(rows, [row for row in new if may_go(row[1])]), len(new))
    said = f"{len(reports)} codes of {len(notes.rows)} case reports, {len(read)} of notes read before, {len(new)} of notes at first sight"
    sys.stdout.write(f"# {said};\n# mean distance of said and right at first sight, on notes not fitted: {error(held_out(rows, new))}\n")
    sys.stdout.write(f"# from {least} on {right} are right at first sight, of {above} of all codes\n[tier]\nauto = {least}\n\n")
    sys.stdout.write("[weights]\n")
    sys.stdout.writelines(f'"{name}" = {weight}\n' for name, weight in fit(rows).items() if name != READ)


if __name__ == "__main__":
    main(sys.argv[1])
