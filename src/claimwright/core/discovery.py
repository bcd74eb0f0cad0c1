"""How new things are found: every module of a folder, every file of a pattern, every outside package that offers the same.

A new edit, transaction set, payer or release is one new file; there is no list to extend.
"""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from types import ModuleType
from typing import Any


def modules(package: str) -> Iterator[ModuleType]:
    """Every module beneath ``package``, imported, in name order, then those of outside packages.

    An outside package registers modules in the entry-point group of the same name (``claimwright.edits.rules``).
    """
    root = importlib.import_module(package)
    names = sorted(info.name for info in pkgutil.walk_packages(root.__path__, f"{package}.") if not info.ispkg)
    for name in names:
        yield importlib.import_module(name)
    for entry in sorted(metadata.entry_points(group=package), key=lambda entry: entry.name):
        yield entry.load()


def files(package: str, suffix: str) -> Iterator[Traversable]:
    """Every packaged file of a folder whose name ends in ``suffix``, in name order."""
    yield from sorted((item for item in resources.files(package).iterdir() if item.name.endswith(suffix)), key=lambda item: item.name)


@cache
def tables(package: str) -> dict[str, dict[str, Any]]:
    """Every TOML file of a folder, parsed, by its name without suffix."""
    return {item.name.removesuffix(".toml"): tomllib.loads(item.read_text("utf-8")) for item in files(package, ".toml")}
