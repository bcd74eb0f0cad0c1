"""Kinds of jobs: a function in the ``jobs.py`` of any app, found by discovery.

::

    @kind("remit:import", title="Read remittance files")
    def import_files(run: Run, *, files: list[str]) -> dict[str, Any]: ...

The function does its work in steps, each one an action; ``run.step`` tells how far it is. It may be begun again after a crash, so each
step must find what is done already (actions do). What it returns (ids, counts) is shown with the job.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps

from .running import Run

Work = Callable[..., dict[str, Any] | None]
_KINDS: dict[str, Kind] = {}


class Kind(NamedTuple):
    """``permission``: what whoever asks for it must hold, when asking and when it runs; ``title``: for people.

    ``quiet``: it goes on in the background, and tells nobody when it is done.
    """

    name: str
    permission: str
    title: str
    work: Work
    quiet: bool = False


def kind(permission: str, *, title: str, quiet: bool = False) -> Callable[[Work], Work]:
    """Make a function the work of a kind, named after its module and itself ("remits.import_files")."""

    def wrap(work: Work) -> Work:
        name = f"{work.__module__.split('.')[-2]}.{work.__name__}"
        _KINDS[name] = Kind(name, permission, title, work, quiet)
        return work

    return wrap


@cache
def _discover() -> bool:
    for app in apps.get_app_configs():
        if app.name.startswith("claimwright.office.") and importlib.util.find_spec(f"{app.name}.jobs"):
            importlib.import_module(f"{app.name}.jobs")
    return True


def kinds() -> dict[str, Kind]:
    """Every kind by name."""
    _discover()
    return dict(_KINDS)


__all__ = ["Kind", "Run", "kind", "kinds"]
