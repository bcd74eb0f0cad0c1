"""Registration of this app with Django; the locks that are put on the database after each migration."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class KitConfig(AppConfig):
    """The app ``kit``."""

    name = "claimwright.office.kit"
    label = "kit"

    def ready(self) -> None:
        """Have the locks opened for a migration, put back after it, and every new connection told its scope."""
        pre_migrate.connect(_open_locks, sender=self)
        post_migrate.connect(_put_locks, sender=self)
        connection_created.connect(_tell)


def _open_locks(using: str, plan: Any, **rest: Any) -> None:
    from . import rls

    if plan:
        rls.release(using)


def _put_locks(using: str, **rest: Any) -> None:
    from . import append_only, rls

    append_only.guard(using)
    rls.lock(using)


def _tell(connection: Any, **rest: Any) -> None:
    from . import rls, scope

    rls.tell(scope.current(), connection)
