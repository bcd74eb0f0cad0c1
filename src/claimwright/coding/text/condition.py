"""Whether a record can be read at all: nothing in it, no English, a template that nobody filled in, more than one patient."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from claimwright.core import Document, Evidence, Query, replace

from .sections import sections
from .spans import evidence
from .stems import lowered

READ = 20_000
"""Characters of a document that are looked at; a language shows early."""
LONGEST = 1_000_000
"""Characters of a record that are coded, more than three hundred pages; what is left over is not read, and the result says so."""
SUMMING_UP = frozenset({"discharge-summary", "history-and-physical", "admission-note", "operative-note", "consultation", "addendum"})
"""Kinds of documents that tell what a stay was about; of a record that is too long these are read before the others."""
FEWEST = 8
"""Words from which a language can be told."""
ENGLISH = 0.45
"""Least share of words that the books know; records of all styles in English lie at 0.6 and above, other languages below 0.4."""
BLANKS = 3
"""Places of a template that were left open."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_OPEN = re.compile(r"\*{3}|@[A-Z][A-Z0-9_.]*@|\{[^{}\n]{0,60}\}|\[(?:insert|fill|name|date|xxx?)[^\]\n]*\]|_{4,}", re.I)
_MRN = re.compile(r"(?m)^[ \t]*(?:MRN|Medical Record (?:Number|No\.?|#))[ \t]*[:#]+[ \t]*([A-Z0-9-]{4,20})\b", re.I)
_NAME = re.compile(r"(?m)^[ \t]*(?:Patient(?: Name)?|Name)[ \t]*:[ \t]*([A-Z][\w'.-]+(?:,? [A-Z][\w'.-]*){1,3})[ \t]*$")
_BORN = re.compile(r"(?m)^[ \t]*(?:DOB|Date of Birth)[ \t]*:[ \t]*(\d[\d/.-]{5,9})\b", re.I)


def unreadable(documents: tuple[Document, ...], is_known: Callable[[str], bool], coded: bool) -> tuple[Query, ...]:
    """Why nothing can be made of the record, nothing where it can be read. ``coded``: whether a code was found."""
    texts = [document.text[:READ] for document in documents]
    found = [word for text in texts for word in _WORD.findall(lowered(text))]
    known, words = sum(map(is_known, found)), len(found)
    if words >= FEWEST and known < ENGLISH * words:
        return _unreadable("The record is not in English")
    if coded:
        return ()
    if not known:
        return _unreadable("The record has no words that can be read")
    if sum(len(_OPEN.findall(text)) for text in texts) >= BLANKS:
        return _unreadable("The record is a template that was not filled in")
    bodies = (text[section.start : section.end] for document, text in zip(documents, texts, strict=True) for section in sections(document))
    if not any(body.strip() for body in bodies):
        return _unreadable("The record has headings and nothing under them")
    return ()


def beginning(documents: tuple[Document, ...]) -> tuple[tuple[Document, ...], tuple[Query, ...]]:
    """As much of the record as is read, and a word on it where that is not all."""
    if sum(len(document.text) for document in documents) <= LONGEST:
        return documents, ()
    kept, left = {}, LONGEST
    for place, document in sorted(enumerate(documents), key=lambda one: (one[1].kind not in SUMMING_UP, one[0])):
        kept[place] = replace(document, text=document.text[:left])
        left -= len(kept[place].text)
    what = f"its first {LONGEST:,} characters" if len(documents) == 1 else f"{LONGEST:,} characters of it, summaries and operations first,"
    return tuple(kept[place] for place in sorted(kept)), _unreadable(f"The record is too long: only {what} were read")


def _unreadable(why: str) -> tuple[Query, ...]:
    return (Query(kind="unreadable", about=why),)


def several_patients(documents: tuple[Document, ...]) -> tuple[Query, ...]:
    """The places that name different patients; nothing where at most one is named."""
    for pattern in (_MRN, _NAME, _BORN):
        named: dict[frozenset[str], Evidence] = {}
        for span in _places(pattern, documents):
            value = span.text.split(":", 1)[-1].lower()
            named.setdefault(frozenset(re.findall(r"\w+", value)), span)
        if len(named) > 1:
            return (Query(kind="other-patient", about="The record names more than one patient", indicators=tuple(named.values())),)
    return ()


def _places(pattern: re.Pattern[str], documents: tuple[Document, ...]) -> Iterator[Evidence]:
    for document in documents:
        for match in pattern.finditer(document.text):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield evidence(document.id, start, match.end(), document.text[start : match.end()])
