"""``codes install``: what came in, what did not and why."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from claimwright.core import InputError

if TYPE_CHECKING:
    from claimwright.codesets import Books, Loaded
    from claimwright.codesets.install import Outcome


def install(
    paths: list[str] = typer.Argument(
        ..., metavar="PATH...", help="Official files, archives or folders; the format is recognised by content."
    ),
    accept_ama: bool = typer.Option(False, "--accept-ama", help="I may use CPT under the AMA's terms; recorded beside the books."),
    older: bool = typer.Option(False, "--older", help="Also releases older than what is installed, for their own days."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object per file."),
) -> None:
    """Install official files; a file that is damaged or of no known kind changes nothing and stops no other."""
    from claimwright.cli.books import open_for_command
    from claimwright.codesets.install import install as install_file
    from claimwright.codesets.install import install_all

    books = open_for_command()
    if len(paths) == 1 and not Path(paths[0]).is_dir():
        for loaded in install_file(Path(paths[0]), books.store, accept_ama=accept_ama, older=older):
            _json(loaded) if as_json else print(f"{paths[0]}: {_said(loaded)}")
        books.prepare()  # the search tables are built now, not when somebody waits for an answer
        return
    faults = seen = 0
    with _bar() as progress:
        outcomes = install_all([Path(path) for path in paths], books.store, accept_ama=accept_ama, older=older, progress=progress)
        for outcome in outcomes:
            seen += 1
            faults += outcome.status in ("failed", "refused")
            _json(outcome) if as_json else _show(outcome)
    if not seen:
        raise InputError(", ".join(paths), "holds no file", "name official files, archives or folders of them")
    books.prepare()
    if not as_json:
        _notices(books)
    raise typer.Exit(1 if faults else 0)


def _show(outcome: Outcome) -> None:
    for loaded in outcome.loaded:
        print(f"{outcome.file}: {_said(loaded)}")
    if outcome.status == "unknown":
        print(f"{outcome.file}: of no kind that is read; left alone")
    elif outcome.reason:
        print(f"{outcome.status}: {outcome.reason}")
    sys.stdout.flush()


def _said(loaded: Loaded) -> str:
    force = f", in force {loaded.first} to {loaded.last or 'open'}" if loaded.first else ""
    return f"{loaded.system} {loaded.release}, {loaded.rows:,} rows{' (an excerpt)' if loaded.partial else ''}{force}"


def _notices(books: Books) -> None:
    """The notices of whoever owns words or numbers of what is installed, each once."""
    for notice in dict.fromkeys(loaded.notice for loaded, _file in books.store.installed() if loaded.notice):
        print(f"notice: {notice}")


@contextmanager
def _bar() -> Iterator[Callable[[str, float], None] | None]:
    """A bar on standard error where a person waits."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("installing", total=1.0)
        yield lambda what, part: bar.update(task, description=what[:40], completed=part)


def _json(value: Any) -> None:
    from claimwright.core import encode

    print(encode(value).decode(), flush=True)
