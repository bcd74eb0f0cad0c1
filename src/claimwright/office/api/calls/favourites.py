"""``/api/v1/favourites``: codes and words that a person keeps at hand."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import as_done
from claimwright.office.api.declaring import Calls
from claimwright.office.preferences import actions, queries
from claimwright.office.preferences.models import Favourite, Phrase


class FavouriteRow(Sparse, frozen=True, kw_only=True):
    """A code at hand."""

    id: str
    system: str
    code: str


class PhraseRow(Sparse, frozen=True, kw_only=True):
    """Words at hand."""

    id: str
    words: str


class NewPhrase(Sparse, frozen=True):
    """Words to keep at hand."""

    words: Annotated[str, Meta(min_length=1, max_length=actions.LONGEST)]


class OneCode(Sparse, frozen=True, kw_only=True):
    """A code to keep, or to let go where it is kept."""

    system: Literal["icd10cm", "icd10pcs", "cpt", "hcpcs"]
    code: Annotated[str, Meta(min_length=1, max_length=20)]


class Kept(Sparse, frozen=True):
    """Whether it is at hand now."""

    kept: bool


def as_row(row: Favourite) -> FavouriteRow:
    """A code."""
    return FavouriteRow(id=row.public_id, system=row.system, code=row.code)


def as_phrase(row: Phrase) -> PhraseRow:
    """Words."""
    return PhraseRow(id=row.public_id, words=row.value)


def as_kept(result: Any) -> Kept:
    """Whether it was kept; the same words again, or more than fifty, are not."""
    return Kept(bool(result))


calls = Calls("favourites", "favourite:change", own=True)
calls.many(lambda member, asked: queries.favourites(member), shows=as_row, seen="favourite:list:read", summary="Codes at hand")
calls.many(
    lambda member, asked: queries.phrase_rows(member), shows=as_phrase, seen="favourite:list:read", path="/phrases",
    summary="Words at hand",
)  # fmt: skip
calls.act("", actions.favour, "Keep a code at hand, or let it go", takes=OneCode, shows=as_kept)
calls.act("/phrases", actions.keep_phrase, "Keep words at hand", takes=NewPhrase, shows=as_kept)
calls.act("/phrases/{public_id}/drop", actions.drop_phrase, "Let words go", on=queries.phrase, shows=as_done)
