"""Database fields for the core's values: whole values as JSON text, money as integer cents."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models

from claimwright.core import Money, decode, encode


def opaque() -> str:
    """A random identifier that may stand in a URL: it says nothing about anybody."""
    return secrets.token_hex(8)


class ValueField(models.TextField):
    """Keeps a core value (or a list of them) as its JSON. ``shape``: the type; checked when it is read back."""

    def __init__(self, *args: Any, shape: Any = None, **kwargs: Any) -> None:
        self.shape = shape
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """JSON text to value."""
        return None if value is None or self.shape is None else decode(value, self.shape)

    def get_prep_value(self, value: Any) -> str | None:
        """Value to JSON text."""
        return None if value is None else encode(value).decode()


class MoneyField(models.BigIntegerField):
    """An amount in cents that comes back as :class:`claimwright.core.Money`."""

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> Money | None:
        """Cents to money."""
        return None if value is None else Money(value)
