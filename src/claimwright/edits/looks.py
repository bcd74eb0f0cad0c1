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
ANY = ("*",)
"""Any modifier at all."""


class EachClaim(Value, frozen=True, kw_only=True):
    """``check(claim, reference)``, once. ``has``: only where this field of the claim holds something (``"other_payers"``)."""

    has: str = ""
    bills: tuple[str, ...] = ()
    kind: Kind | None = None
    frequency: tuple[str, ...] = ()


class EachLine(Value, frozen=True, kw_only=True):
    """``check(claim, line, reference)`` for each line whose procedure starts with one of ``codes``; empty is every line.

    ``modifiers``: the line has one of them (``ANY``: any at all); ``revenue``: its revenue code starts with one of these; ``has``: only
    where its references hold this name (``"ndc"``). What is given must all hold. A rule that depends on a table may besides define
    ``wants(procedure, books) -> bool``, which is asked once for each procedure.
    """

    codes: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    revenue: tuple[str, ...] = ()
    has: str = ""
    bills: tuple[str, ...] = ()
    kind: Kind | None = None
    frequency: tuple[str, ...] = ()


class EachLinePair(Value, frozen=True, kw_only=True):
    """``check(claim, pair, reference)`` for each two lines of one day that agree in ``same`` (patient and day are always the same).

    ``codes``: the procedure of one of the two starts with one of these; empty is every pair. A rule that depends on a table may besides
    define ``wants(first, second, books, kind) -> bool``, which is asked once for each two procedures of a kind of claim.
    """

    codes: tuple[str, ...] = ()
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
    """``check(claim, pair, reference)`` for each two diagnoses, of which one starts with one of ``codes``; empty is every two."""

    codes: tuple[str, ...] = ()
    bills: tuple[str, ...] = ()
    kind: Kind | None = None
    frequency: tuple[str, ...] = ()


class EachEarlierClaim(Value, frozen=True, kw_only=True):
    """``check(claim, history, reference)`` for each earlier claim of the same patient that was handed over."""

    bills: tuple[str, ...] = ()
    kind: Kind | None = None
    frequency: tuple[str, ...] = ()


Looks = EachClaim | EachLine | EachLinePair | EachDiagnosis | EachDiagnosisPair | EachEarlierClaim
