"""Compile the books: each tabular title, inclusion term, index line and lexicon row becomes a set of words with a code and a weight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..words import keys
from .model import inverse_frequency, word_hashes
from .tree import parents_of

_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_SIDES = re.compile(r"\b(right|left|bilateral|unilateral)\b", re.I)
_TAIL = re.compile(r",?\s*(?:initial encounter.*|unspecified (?:side|eye|ear|site)|NOS)$", re.I)
_UNSPECIFIED = re.compile(r",?\s*\bunspecified\b", re.I)
_BLANK = ("V", "W", "X", "Y")
WEIGHTS = {
    "lexicon": 1.1,
    "index": 1.05,
    "index-incomplete": 1.0,
    "title": 1.0,
    "inclusion": 1.0,
    "category": 0.9,
    "category-inclusion": 0.92,
}
"""What a source's word is worth: our lexicon and the index decide, a category's title never beats an index default."""
LARGEST_ALIAS = 60

Entry = tuple[str, tuple[str, ...], tuple[str, ...], str]
"""code, path, the main term's words, source"""


def compile_books(books: Any) -> dict[str, Any]:
    """Arrays for :class:`Knowledge`. About four seconds with the whole index."""
    titles = list(books.icd10cm.titles())
    entries = [*_lexicon(books), *_index(books), *_neoplasms(books), *_tabular(books, titles)]
    numbers: dict[str, int] = {}
    rows: list[list[int]] = []
    kept: list[Entry] = []
    mains: list[int] = []
    seen: set[tuple[str, frozenset[int]]] = set()
    for entry in entries:
        code, path, main, _ = entry
        ordered = dict.fromkeys([*main, *keys(" ".join(path))])
        row = [numbers.setdefault(word, len(numbers)) for word in ordered]
        mark = (code, frozenset(row))
        if not row or len(row) > 14 or mark in seen:
            continue
        seen.add(mark)
        rows.append(row)
        kept.append(entry)
        mains.append(min(len(main), len(row)))
    codes = [code for code, _, _ in titles]
    tree = {"tree_codes": _pack(codes), "tree_titles": _pack([title for _, title, _ in titles]), "tree_parents": parents_of(codes)}
    return _arrays(list(numbers), rows, kept, mains) | tree


def _arrays(vocabulary: list[str], rows: list[list[int]], kept: list[Entry], mains: list[int]) -> dict[str, Any]:
    lengths = np.fromiter((len(row) for row in rows), dtype=np.int64, count=len(rows))
    ptr = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    flat = np.fromiter((number for row in rows for number in row), dtype=np.int32, count=int(ptr[-1]))
    owners = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)
    order = np.argsort(flat, kind="stable")
    frequency = np.bincount(flat, minlength=len(vocabulary))
    idf = np.array([inverse_frequency(len(rows), int(count)) for count in frequency], dtype=np.float32)
    total = np.add.reduceat(idf[flat], ptr[:-1]) if len(rows) else np.zeros(0)
    weight = np.array([WEIGHTS[entry[3]] for entry in kept], dtype=np.float32)
    exact = _exact(rows, weight)
    names = {name: number for number, name in enumerate(WEIGHTS)}
    return {
        "vocabulary": _pack(vocabulary),
        "idf": idf,
        "ptr": ptr,
        "entry_words": flat,
        "postings": owners[order],
        "post_ptr": np.concatenate(([0], np.cumsum(frequency))).astype(np.int32),
        "weight": weight,
        "total": total.astype(np.float32),
        "main": np.array(mains, dtype=np.int32),
        "codes": _pack([entry[0] for entry in kept]),
        "paths": _pack(["\t".join(entry[1]) for entry in kept]),
        "source_names": _pack(list(WEIGHTS)),
        "sources": np.array([names[entry[3]] for entry in kept], dtype=np.uint8),
        "exact_keys": np.array(list(exact), dtype=np.uint64),
        "exact_entries": np.array(list(exact.values()), dtype=np.int32),
    }


def _exact(rows: list[list[int]], weight: Any) -> dict[int, int]:
    """Hash of a word set -> the entry with most weight, the first among equals."""
    best: dict[int, int] = {}
    hashes = word_hashes(max((max(row) for row in rows), default=-1) + 1)
    for place, row in enumerate(rows):
        total = sum(hashes[number] for number in row) & ((1 << 64) - 1)
        if total not in best or weight[place] > weight[best[total]]:
            best[total] = place
    return best


