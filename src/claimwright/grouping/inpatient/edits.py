"""The Medicare code edits that a stay fails, in our words."""

from __future__ import annotations

from functools import cache

from claimwright.core.discovery import tables

from ..values import MceEdit, Stay
from .native import Native
from .request import bare, text_of

_LONG_VENTILATION, _LONG = "5A1955Z", 4
_TOO_SHORT = "INCONSISTENT_WITH_LENGTH_OF_STAY"


def edits_of(stay: Stay, library: Native, data: bytes) -> tuple[MceEdit, ...] | None:
    """The edits of a claim as the library takes it; None where it has no day of discharge, which they need."""
    raw = library.edit(data) if stay.discharge_date is not None else None
    if raw is None:
        return None
    found = [MceEdit(one.name, one.count, one.edit_type, words(one.name)) for one in raw.edits]
    if (long := _long_ventilation(stay)) and not any(one.edit == _TOO_SHORT for one in found):
        found.append(MceEdit(_TOO_SHORT, long, "PREPAYMENT", words(_TOO_SHORT)))
    return tuple(found)


def _long_ventilation(stay: Stay) -> int:
    """How often ventilation of more than 96 hours is coded in a stay of fewer than four days: the library is told no length of stay."""
    if stay.length_of_stay is None or not 0 <= stay.length_of_stay < _LONG:
        return 0
    return sum(bare(text_of(one)) == _LONG_VENTILATION for one in stay.procedures)


@cache
def words(name: str, table: str = "mce") -> str:
    """What an edit (or a return code, table ``return_codes``) means, in our words; "" for one that is not known."""
    told: str = tables(__package__ or "")[table]["rows"].get(name, "")
    return told
