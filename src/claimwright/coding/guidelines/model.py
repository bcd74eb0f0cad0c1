"""What a guideline rule is: one file with ``RULE``, ``apply(case)`` and ``EXAMPLES``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from claimwright.core import Evidence, Query, Value
from claimwright.core.codes import Setting, SuppressionReason


class Guideline(Value, frozen=True, kw_only=True):
    """A rule's card. ``id``: ``icd10cm-guideline-`` and the paragraph; ``sections``: paragraphs of the ICD-10-CM Official Guidelines.

    ``order``: rules run from small to large: 10 completes codes, 30 combines, 50 adds, 70 removes, 90 sequences.
    ``adds``: whether a rule from 70 on proposes codes all the same.
    """

    id: str
    title: str
    sections: tuple[str, ...]
    order: int = 50
    settings: tuple[Setting, ...] = ("outpatient", "inpatient")
    adds: bool = False


REMOVING = 70
"""From this order on rules remove and sequence."""


class Proposal(Value, frozen=True, kw_only=True):
    """Report ``code``. ``replaces``: codes it takes the place of; their evidence goes over to it."""

    code: str
    evidence: tuple[Evidence, ...]
    replaces: frozenset[str] = frozenset()
    path: tuple[str, ...] = ()
    role: str = ""
    score: float = 0.9


class Removal(Value, frozen=True):
    """Do not report ``code``."""

    code: str
    reason: SuppressionReason
    because: str = ""


class Present(Value, frozen=True):
    """Present-on-admission indicator of a reported code."""

    code: str
    indicator: Literal["Y", "N", "U", "W"] | None


class First(Value, frozen=True):
    """``code`` is listed before every other code."""

    code: str


class Ask(Value, frozen=True):
    """Put a question to the provider."""

    query: Query


Change = Proposal | Removal | Present | First | Ask
Changes = Iterable[Change]


class Example(Value, frozen=True, kw_only=True):
    """A note, of a patient of this age, and what coding must say of it: codes that are there, codes that are not, the first, a question."""

    text: str
    codes: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    first: str = ""
    setting: Setting = "outpatient"
    age: int | None = None
    asks: str = ""
    packs: tuple[str, ...] = ()


def note(
    text: str,
    *,
    codes: tuple[str, ...] = (),
    absent: tuple[str, ...] = (),
    first: str = "",
    setting: Setting = "outpatient",
    age: int | None = None,
    asks: str = "",
    packs: tuple[str, ...] = (),
) -> Example:
    """An example note of a rule. ``asks``: words that a question to the provider must have."""
    return Example(text=text, codes=codes, absent=absent, first=first, setting=setting, age=age, asks=asks, packs=packs)
