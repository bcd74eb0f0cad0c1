"""What the ICD-10-PCS book answers: an entry with its seven characters, one step of the builder, a way from words to a table."""

from __future__ import annotations

from datetime import date

from claimwright.core import Period, Value


class Axis(Value, frozen=True):
    """One character of a code. ``position``: 1 to 7; ``axis``: what it stands for (Section, Body Part, ...); ``label``: its meaning.

    ``axis`` and ``label`` are None where no installed table describes the character.
    """

    position: int
    character: str
    axis: str | None = None
    label: str | None = None
    definition: str | None = None


class PcsEntry(Value, frozen=True, kw_only=True):
    """A complete code on a day. ``title_source``: the order file it stands in, or the tables it was composed from.

    ``tables``: the release of the tables that give the meanings; empty where none is installed. ``flags``: what the Medicare Code Editor
    says of it on the day (male, female, noncovered, ...).
    """

    code: str
    title: str | None = None
    title_source: str = ""
    valid: bool = False
    billable: bool = False
    reason: str = ""
    on: date
    axes: tuple[Axis, ...] = ()
    tables: str = ""
    periods: tuple[Period, ...] = ()
    stale: bool = False
    flags: tuple[str, ...] = ()


class Choice(Value, frozen=True):
    """A character that may come next. ``codes``: how many codes of the day begin so."""

    character: str
    label: str | None
    definition: str | None = None
    codes: int = 0


class Step(Value, frozen=True, kw_only=True):
    """Where a prefix stands on a day: the characters chosen, and the legal next ones.

    ``axis``: what the next character stands for. ``complete``: the prefix is a valid code. ``reason``: why there is nothing to choose.
    """

    prefix: str
    on: date
    chosen: tuple[Axis, ...] = ()
    position: int | None = None
    axis: str | None = None
    choices: tuple[Choice, ...] = ()
    codes: int = 0
    complete: bool = False
    title: str | None = None
    tables: str = ""
    reason: str = ""
    stale: bool = False


class PcsIndexEntry(Value, frozen=True):
    """One term of the PCS Index. ``code``: a table, a beginning of codes or a code; ``see``, ``use``: as printed."""

    path: tuple[str, ...]
    code: str | None = None
    see: str | None = None
    use: str | None = None


class PcsPath(Value, frozen=True, kw_only=True):
    """A way from words to a table. ``prefix``: the characters the Index gives, and those that the other words decide.

    ``read_as``: what the keys and synonyms made of the words; ``followed``: the references on the way; ``unused``: words nothing held.
    ``codes``: how many codes of the day begin so.
    """

    path: tuple[str, ...]
    prefix: str
    codes: int
    labels: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    read_as: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
