"""The one door from this app to the engine: proposing codes, looking codes up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from claimwright import __version__, core

VERSION = __version__


_given: Any = None


def use(books: Any) -> None:
    """Use these books from now on instead of opening our own."""
    global _given
    _given = books


def books() -> Any:
    """The dated books, opened once per process."""
    if _given is not None:
        return _given
    from claimwright.codesets import open_books

    return open_books()


def propose(encounter: core.Encounter, packs: Sequence[str] = (), preferences: Sequence[Any] = ()) -> core.CodingResult:
    """What coding says about the encounter's documents, with the practice's specialty packs, and what it prefers."""
    from claimwright import flow
    from claimwright.coding.preferences import prefer

    return prefer(flow.code_encounter(encounter, books(), packs=tuple(packs)), preferences, books())


def grid(encounter: core.Encounter, packs: Sequence[str] = ()) -> Any:
    """The elements of the visit's level with their words; see :mod:`claimwright.coding.visit_grid`."""
    from claimwright.coding.visit_grid import visit_grid
    from claimwright.flow.coding import coding_request

    return visit_grid(coding_request(encounter, packs=tuple(packs)), books())


def leveled(code: str, levels: tuple[str, str, str], minutes: int | None) -> tuple[str, str]:
    """The visit code that these elements or minutes come to, and what decides; "" where the code's family has no levels."""
    from claimwright.coding import visit_grid

    return visit_grid.leveled(code, levels, minutes)


def level_choices() -> dict[str, tuple[str, ...]]:
    """The levels that each element can have."""
    from claimwright.coding.visit_grid import CHOICES

    return CHOICES


def fault(system: str, code: str, on: date) -> str:
    """Why the code cannot be billed on that day; "" when it can (a procedure without a book is taken by number)."""
    if system != "icd10cm":
        return "" if code else "no code"
    validity = books().icd10cm.validate(code, on)
    return "" if validity.billable else (validity.reason or "not billable")


def title(system: str, code: str, on: date) -> str | None:
    """The code's title, or our own plain words for a procedure; None where the installed books have none."""
    if system == "icd10cm":
        entry = books().icd10cm.lookup(code, on)
        return entry.title if entry else None
    procedure = books().procedures.get(code)
    return procedure.words if procedure else None


def fee_title(code: str, on: date) -> str:
    """Our words for a code of a fee list: a service's, a department's by its revenue code, or both (``0450/99283``); "" for none."""
    department = books().table("revenue").get(code[:3]) if is_revenue(code) else None
    service = code.partition("/")[2] if is_revenue(code) else code
    return ": ".join(filter(None, (department and department.words, service and title("cpt", service, on))))


def is_revenue(code: str) -> bool:
    """Whether a code of a fee list begins with a revenue code: four digits, where a service has five characters."""
    return len(code.partition("/")[0]) == len("0450")


def search(words: str, on: date, limit: int = 12) -> list[dict[str, Any]]:
    """Codes for these words, best first: diagnoses from the book, services from the procedures that are installed."""
    found = [
        {"system": "icd10cm", "code": hit.code, "title": hit.title, "why": hit.why, "billable": books().icd10cm.is_billable(hit.code, on)}
        for hit in books().icd10cm.search(words, on, limit)
    ]
    procedure = books().procedures.get(words.strip().upper())
    if procedure:
        found.insert(0, {"system": procedure.system, "code": procedure.code, "title": procedure.words, "why": "number", "billable": True})
    return found
