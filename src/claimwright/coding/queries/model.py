"""What is asked of a provider, on which grounds, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from claimwright.core import Document, Evidence, Sparse

Form = Literal["choice", "yes-no", "open"]
Purpose = Literal[
    "specificity", "missing-diagnosis", "cause-effect", "present-on-admission", "conflict", "substantiate", "clinical-validation"
]
Outcome = Literal["agreed", "disagreed", "other", "undetermined", "no-response"]


class Paper(Sparse, frozen=True, kw_only=True):
    """A document of the record and whose it is. ``encounter``: "" where it is the one that the query is about."""

    document: Document
    patient: str = ""
    encounter: str = ""


class Record(Sparse, frozen=True, kw_only=True):
    """What may be quoted. ``patient``, ``encounter``: whom and what the query is about; ``on``: the day of service or of admission."""

    papers: tuple[Paper, ...]
    patient: str = ""
    encounter: str = ""
    on: date | None = None

    def paper(self, name: str) -> Paper | None:
        """The paper whose document has this id."""
        return next((paper for paper in self.papers if paper.document.id == name), None)


class Indicator(Sparse, frozen=True, kw_only=True):
    """Words of the record that raise the question. ``label``: what is said of words out of another encounter ("visit of 2025-03-02")."""

    name: str = ""
    words: Evidence
    label: str = ""


class Option(Sparse, frozen=True, kw_only=True):
    """One answer to choose. ``supported_by``: names of indicators; ``kind``: the two answers that every choice has besides diagnoses."""

    text: str
    supported_by: tuple[str, ...] = ()
    kind: Literal["diagnosis", "other", "undetermined"] = "diagnosis"


class Answer(Sparse, frozen=True, kw_only=True):
    """What came back. ``addendum``: id of the document that says it; ``changes``: why codes changed, "" where none did."""

    outcome: Outcome
    addendum: str = ""
    codes_before: tuple[str, ...] = ()
    codes_after: tuple[str, ...] = ()
    changes: str = ""


class ProviderQuery(Sparse, frozen=True, kw_only=True):
    """A question to the provider who wrote the record.

    ``about``: documented diagnoses that a yes-no question is about, in the record's words; ``only_option``: why a single option is
    all that the indicators support; ``template``: from which of ours it was made.
    """

    id: str = ""
    purpose: Purpose
    form: Form = "choice"
    title: str
    question: str
    indicators: tuple[Indicator, ...] = ()
    options: tuple[Option, ...] = ()
    about: tuple[str, ...] = ()
    only_option: str = ""
    template: str = ""
    answer: Answer | None = None


class Fault(Sparse, frozen=True, kw_only=True):
    """What makes a query unfit to be sent: the rule, the part of the query, what is wrong and how to mend it."""

    rule: str
    where: str
    message: str
    mend: str


class Asked(Sparse, frozen=True, kw_only=True):
    """A query and the record that it quotes: what the lint looks at."""

    query: ProviderQuery
    record: Record
