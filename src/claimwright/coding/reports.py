"""Reports of operations and endoscopies: which documents are some, and which of their sentences name what was done."""

from __future__ import annotations

import re
from functools import lru_cache

from claimwright.core import Document

from .case import Case

KINDS = frozenset({"operative-note", "procedure-note"})
_TITLE = re.compile(
    r"\b(?:operative (?:report|note)|report of operation|operation (?:note|report)|op (?:note|report)|"
    r"procedure (?:note|report)|"
    r"(?:colonoscopy|endoscopy|EGD|ERCP|bronchoscopy|catheterization|cath lab) (?:report|note)|surgery center)\b|"
    r"\A\s*(?:(?:IR|office|bedside|EP lab) )?(?:PROCEDURES?|OPERATIONS?)(?: PERFORMED| note)?\s*:|"
    r"\A\s*(?:upper endoscopy|EGD|colonoscopy|ERCP|bronchoscopy|flexible sigmoidoscopy)\b[^\n]{0,30}\n",
    re.I,
)
_AFTER = re.compile(
    r"(?:^|\n)\s*(?:pre ?(?:and|&|/|,) ?post\w*|post-?\s?op(?:erative)?|diagnosis after|after)\s*(?:diagnos[ie]s|dx)?\s*:?", re.I
)
_NAMES = re.compile(
    r"[ \t*#]*(?:(?:name of |title of )?(?:procedures?|operations?|surger(?:y|ies)|op)(?: ?\(s\))?(?: performed| done)?)(?: on [\d/.-]+)?"
    r"\s*(?::|\t| {2,}|\.(?=\s)|\n)",
    re.I,
)
_TITLED = re.compile(r"\s*(?:operative|operation|procedure|op) (?:report|note)\s*[-–:]\s*([^\n]{6,80})(?=\n)", re.I)
"""A title that goes on with the name of the operation."""
_LABEL = re.compile(r"[ \t*#]*[A-Z][A-Za-z /&,.-]{1,40}(?::| {3,}|\t)|[ \t]*\n")
_NEXT = re.compile(r"\s*(?:\d{1,2}[.)]|[-–•*]|[a-z])\s*")


@lru_cache(maxsize=256)
def is_report(document: Document) -> bool:
    """Whether a document reports an operation, by its kind, its title, or its diagnosis after the operation."""
    head = document.text[:200]
    return (
        document.kind in KINDS
        or _TITLE.search(head) is not None
        or (_AFTER.search(document.text[:2500]) is not None and bool(_names(document.text)))
    )


@lru_cache(maxsize=256)
def _names(text: str) -> tuple[tuple[int, int], ...]:
    """The lines that name what was done: the rest of a labelled line, and lines behind it that go on with a list or in small letters."""
    found: list[tuple[int, int]] = [title.span(1)] if (title := _TITLED.match(text)) else []
    place = 0
    for line in text.splitlines(keepends=True):
        start, place = place, place + len(line)
        match = _NAMES.match(line)
        if match and not (found and found[-1][1] > start):
            found.append((start + match.end(), _end(text, start, place, bool(line[match.end() :].strip()))))
    return tuple(found)


def _end(text: str, start: int, after: int, filled: bool) -> int:
    """Where a labelled list ends: of one whose first line is empty every line up to a blank one or another label belongs to it."""
    place = after
    for line in text[after:].splitlines(keepends=True):
        goes_on = _NEXT.match(line) if filled else not _LABEL.match(line)
        if not line.strip() or not goes_on:
            break
        place += len(line)
    return place


def named(case: Case) -> frozenset[int]:
    """The sentences, by identity, that name what was done in a report."""
    texts = {document.id: document for document in case.documents if is_report(document)}
    spans = {name: _names(document.text) for name, document in texts.items()}
    return frozenset(
        id(one)
        for one in case.sentences
        if any(first <= one.start < after or one.start <= first < one.end for first, after in spans.get(one.document, ()))
    )
