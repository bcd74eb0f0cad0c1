"""Services that another service implies: giving a vaccine, giving an injected drug (CPT guidelines, in our own words)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from claimwright.core import replace

from ..case import Case
from .procedures import Service

FIRST_VACCINE, NEXT_VACCINE = "90471", "90472"
INJECTION = "96372"
_INJECTED = re.compile(r"\b(?:IM|intramuscular\w*|subcutaneous\w*|SQ|subq|injected|injection|shot)\b", re.I)


def with_implied(case: Case, done: list[Service]) -> list[Service]:
    """The services with those they imply, where the record does not name them already; evidence is that of the service implying them."""
    named = {one.code for one in done}
    return sorted([*done, *(one for one in _implied(case, done) if one.code not in named)], key=lambda one: one.code)


def _implied(case: Case, done: list[Service]) -> Iterator[Service]:
    vaccines = [one for one in done if one.kind == "vaccine"]
    if vaccines:
        yield from _given(case, FIRST_VACCINE, vaccines[:1], 1)
        if len(vaccines) > 1:
            yield from _given(case, NEXT_VACCINE, vaccines[1:], len(vaccines) - 1)
    injected = [one for one in done if one.kind == "drug" and _was_injected(case, one)]
    if injected and not any(one.kind == "procedure" for one in done):  # the drug of a joint injection is given by that procedure
        yield from _given(case, INJECTION, injected, len(injected))


def _given(case: Case, code: str, why: list[Service], units: int) -> Iterator[Service]:
    procedure: Any = case.books.procedures.get(code)
    if procedure is not None:
        spans = tuple(span for one in why for span in one.evidence)
        yield replace(
            why[0],
            code=code,
            system=procedure.system,
            words=procedure.words,
            kind="administration",
            evidence=spans,
            modifiers=(),
            minor=True,
            units=units,
        )


def _was_injected(case: Case, one: Service) -> bool:
    places = [(span.document, span.start) for span in one.evidence]
    return any(
        _INJECTED.search(sentence.text)
        for sentence in case.sentences
        for document, start in places
        if document == sentence.document and sentence.start <= start < sentence.end
    )
