"""``/api/v1/notices``: lines to whoever calls: what happened, and where to look. None names a patient."""

from __future__ import annotations

from typing import Any

from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import as_done, at
from claimwright.office.api.declaring import Calls
from claimwright.office.jobs import actions, queries
from claimwright.office.jobs.models import Notice


class NoticeRow(Sparse, frozen=True, kw_only=True):
    """A line; ``address``: of the page about it."""

    id: str
    text: str
    address: str = ""
    at: str
    read_at: str = ""


def as_notice(row: Notice) -> NoticeRow:
    """A line."""
    return NoticeRow(id=row.public_id, text=row.text, address=row.address, at=at(row.created_at), read_at=at(row.read_at))


def _rows(member: Any, asked: Any) -> Any:
    return queries.notices(member).order_by()


calls = Calls("notices", "notice:read", own=True)
calls.many(_rows, shows=as_notice, seen="notice:list:read", summary="Lines to you")
calls.act("/read", actions.read_notices, "Mark every line as read", shows=as_done)
