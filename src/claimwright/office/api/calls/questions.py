"""``/api/v1/queries``: questions to the provider who wrote the record."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from claimwright.coding.queries import ProviderQuery
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Reason, Why, at
from claimwright.office.api.declaring import Calls
from claimwright.office.api.paging import Page
from claimwright.office.queries import actions, queries
from claimwright.office.queries.models import Question


class QuestionWhole(Sparse, frozen=True, kw_only=True):
    """A query about an encounter (its id), with its answer."""

    id: str
    encounter: str
    state: str
    query: ProviderQuery
    to: str = ""
    outcome: str = ""
    sent_at: str = ""


class Draft(Sparse, frozen=True, kw_only=True):
    """The query in other words."""

    title: Annotated[str, Meta(min_length=1, max_length=200)]
    words: Annotated[str, Meta(min_length=1, max_length=4000)]


class Reply(Sparse, frozen=True, kw_only=True):
    """What the provider answered."""

    outcome: Annotated[str, Meta(min_length=1, max_length=15)]
    words: Annotated[str, Meta(min_length=1, max_length=4000)]
    verbal: bool = False


class To(Sparse, frozen=True, kw_only=True):
    """Who is asked instead, and why."""

    to: Annotated[str, Meta(min_length=1, max_length=120)]
    reason: Reason


class Wanted(Page):
    """Narrowing a list of queries."""

    show: Literal["open", "drafts", "answered", "cancelled"] = "open"


def as_question(row: Question) -> QuestionWhole:
    """A query."""
    return QuestionWhole(
        id=row.public_id, encounter=row.encounter.public_id, state=row.state, query=row.value, to=row.to, outcome=row.outcome,
        sent_at=at(row.sent_at),
    )  # fmt: skip


def _rows(practice: Any, asked: Wanted) -> Any:
    return queries.questions(practice, asked.show)


calls = Calls("queries", "query:read", shows=as_question)
calls.many(_rows, shows=as_question, seen="query:list:read", asks=Wanted, summary="Queries to providers")
calls.one(queries.question, seen="query:read", summary="One query")
for _word, _action, _takes, _summary in (
    ("rewrite", actions.rewrite, Draft, "Put a draft in other words"),
    ("send", actions.send, None, "Send a query"),
    ("answer", actions.answer, Reply, "Keep the provider's answer"),
    ("opened", actions.mark_opened, None, "Say that the provider has opened a query"),
    ("readdress", actions.readdress, To, "Ask somebody else instead"),
    ("escalate", actions.escalate, None, "Ask somebody above"),
    ("cancel", actions.cancel, Why, "Take a query back"),
):
    calls.act(f"/{{public_id}}/{_word}", _action, _summary, on=queries.question, takes=_takes)
