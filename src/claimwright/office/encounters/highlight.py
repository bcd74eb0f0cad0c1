"""The note cut into segments: plain words, headings, and words that support a code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from claimwright import core

_HEADING = re.compile(
    r"(?P<alone>(?:(?<=\n)|\A)\n*[ \t]*[A-Z][A-Z0-9 /,&()'-]{2,60}:?[ \t]*(?:\n+|\Z))"
    r"|^[ \t]*(?P<leading>[A-Z][A-Za-z /&]{2,40}):(?=[ \t]*\S)",
    re.MULTILINE,
)
"""A line of capitals on its own, with the blank lines around it; or capitalised words before a colon."""


STATES = ("accepted", "edited", "added", "proposed", "rejected")
"""Of several codes over the same words the first of these states colours them."""


@dataclass(frozen=True)
class Span:
    """Some words of one document and what they belong to. ``kind``: code, visit, suppressed or query; ``key``: of its card on the page."""

    start: int
    end: int
    kind: str
    key: str
    state: str = ""


@dataclass(frozen=True)
class Segment:
    """A piece of text over which the same spans lie. The segments of a document, joined, are its text."""

    text: str
    start: int
    spans: tuple[Span, ...]
    heading: str = ""

    @property
    def keys(self) -> str:
        """The cards that these words belong to."""
        return " ".join(span.key for span in self.spans)

    @property
    def kinds(self) -> str:
        """What the words are, for the style sheet."""
        states = {span.state for span in self.spans if span.kind == "code"}
        strongest = [f"was-{state}" for state in STATES if state in states][:1]
        return " ".join(sorted({f"is-{span.kind}" for span in self.spans}) + strongest)


def segments(document: core.Document, spans: Iterable[Span]) -> list[Segment]:
    """Cut the document's text at every edge of a span or heading."""
    spans = [span for span in spans if 0 <= span.start < span.end <= len(document.text)]
    headings = [(*match.span(match.lastgroup), match.lastgroup or "") for match in _HEADING.finditer(document.text)]
    edges = sorted({0, len(document.text), *_edges((s.start, s.end) for s in spans), *_edges((first, last) for first, last, _ in headings)})
    return [
        Segment(
            text=document.text[start:end],
            start=start,
            spans=tuple(span for span in spans if span.start <= start and end <= span.end),
            heading=next((kind for first, last, kind in headings if first <= start and end <= last), ""),
        )
        for start, end in pairwise(edges)
    ]


def _edges(pairs: Iterable[tuple[int, int]]) -> Iterator[int]:
    for pair in pairs:
        yield from pair
