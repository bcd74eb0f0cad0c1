"""``claimwright trail``: the office's audit trail, checked from outside."""

from __future__ import annotations

from pathlib import Path

import typer

from claimwright.core import InputError

from .serve import demand_office


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="The audit trail.")
    group.command("verify")(verify)
    group.callback()(_group)
    app.add_typer(group, name="trail")


def _group() -> None:
    """The audit trail."""


def verify(database: Path = typer.Option(None, help="The office's SQLite file; default: the office's own.")) -> None:
    """Walk the chain of audit events and compare it with its anchors. Exit status 1 where it is broken, naming the first event."""
    demand_office()
    import os

    if database is not None:
        os.environ["CLAIMWRIGHT_OFFICE_DB"] = str(database)
    from claimwright.office.paths import database_file

    if not database_file().is_file():
        raise InputError(str(database_file()), "there is no such database", "name one with --database")
    from claimwright.office.boot import start

    start(migrate=False)
    from claimwright.office.kit import audit

    verdict = audit.verify()
    typer.echo(
        f"{verdict.events} events; " + (f"BROKEN: {verdict.fault}" if verdict.fault else "the chain is whole and agrees with its anchors")
    )
    raise typer.Exit(1 if verdict.fault else 0)
