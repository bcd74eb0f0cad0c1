"""``/api/v1/inbox``: the queries that are put to the provider who calls, and her answers. No code and no amount is shown to her."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from claimwright.coding.queries import ProviderQuery
from claimwright.core import Document, replace
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import at
from claimwright.office.api.declaring import Calls
from claimwright.office.api.paging import Page
from claimwright.office.queries import actions_inbox, queries
from claimwright.office.queries.models import Question


class AskedRow(Sparse, frozen=True, kw_only=True):
    """A query that was put to her, about an encounter (its id); ``outcome``: how she has answered it."""

    id: str
    encounter: str
    state: str
    title: str
    outcome: str = ""
    sent_at: str = ""
    answered_at: str = ""


class AskedWhole(Sparse, frozen=True, kw_only=True):
    """A query with the record that it quotes."""

    row: AskedRow
    query: ProviderQuery
    documents: tuple[Document, ...]


class Signed(Sparse, frozen=True, kw_only=True):
    """What she documents, as it shall stand in the record under her name."""

    outcome: Literal["agreed", "other", "disagreed", "undetermined"]
    words: Annotated[str, Meta(min_length=1, max_length=4000)]


class Wanted(Page):
    """Which queries: those that wait for an answer, or those that have one."""

    show: Literal["waiting", "answered"] = "waiting"


def as_row(row: Question) -> AskedRow:
    """A query in a list."""
    return AskedRow(
        id=row.public_id, encounter=row.encounter.public_id, state=row.state, title=row.value.title, outcome=row.outcome,
        sent_at=at(row.sent_at), answered_at=at(row.answered_at),
    )  # fmt: skip


def as_asked(row: Question) -> AskedWhole:
    """A query with its record."""
    papers = row.encounter.documents.order_by("id")
    return AskedWhole(row=as_row(row), query=replace(row.value, answer=None), documents=tuple(one.value for one in papers))


def _rows(membership: Any, asked: Wanted) -> Any:
    return queries.waiting(membership) if asked.show == "waiting" else queries.answered(membership)


calls = Calls("inbox", "inbox:read", shows=as_asked, own=True)
calls.many(_rows, shows=as_row, seen="inbox:list:read", asks=Wanted, summary="Queries that are put to you")
calls.one(queries.own, seen="inbox:read", summary="One query, with the record that it quotes")
calls.act("/{public_id}/open", actions_inbox.open_own, "Say that you have seen a query", on=queries.own)
calls.act("/{public_id}/answer", actions_inbox.sign_answer, "Answer, and sign", on=queries.own, takes=Signed, again=True)
