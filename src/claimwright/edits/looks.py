"""The vocabulary of ``looks_at``: on what a rule wants to be called. The engine walks a claim once and calls each rule where it asked.

Every one takes ``kind`` ("professional" or "institutional"; None is both) and ``frequency`` (claim frequency codes; empty is every claim
but a void, frequency 8, which only names what it takes back). Triggers are prefixes: a whole code is its own prefix. ``bills``: facility
type and class of institutional claims (``"11"`` a hospital's inpatient, ``"13"`` its outpatient); empty is every one.
"""

from __future__ import annotations

from typing import Literal

from claimwright.core import Value

Kind = Literal["professional", "institutional"]
Same = Literal["date", "provider"]


class EachClaim(Value, frozen=True, kw_only=True):
    """``check(claim, reference)``, once."""

    bills: tuple[str, ...] = ()
    kind: Kind | None = None
    frequency: tuple[str, ...] = ()


class EachLine(Value, frozen=True, kw_only=True):
    """``check(claim, line, reference)`` for each line whose procedure starts with one of ``codes``; empty is every line.

    ``modifiers``: the line has one of them; ``revenue``: its revenue code starts with one of these. What is given must all hold.
    """

    codes: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    revenue: tuple[str, ...] = ()
    bills: tuple[str, ...] = ()
    kind: Kind | None = None
    frequency: tuple[str, ...] = ()


class EachLinePair(Value, frozen=True, kw_only=True):
    """``check(claim, pair, reference)`` for each two lines of one day that agree in ``same`` (patient and day are always the same)."""

    bills: tuple[str, ...] = ()
    same: tuple[Same, ...] = ("date",)
    kind: Kind | None = None
    frequency: tuple[str, ...] = ()


class EachDiagnosis(Value, frozen=True, kw_only=True):
    """``check(claim, listed, reference)`` for each diagnosis whose code (without dot) starts with one of ``codes``."""

    codes: tuple[str, ...] = ()
    bills: tuple[str, ...] = ()
    kind: Kind | None = None
    frequency: tuple[str, ...] = ()


class EachDiagnosisPair(Value, frozen=True, kw_only=True):
    """``check(claim, pair, reference)`` for each two different diagnoses."""

    bills: tuple[str, ...] = ()
    kind: Kind | None = None
    frequency: tuple[str, ...] = ()


class EachEarlierClaim(Value, frozen=True, kw_only=True):
    """``check(claim, history, reference)`` for each earlier claim of the same patient that was handed over."""

    bills: tuple[str, ...] = ()
    kind: Kind | None = None
    frequency: tuple[str, ...] = ()


Looks = EachClaim | EachLine | EachLinePair | EachDiagnosis | EachDiagnosisPair | EachEarlierClaim
