"""What every process of the office must know at once, for a while: how often somebody has failed, which one-time codes are spent.

A cache of Django's that is a table, so that two workers count together and a restart forgets nothing. Values are JSON: nothing that is read
back can become an object of somebody's choice. No page and nothing of a patient is kept in it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .models import Shared


class SharedCache(BaseCache):
    """``location`` is not used: there is one table."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value unless there is one; whether it was kept. Of many who try at once, one succeeds."""
        self._forget()
        defaults = {"value": value, "until": self._until(timeout)}
        return Shared.objects.get_or_create(key=self.make_and_validate_key(key, version), defaults=defaults)[1]

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, while it lasts."""
        row = self._lasting(key, version).first()
        return default if row is None else row.value

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value in the place of any other."""
        self._forget()
        defaults = {"value": value, "until": self._until(timeout)}
        Shared.objects.update_or_create(key=self.make_and_validate_key(key, version), defaults=defaults)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Count on; the sum. Raises ValueError where nothing is kept."""
        with transaction.atomic():
            row = self._lasting(key, version).select_for_update(no_key=True).first()
            if row is None:
                raise ValueError(key)
            row.value += delta
            row.save(update_fields=["value"])
        return row.value

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Let a value last longer; whether there is one."""
        return bool(self._lasting(key, version).update(until=self._until(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value; whether there was one."""
        return bool(Shared.objects.filter(key=self.make_and_validate_key(key, version)).delete()[0])

    def clear(self) -> None:
        """Forget everything."""
        Shared.objects.all().delete()

    def _until(self, timeout: Any) -> datetime | None:
        seconds = self.get_backend_timeout(timeout)
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)

    def _lasting(self, key: str, version: int | None) -> Any:
        own = Shared.objects.filter(key=self.make_and_validate_key(key, version))
        return own.filter(Q(until=None) | Q(until__gt=timezone.now()))

    def _forget(self) -> None:
        Shared.objects.filter(until__lte=timezone.now()).delete()
