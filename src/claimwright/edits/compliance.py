"""What a fix may never propose: the guardrails of compliance, held when a rule is declared and again when a finding names its own fix.

1. A *safe* fix is formatting: it names no code, no modifier, no diagnosis, no units, no charge.
2. A modifier that gets around a bundle or a global period (NCCI-associated) is proposed only where the note shows what it says.
3. Where the denial is medical necessity, the diagnosis is the note's matter: the fix is *never* applied and names the record.
4. A fix that changes a code is of class *never* and names the record it must come from.
5. No fix argues with payment: not "to be paid", not "to avoid the denial".

Sources: CMS, NCCI Policy Manual for Medicare Services, chapter I, section E (a modifier may not be appended solely to bypass an edit);
ICD-10-CM Official Guidelines, I.B.14 (code assignment rests on the provider's documentation); 31 U.S.C. 3729 (false claims); OIG
Compliance Program for Individual and Small Group Physician Practices, 65 Federal Register 59434.
"""

from __future__ import annotations

import re
from functools import lru_cache

from claimwright.core import Fix

NECESSITY = frozenset({"CO-50", "PR-50", "CO-11", "CO-167", "PR-167"})
"""Denials that ask whether the diagnosis supports the service."""

_CODES = re.compile(r"\b(modifier|code|diagnos|unit|charge|procedure|\d{5}|[A-Z]\d{4})", re.IGNORECASE)
_RECORD = re.compile(r"\b(note|record|order|report|chart|document|log|authorization|notice|physician|provider)", re.IGNORECASE)
_BYPASS = re.compile(
    r"\b(add|append|use|bill with|report with|give)\b[^;:.]*?(?<![\w-])"
    r"(24|25|27|57|58|59|78|79|91|X\{?EPSU\}?|XE|XS|XP|XU|LT|RT|FT|E[1-4]|F[A1-9]|T[A1-9]|anatomic|separating|modifier)(?!\w)",
    re.IGNORECASE,
)
_CHANGES = re.compile(r"\b(choose|change|replace|recode|correct|use|code|bill)\b[^;.]*\b(code|diagnos\w*|visit|side)\b", re.IGNORECASE)
_PAYMENT = re.compile(
    r"\b(to|so that|and) (it |they |the \w+ )?(be |get |gets |is |are )?(paid|pay|pays|payment)\b"
    r"|avoid (the|a) denial|bypass|get around|maximi[sz]e",
    re.IGNORECASE,
)


@lru_cache(4096)
def fault(fix: Fix, prevents: tuple[str, ...]) -> str:
    """What compliance forbids in a fix, in words; empty where it may stand."""
    names_record = _RECORD.search(fix.what) is not None
    if _PAYMENT.search(fix.what):
        return "a fix may not exist only to be paid"
    if fix.kind == "safe" and _CODES.search(fix.what):
        return "a safe fix is formatting only: it may not touch what is billed"
    if _BYPASS.search(fix.what) and not names_record:
        return "a modifier that separates is proposed only where the note shows it: say so"
    if NECESSITY.intersection(prevents) and (fix.kind == "safe" or not names_record):
        return "whether a diagnosis supports a service is for the record to say: name it"
    if fix.kind == "proposed" and _CHANGES.search(fix.what) and not names_record:
        return "a fix that changes a code comes from the record: name it, or make it one that is never applied"
    return ""
