"""The books for a command: opened, and built with a progress bar where a person waits for it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimwright.codesets import Books

_TABLES = 0.6
"""The part of the first opening after which only the search tables are left to build."""


def open_for_command() -> Books:
    """The installed books. The first command ever builds them; on a terminal a bar on standard error says so."""
    from claimwright.codesets import open_books
    from claimwright.codesets.books import is_built

    if is_built() or not sys.stderr.isatty():
        return open_books()
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    with Progress(TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("building the books, once", total=1.0)
        books = open_books(lambda what, part: bar.update(task, description=what, completed=part * _TABLES))
        bar.update(task, description="making it searchable", completed=_TABLES)
        books.prepare()
        return books
