"""The evidence is whole: without it, the code is gone. Each code's evidence is blanked and the note coded again, until that holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from claimwright.core import CodeAssignment, Document, Evidence, replace

ROUNDS = 6
"""Blankings tried for one code; a code that still comes back keeps what was found and goes to review."""

Again = Callable[[tuple[Document, ...]], list[Evidence] | None]
"""The evidence with which the code comes back in documents with blanks, None where it does not."""


def blank(documents: tuple[Document, ...], spans: Iterable[Evidence]) -> tuple[Document, ...]:
    """The documents with every character of the spans replaced by a space; offsets stay what they were."""
    by_document: dict[str, list[Evidence]] = {}
    for span in spans:
        by_document.setdefault(span.document, []).append(span)
    return tuple(_blanked(document, by_document[document.id]) if document.id in by_document else document for document in documents)


def _blanked(document: Document, spans: list[Evidence]) -> Document:
    pieces, at = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.end > at:
            start = max(span.start, at)
            pieces += [document.text[at:start], " " * (span.end - start)]
            at = span.end
    return replace(document, text="".join(pieces) + document.text[at:])


def complete(found: CodeAssignment, documents: tuple[Document, ...], again: Again) -> tuple[CodeAssignment, bool]:
    """The code with all evidence that would itself produce it, and whether blanking it makes the code disappear."""
    spans = dict.fromkeys(found.evidence)
    for _ in range(ROUNDS):
        back = again(blank(documents, spans))
        if back is None:
            return _with(found, spans, documents), True
        new = [span for span in back if span.text.strip()]
        if all(span in spans for span in new):
            break
        spans.update(dict.fromkeys(new))
    return _with(found, spans, documents), False


def _with(found: CodeAssignment, spans: Iterable[Evidence], documents: tuple[Document, ...]) -> CodeAssignment:
    """Evidence in order, with the words as they stand in the unchanged documents."""
    texts = {document.id: document.text for document in documents}
    exact = {(span.document, span.start, span.end): replace(span, text=texts[span.document][span.start : span.end]) for span in spans}
    kept: list[tuple[str, int, int]] = []
    for key in sorted(exact, key=lambda key: (key[0], key[1], -key[2])):
        if not (kept and kept[-1][0] == key[0] and key[2] <= kept[-1][2]):  # a span inside a longer one is said already
            kept.append(key)
    return replace(found, evidence=tuple(exact[key] for key in kept))