def _pack(lines: list[str]) -> Any:
    return np.frombuffer("\n".join(line.replace("\n", " ") for line in lines).encode(), dtype=np.uint8)


def _lexicon(books: Any) -> Iterator[Entry]:
    for row in getattr(books, "lexicon", ()):
        if row.code[0] not in _BLANK:  # external causes are read from the mechanism, not from single phrases
            yield row.code, (row.term,), (), "lexicon"


def _tabular(books: Any, titles: list[tuple[str, str, bool]]) -> Iterator[Entry]:
    """Titles and inclusion terms; of codes with a letter as 7th character only their six-character stem, which stage 5 completes."""
    for code, title, billable in titles:
        if code[0] not in _BLANK and not (len(code) == 8 and code[-1].isalpha()):
            yield code, (_plain_title(title),), (), "title" if billable else "category"
    day = books.icd10cm.newest_release_start
    for code, term in books.icd10cm.inclusion_terms():
        if code[0] not in _BLANK:
            source = "inclusion" if books.icd10cm.is_billable(code, day) else "category-inclusion"
            yield code, (_plain_title(term),), (), source


def _plain_title(title: str) -> str:
    return _TAIL.sub("", _UNSPECIFIED.sub("", _BRACKETS.sub("", title)))


def _index(books: Any) -> Iterator[Entry]:
    if books.index is None:
        return
    lines = list(books.index.entries())
    coded: dict[tuple[str, ...], str] = {}
    beneath: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
    for line in lines:
        if line.code:
            path = tuple(_first(title).lower() for title in line.path)
            coded.setdefault(path, line.code)
            for depth in range(1, len(path)):
                beneath.setdefault(path[:depth], []).append((path[depth:], line.code))
    for line in lines:
        if line.code:
            yield _index_entry(line.path, line.code)
        elif line.see:
            yield from _aliases(line, coded, beneath)


BEHAVIOURS = {
    "Malignant Primary": ("Malignant neoplasm",),
    "Malignant Secondary": ("Metastasis",),
    "Ca in situ": ("Carcinoma in situ",),
    "Benign": ("Benign neoplasm",),
    "Unspecified Behavior": ("Tumor", "Neoplasm"),
}
"""Columns of the Table of Neoplasms and the words of a record for them; a tumor of which no more is told is of unspecified behavior."""


def _neoplasms(books: Any) -> Iterator[Entry]:
    """Each site of the Table of Neoplasms under each behaviour; part of the Index, left out where that is not installed."""
    if books.index is None or getattr(books, "neoplasms", None) is None:
        return
    for line in books.neoplasms.entries():
        if line.code and len(line.path) > 2:
            sites = tuple(_first(site) for site in line.path[1:-1])
            yield from (_index_entry((words, *sites), line.code) for words in BEHAVIOURS.get(line.path[-1], ()))


def _aliases(
    line: Any, coded: dict[tuple[str, ...], str], beneath: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]]
) -> Iterator[Entry]:
    """A "see" line takes the code of its target and, where the target is small, the target's own subterms."""
    target = tuple(part.strip().lower() for part in line.see.split(",") if part.strip())
    if target in coded:
        yield _index_entry(line.path, coded[target])
    below = beneath.get(target, [])
    if len(below) <= LARGEST_ALIAS:
        for rest, code in below:
            yield _index_entry(line.path + rest, code)


def _index_entry(path: tuple[str, ...], code: str) -> Entry:
    bare = code.rstrip("-").rstrip(".")
    main = keys(_first(path[0]))
    return bare, (_first(path[0]), *path[1:]), main, "index-incomplete" if code.endswith("-") else "index"


def _first(title: str) -> str:
    """A main term without its inflections: ``Diabetes, diabetic`` -> ``Diabetes``; ``Anacidity, gastric`` stays."""
    head, _, tail = _BRACKETS.sub("", title).partition(",")
    same = tail and tail.strip()[:4].lower() == head.strip()[:4].lower()
    return head.strip() if same or not tail else f"{head.strip()}, {tail.strip()}"
