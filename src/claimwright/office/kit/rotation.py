"""New keys: for what wraps the practices' data keys, and for the data keys themselves."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from claimwright.office.practices.queries import each_practice

from . import audit, crypto, sealing
from .keys import Ring
from .models import DataKey


def new_keys() -> dict[str, int | str]:
    """Make a key-encryption key and a backup key, and wrap every data key under the new one. What was sealed stays as it is."""
    made: dict[str, int | str] = {"fields": Ring("fields").add(), "backup": Ring("backup").add()}
    done = 0
    for practice in each_practice():
        with transaction.atomic():
            for row in DataKey.objects.select_for_update(no_key=True).filter(practice=practice):
                crypto.rewrap(row)
                done += 1
    return made | {"rewrapped": done}


def reseal_everything() -> Iterator[tuple[str, int]]:
    """Seal every value of every practice under a new data key; gives the practice's name and the values done.

    Interrupted and called again it goes on: a practice whose newest data key has sealed only a part gets no further key.
    """
    for practice in each_practice():
        newest = DataKey.objects.filter(practice=practice).order_by("-id").first()
        begun = newest is not None and sealing.left(practice.pk, newest.name) > 0
        name = newest.name if newest and begun else crypto.new_key(practice.pk).name
        done = sum(sealing.reseal(practice.pk, name))
        audit.record("keys:records:rotate", actor="command line", subject=practice, facts={"values": done, "key": name})
        yield practice.name, done
