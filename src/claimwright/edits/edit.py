"""What an edit says of itself: one declarative value at the head of each rule's file."""

from __future__ import annotations

from datetime import date

from claimwright.core import Claim, ClaimLine, Finding, Fix, Period, Severity, Value

from .compliance import fault
from .looks import Looks
from .subjects import History, LinePair, Listed


def since(first: str) -> Period:
    """In force from this day (``YYYY-MM-DD``) on."""
    return Period(date.fromisoformat(first))


def between(first: str, last: str) -> Period:
    """In force from the first to the last day, both included."""
    return Period(date.fromisoformat(first), date.fromisoformat(last))


class Edit(Value, frozen=True, kw_only=True):
    """The declaration of one rule.

    ``id``: unique, starts with the authority's short name. ``authority``: who makes the rule; the places in its publications stand under
    "References" in the file's docstring. ``effective``: compared with the claim's own date (:func:`claimwright.edits.claim_date`).
    ``severity``: ERROR only for what payers reject or deny. ``prevents``: the denials it avoids (``"CO-97"``).
    ``looks_at``: what the rule is called with, and on which claims. ``needs``: names of what :class:`Reference` must hold
    (``"ncci_ptp"``, ``"payer"``, ``"program"``, ``"received_on"``, ``"history"``) or the program itself (``"medicare"``); without them
    the rule is not run. ``fix``: what mends it, unless the finding knows better. Raises ValueError for a fix that the rules of
    compliance forbid (:mod:`.compliance`): no code is changed without the note, nothing is added only to be paid.
    """

    id: str
    title: str
    authority: str
    effective: Period
    severity: Severity
    prevents: tuple[str, ...] = ()
    looks_at: Looks
    needs: tuple[str, ...] = ()
    fix: Fix | None = None

    def __post_init__(self) -> None:
        if self.fix and (wrong := fault(self.fix, self.prevents)):
            raise ValueError(f"{self.id}: {wrong}")

    def at(
        self,
        subject: Claim | ClaimLine | Listed | LinePair | History,
        message: str,
        *,
        field: str = "",
        value: object = "",
        fix: Fix | None = None,
        severity: Severity | None = None,
        table: str = "",
        stale: bool = False,
    ) -> Finding:
        """A finding on this subject.

        ``field``: the leaf of the path in the claim object; ``table``: the release that was asked; ``stale``: that release ended before
        the day: what was true then may have changed, so an error becomes a warning. The engine adds the claim's id and the rule's
        references. Raises ValueError where neither the edit nor the call has a fix, or where the fix is one that compliance forbids.
        """
        mend = fix or self.fix
        if mend is None:
            raise ValueError(f"{self.id}: a finding needs a fix")
        if fix and (wrong := fault(fix, self.prevents)):
            raise ValueError(f"{self.id}: {wrong}")
        severity = severity or self.severity
        if isinstance(subject, LinePair):
            subject = subject.second
        number, path = _place(subject, field)
        return Finding(
            id=self.id,
            severity=Severity.WARNING if stale and severity is Severity.ERROR else severity,
            claim="",
            line=number,
            field=path,
            value=str(value),
            message=message,
            fix=mend,
            source=table,
            effective=self.effective.first,
            prevents=self.prevents,
            stale=stale,
        )


def _place(subject: Claim | ClaimLine | Listed | History, leaf: str) -> tuple[int | None, str]:
    """Line number and path, counted from 0 as JSON counts: ``lines[2].modifiers``."""
    if isinstance(subject, ClaimLine):
        return subject.number, f"lines[{max(subject.number - 1, 0)}].{leaf or 'procedure'}"
    if isinstance(subject, Listed):
        return None, f"diagnoses[{subject.number - 1}].{leaf or 'code'}"
    return None, leaf
