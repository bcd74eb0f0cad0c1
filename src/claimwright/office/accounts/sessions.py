"""Sessions in the database that know whose they are, so that a person sees hers and they end when they must."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    """Django's database sessions, with person, beginning, last use, address and browser beside them."""

    @classmethod
    def get_model_class(cls) -> Any:
        """The table."""
        from .models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """A row of it."""
        row = super().create_model_instance(data)
        row.user_id = data.get("_auth_user_id")
        row.started, row.seen = _time(data.get("since")), _time(data.get("seen"))
        row.address, row.client = data.get("address", ""), data.get("client", "")
        return row


def _time(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
