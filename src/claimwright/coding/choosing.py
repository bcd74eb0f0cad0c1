"""Optional stages: something outside the engine may choose among what the engine can justify, and nothing else.

Off unless somebody hands in a :class:`Chooser` (``interop.transport`` has one for endpoints of the usual chat form). It sees the words
around one code that waits for review, and that code with its alternatives; what it answers is taken only if it is one of them. It may
fail in any way: the result is then the engine's own, and says so.
"""

from __future__ import annotations

from typing import Any, Protocol

from claimwright.core import Alternative, CodeAssignment, CodingResult, Document, InputError, Value, replace

from .request import CodingRequest

AROUND = 240
"""Characters before and behind the evidence that are shown; nothing else of the record is."""
PATIENCE = 3
"""Failures after which it is not asked again for this record."""


class Question(Value, frozen=True, kw_only=True):
    """``words``: the evidence in its surroundings; ``candidates``: code to title, the engine's own first."""

    words: str
    candidates: dict[str, str]


class Chooser(Protocol):
    """Chooses one of the candidates of a question. ``name`` is recorded with every code it changed."""

    name: str

    def choose(self, question: Question) -> str | None:
        """The code of one candidate, None for no opinion. Raises InputError where it cannot answer."""


def choose(result: CodingResult, request: CodingRequest, books: Any, chooser: Chooser) -> CodingResult:
    """Ask about each diagnosis that waits for review and has alternatives; a code that was changed stays in review."""
    texts = {document.id: document for document in request.all_documents}
    codes: list[CodeAssignment] = []
    failures: list[str] = []
    taken = {one.code for one in result.codes}
    for one in result.codes:
        question = _question(one, result, texts, books, taken) if len(failures) < PATIENCE else None
        try:
            answer = chooser.choose(question) if question else None
        except InputError as error:
            failures.append(str(error))
            answer = None
        if question and answer in question.candidates and answer != one.code:
            one = _chosen(one, answer, question.candidates, chooser.name)
            taken.add(one.code)
        codes.append(one)
    note = (f"{chooser.name} did not answer {len(failures)} time{'s'[: len(failures) > 1]}: {failures[0]}",) if failures else ()
    return replace(result, codes=codes, notes=(*result.notes, *note))


def _question(one: CodeAssignment, result: CodingResult, texts: dict[str, Document], books: Any, taken: set[str]) -> Question | None:
    if one.system != "icd10cm" or one.tier != "review" or not one.evidence:
        return None
    day = result.date_of_service
    others = [other.code for other in one.alternatives if other.code not in taken and books.icd10cm.is_billable(other.code, day)]
    if not others:
        return None
    span = one.evidence[0]
    text = texts[span.document].text
    words = text[max(0, span.start - AROUND) : span.end + AROUND]
    return Question(words=words, candidates={code: books.icd10cm.title(code, day) or "" for code in (one.code, *others)})


def _chosen(one: CodeAssignment, code: str, candidates: dict[str, str], name: str) -> CodeAssignment:
    others = (Alternative(one.code, "what the engine chose"), *(other for other in one.alternatives if other.code != code))
    return replace(one, code=code, title=candidates[code] or None, alternatives=others, rules=(*one.rules, f"chosen-by-{name}"))
