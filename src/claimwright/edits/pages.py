"""The catalogue of edits, and one edit's page, made from the rule's own file."""

from __future__ import annotations

from claimwright.core import InputError

from .edit import Edit
from .registry import Rule, rules

HEADINGS = ("What it checks", "Why payers deny it", "Example", "Fix", "References")
"""What every rule's docstring must say, in this order."""


def catalogue() -> tuple[Edit, ...]:
    """Every edit, in order of id."""
    return tuple(rule.edit for rule in rules())


def rule(id: str) -> Rule:
    """The rule with this id. Raises InputError where there is none."""
    for found in rules():
        if found.edit.id == id:
            return found
    raise InputError("edits explain", f"there is no edit {id!r}", "claimwright edits list shows them all")


def source(id: str) -> str:
    """The public sources of an edit. Raises InputError where there is none of this id."""
    return rule(id).source


def explain(id: str) -> str:
    """One edit's page, for a person. Raises InputError where there is none of this id."""
    found = rule(id)
    return f"{id}\n\n{found.page}\n\n{_facts(found.edit)}\n"


def _facts(edit: Edit) -> str:
    last = f" to {edit.effective.last}" if edit.effective.last else ""
    facts = {
        "Authority": edit.authority,
        "Severity": edit.severity,
        "In force": f"claims dated {edit.effective.first}{last or ' and later'}",
        "Prevents": ", ".join(edit.prevents) or "-",
        "Fix": f"{edit.fix.kind}: {edit.fix.what}" if edit.fix else "-",
        "Looks at": _looks(edit),
        "Needs": ", ".join(edit.needs) or "-",
    }
    return "\n".join(f"{name + ':':<11} {value}" for name, value in facts.items())


def _looks(edit: Edit) -> str:
    looks = edit.looks_at
    words = {
        "EachClaim": "each claim",
        "EachLine": "each line",
        "EachLinePair": "each pair of lines",
        "EachDiagnosis": "each diagnosis",
        "EachDiagnosisPair": "each pair of diagnoses",
        "EachEarlierClaim": "each earlier claim of the patient",
    }[type(looks).__name__]
    told = {
        " of a claim that is": looks.kind or "",
        " on bills of type": ", ".join(looks.bills),
        " that starts with": ", ".join(getattr(looks, "codes", ())),
        " with modifier": ", ".join(getattr(looks, "modifiers", ())).replace("*", "any"),
        " under revenue code": ", ".join(getattr(looks, "revenue", ())),
        " where there is": getattr(looks, "has", ""),
    }
    return words + "".join(f"{name} {value}" for name, value in told.items() if value)
