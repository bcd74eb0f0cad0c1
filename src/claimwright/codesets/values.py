"""What the books answer: entries, notes, validity, search hits, index terms, rows of small tables."""

from __future__ import annotations

from datetime import date
from typing import Literal

from claimwright.core import Period, Value
from claimwright.core.struct import field

NoteKind = Literal["includes", "excludes1", "excludes2", "use-additional-code", "code-first", "code-also", "note", "seventh-character"]
LexiconKind = Literal["synonym", "abbreviation", "lay", "default"]


class Note(Value, frozen=True):
    """One instruction of the Tabular List. ``at`` is where it stands: a chapter (``"4"``), block (``"E08-E13"``) or code (``"E11"``)."""

    kind: NoteKind
    text: str
    at: str
    inherited: bool = False


class Entry(Value, frozen=True, kw_only=True):
    """A chapter, block, category or code of ICD-10-CM as it stands on a day.

    ``code``: with its dot. ``title``: None for a code whose release has no installed text. ``billable``: complete and valid on the day.
    ``notes``: nearest first, those of chapter, block and category included and marked ``inherited``.
    ``seventh_characters``: characters this code asks for, with their meaning. ``periods``: when the code could be reported.
    ``flags``: what the Medicare Code Editor says of it (adult, maternity, manifestation, unspecified, ...); ``mcc``, ``cc``, ``poa-exempt``
    where a list of the day is installed.
    """

    code: str
    kind: Literal["chapter", "block", "category", "code"] = "code"
    title: str | None = None
    billable: bool = False
    on: date
    text_release: str = ""
    notes: tuple[Note, ...] = ()
    inclusion_terms: tuple[str, ...] = ()
    seventh_characters: dict[str, str] = field(default_factory=dict)
    parent: str | None = None
    children: tuple[str, ...] = ()
    chapter: str = ""
    block: str = ""
    periods: tuple[Period, ...] = ()
    flags: tuple[str, ...] = ()
    stale: bool = False


class Validity(Value, frozen=True):
    """Whether a code stands in the classification on a day, and whether it may be billed as it is.

    ``valid`` without ``billable`` is a heading that needs more characters. ``stale``: the day lies after the last day the installed
    list speaks of.
    """

    valid: bool
    billable: bool
    reason: str = ""
    stale: bool = False


class RelationNote(Value, frozen=True):
    """A note that speaks of two codes: it stands at ``at``, holds for ``holder`` and names ``named``."""

    kind: NoteKind
    text: str
    at: str
    holder: str
    named: str


class Relation(Value, frozen=True, kw_only=True):
    """What stands between two codes, by the strictest note that speaks of both.

    ``excludes1``: not together, unless documented as unrelated (Official Guidelines, I.A.12.a); ``excludes2``: both, where the patient
    has both. ``text_release``: whose notes were read; ``reason``: why one of the two is no code of the day.
    """

    first: str
    second: str
    kind: Literal["no-conflict", "excludes1", "excludes2"]
    notes: tuple[RelationNote, ...] = ()
    on: date
    text_release: str = ""
    reason: str = ""


class Sequence(Value, frozen=True, kw_only=True):
    """Which of two codes is coded first. ``mandatory``: the second is a manifestation and may never come first."""

    first: str
    second: str
    notes: tuple[RelationNote, ...]
    mandatory: bool = False


class Companion(Value, frozen=True):
    """A note that asks for another code beside one. ``codes``: what it names, ``E08-E13`` being a range."""

    kind: NoteKind
    text: str
    at: str
    codes: tuple[str, ...]


class Sides(Value, frozen=True, kw_only=True):
    """A code among those that differ from it in the side only."""

    code: str
    side: Literal["right", "left", "bilateral", "unspecified"]
    codes: dict[str, str]


class Hit(Value, frozen=True):
    """A code that a search found. ``score``: higher is nearer, comparable within one search. ``why``: the words it was found by."""

    code: str
    title: str | None
    score: float
    why: str


class IndexEntry(Value, frozen=True):
    """One term of the Alphabetic Index.

    ``path``: main term first. ``nonessential``: the words in parentheses along the path, which may be there or not.
    ``code``: as printed, ``E11.-`` where it is incomplete; ``manifestation``: the second code in brackets.
    ``see`` and ``see_also``: as printed.
    """

    path: tuple[str, ...]
    nonessential: tuple[str, ...] = ()
    code: str | None = None
    see: str | None = None
    see_also: str | None = None
    manifestation: str | None = None


class IndexPath(Value, frozen=True, kw_only=True):
    """A way through the Alphabetic Index to a code.

    ``path``: main term first. ``followed``: the references on the way, as ``Attack, heart see Infarct, myocardium``. ``code``: as printed;
    ``title``, ``valid``, ``billable``, ``reason``: what the Tabular List says of it on the day. ``unused``: words no term held.
    """

    path: tuple[str, ...]
    code: str | None
    title: str | None = None
    valid: bool = False
    billable: bool = False
    reason: str = ""
    followed: tuple[str, ...] = ()
    see_also: str | None = None
    manifestation: str | None = None
    unused: tuple[str, ...] = ()


class LexiconEntry(Value, frozen=True):
    """A word that people write and the code it leads to (our own, not the Index)."""

    term: str
    code: str
    kind: LexiconKind
    note: str = ""


class Release(Value, frozen=True):
    """A release of a code set: what it is, when it holds, where it comes from.

    ``files``: the official names of what it brings. ``checked``: the day its address was tried, False where it could not be. ``text``:
    whether an installed package carries its titles and notes; ``format`` and ``sha256`` are then those of that file.
    """

    system: str
    name: str
    first: date
    last: date | None
    source: str
    address: str = ""
    files: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    text: bool = False
    format: str = ""
    sha256: str = ""
    checked: date | Literal[False] = False
