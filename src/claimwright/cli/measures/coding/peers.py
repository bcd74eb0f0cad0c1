"""Comparable programs on the same notes with the same terms: phrase matching with context (medspaCy), and nearest text by TF-IDF."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .notes import Coded, NoteSet, bare

LONGEST = 70
"""Characters of a term; longer titles never stand in a note."""
NEAR = 0.75
"""Least cosine of a line and a term."""


def terms(books: Any) -> Iterator[tuple[str, str]]:
    """Term and code of everything the engine reads: lexicon, titles, inclusion terms and, where installed, index lines."""
    day = books.icd10cm.newest_release_start
    for row in books.lexicon:
        yield row.term, row.code
    yield from ((title, code) for code, title, billable in books.icd10cm.titles() if billable and len(title) <= LONGEST)
    yield from ((term, code) for code, term in books.icd10cm.inclusion_terms() if books.icd10cm.is_billable(code, day))
    if books.index is not None:
        yield from ((" ".join(reversed(line.path)), line.code) for line in books.index.entries() if line.code and "-" not in line.code)


def run(notes: NoteSet, books: Any, only: int) -> Iterator[tuple[str, list[Coded] | str, float]]:
    """Name, what was found or why nothing was, and notes a second, of each peer on the first ``only`` notes."""
    for name, build in (("medspaCy", _medspacy), ("TF-IDF over characters (numpy, written here)", _tfidf)):
        try:
            coder = build(books)
        except ImportError as error:
            yield name, f"skipped: {error}", 0.0
            continue
        rows = notes.rows[:only]
        began = time.process_time()
        found = [_coded(row, notes.gold[row["id"]], coder(row["text"])) for row in rows]
        yield name, found, len(rows) / (time.process_time() - began)


def _coded(row: dict[str, Any], gold: set[str], codes: set[str]) -> Coded:
    return Coded(row["id"], row.get("style", ""), row.get("split", ""), gold, sorted(map(bare, codes)))


Coder = Callable[[str], set[str]]


def _medspacy(books: Any) -> Coder:
    """Exact phrases with ConText; what is negated, uncertain, hypothetical, historical or of the family does not count."""
    import medspacy  # type: ignore[import-not-found]
    from medspacy.ner import TargetRule  # type: ignore[import-not-found]

    logging.disable(logging.CRITICAL)
    model = medspacy.load(medspacy_enable=["medspacy_target_matcher", "medspacy_context"])
    rules = {term.lower(): code for term, code in terms(books) if len(term) > 3}
    model.get_pipe("medspacy_target_matcher").add([TargetRule(term, code) for term, code in rules.items()])

    def coder(text: str) -> set[str]:
        unsure = ("is_negated", "is_uncertain", "is_hypothetical", "is_historical", "is_family")
        return {entity.label_ for entity in model(text).ents if not any(getattr(entity._, name) for name in unsure)}

    return coder


def _tfidf(books: Any) -> Coder:
    """Each line's clauses against all terms, by the cosine of their three-letter pieces."""
    rows = list(dict.fromkeys((term.lower(), code) for term, code in terms(books)))
    numbers: dict[str, int] = {}
    flat = [[numbers.setdefault(piece, len(numbers)) for piece in _pieces(term)] for term, _ in rows]
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in flat])
    pieces = np.concatenate([np.array(row, dtype=np.int64) for row in flat])
    rarity = np.log((len(rows) + 1) / (np.bincount(pieces, minlength=len(numbers)) + 1)) + 1
    order = np.argsort(pieces, kind="stable")
    owners, starts = owners[order], np.concatenate(([0], np.cumsum(np.bincount(pieces, minlength=len(numbers)))))
    norms = np.sqrt(np.bincount(owners, weights=rarity[pieces[order]] ** 2, minlength=len(rows)))

    def nearest(phrase: str) -> str | None:
        known = [numbers[piece] for piece in _pieces(phrase) if piece in numbers]
        if not known:
            return None
        hits = np.concatenate([owners[starts[number] : starts[number + 1]] for number in known])
        weights = np.concatenate([np.full(starts[number + 1] - starts[number], rarity[number] ** 2) for number in known])
        cosine = np.bincount(hits, weights=weights, minlength=len(rows)) / (norms * np.sqrt((rarity[known] ** 2).sum()))
        best = int(cosine.argmax())
        return rows[best][1] if cosine[best] >= NEAR else None

    def coder(text: str) -> set[str]:
        clauses = {clause.strip().lower() for line in text.splitlines() for mark in ".;:" for clause in line.split(mark)}
        return {code for clause in clauses if 3 < len(clause) <= LONGEST and (code := nearest(clause)) is not None}

    return coder


def _pieces(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}
