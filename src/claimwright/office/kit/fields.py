"""Database fields for the core's values: whole values as JSON text, sealed where they may name a patient; money as integer cents."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

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


class Sealed(bytes):
    """A value as the database holds it, not opened."""


class SealedAttribute(DeferredAttribute):
    """Opens a value when it is first looked at, where it stands; what nobody looks at stays sealed."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        """The value."""
        if instance is None:
            return self
        if self.field.mask and (masked := self.field.mask(instance)) is not None:
            return masked
        name = self.field.attname
        held = instance.__dict__[name] if name in instance.__dict__ else super().__get__(instance, cls)
        if isinstance(held, Sealed):
            held = instance.__dict__[name] = self.field.opened(instance, held)
        return held

    def __set__(self, instance: Any, value: Any) -> None:
        """Keep it in this object; it is sealed when it is saved."""
        instance.__dict__[self.field.attname] = value


class _SealedField:
    """What sealed fields share. Their model has ``practice_id`` and ``public_id``. A sealed column is never filtered or bulk-updated."""

    descriptor_class = SealedAttribute
    mask: Any = None
    """What is shown of a row in the place of its value, or None; never kept with it, so that saving the row changes nothing."""

    def place(self, instance: Any) -> Any:
        """Where the instance's value stands."""
        from .crypto import Place

        return Place(instance.practice_id, instance._meta.db_table, self.column, instance.public_id)

    def opened(self, instance: Any, sealed: Sealed) -> Any:
        """The value; that a patient's identity was opened is noted for the audit trail. Raises crypto.Tampered."""
        from .audit import saw
        from .crypto import unseal

        if instance._meta.object_name == "Patient":
            saw(instance.public_id)
        return self.from_plain(unseal(self.place(instance), sealed))

    def pre_save(self, instance: Any, add: bool) -> Sealed | None:
        """Seal what this object holds; what was never opened goes back as it was."""
        from .crypto import seal

        held = instance.__dict__.get(self.attname)
        return held if held is None or isinstance(held, Sealed) else Sealed(seal(self.place(instance), self.to_plain(held)))

    def get_lookup(self, name: str) -> Any:
        """Nothing but whether there is a value can be asked of a sealed column."""
        if name == "isnull":
            return super().get_lookup(name)
        raise FieldError(f"{self.name} is sealed: find it through claimwright.office.kit.search")

    def get_prep_value(self, value: Any) -> Any:
        """Only a sealed value reaches the database."""
        if value is None or isinstance(value, Sealed):
            return value
        raise TypeError(f"{self.name} is sealed: change it through save()")


class SealedField(_SealedField, ValueField):
    """A core value, sealed at rest. ``mask``: asked with the row before its value is opened."""

    def __init__(self, *args: Any, mask: Any = None, **kwargs: Any) -> None:
        self.mask = mask
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Sealed | None:
        """As it stands; opened by its row."""
        from .crypto import from_text

        return None if value is None else Sealed(from_text(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> str | None:
        """Sealed bytes as text."""
        from .crypto import as_text

        sealed = self.get_prep_value(value)
        return None if sealed is None else as_text(sealed)

    def to_plain(self, value: Any) -> bytes:
        """Value to JSON."""
        return encode(value)

    def from_plain(self, plain: bytes) -> Any:
        """JSON to value."""
        return decode(plain, self.shape)


class SealedBytes(_SealedField, models.BinaryField):
    """Bytes, sealed at rest."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        """As it stands; opened by its row."""
        return None if value is None else Sealed(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """As the database's driver wants bytes."""
        sealed = self.get_prep_value(value)
        return None if sealed is None else connection.Database.Binary(sealed)

    def to_plain(self, value: Any) -> bytes:
        """Bytes themselves."""
        return bytes(value)

    def from_plain(self, plain: bytes) -> bytes:
        """Bytes themselves."""
        return plain
