"""``claimwright trail``: the office's audit trail, checked, anchored and exported from outside."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import typer

from claimwright.core import InputError

from .serve import demand_office

DATABASE = typer.Option(None, help="The office's SQLite file; default: the office's own database.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="The audit trail.")
    for command in (verify, anchor, export):
        group.command(command.__name__)(command)
    group.command("rotate-key")(rotate)
    app.add_typer(group, name="trail")


def verify(
    database: Path = DATABASE,
    anchor: str = typer.Option("", help="A line that `trail anchor` printed and that was kept elsewhere; or the file it stands in."),
) -> None:
    """Walk the chain of audit events; compare it with its head and anchors. Exit status 1 where it is broken, naming the first event."""
    open_office(database)
    from claimwright.office.kit import anchors, audit

    began = time.perf_counter()
    verdict = audit.verify()
    seconds = time.perf_counter() - began
    fault = verdict.fault or anchors.fault_beside(_kept(anchor))
    rate = f"{verdict.events / seconds:,.0f} events a second" if seconds and verdict.events > 1000 else f"{seconds:.2f} s"
    where = f" (first at {verdict.sequence})" if verdict.fault else ""
    typer.echo(f"{verdict.events} events; " + (f"BROKEN: {fault}{where}" if fault else "the chain is whole and agrees with its anchors"))
    typer.echo(rate)
    for note in verdict.notes:
        typer.echo(f"note: {note}")
    raise typer.Exit(1 if fault else 0)


def anchor(database: Path = DATABASE) -> None:
    """Print where the trail stands, signed: keep it elsewhere (print it daily), and hold the trail against it with `verify --anchor`."""
    open_office(database)
    from claimwright.office.kit import anchors

    line = anchors.newest()
    if not line:
        raise InputError("trail anchor", "there is no anchor yet", "the first event makes one")
    typer.echo(line)


def export(
    database: Path = DATABASE,
    fhir: bool = typer.Option(True, "--fhir/--csv", help="FHIR R4 AuditEvent as NDJSON, or CSV."),
    since: str = typer.Option("", metavar="DAY", help="From this day on (UTC)."),
    until: str = typer.Option("", metavar="DAY", help="To the end of this day (UTC)."),
) -> None:
    """Write the whole trail to standard output; the export is an event too."""
    open_office(database)
    from claimwright.office.kit import audit
    from claimwright.office.trail import everything, table
    from claimwright.office.trail import fhir as as_fhir

    count, rows = everything.events(since, until)
    audit.record("trail:export", actor="command line", facts={"events": count, "since": since, "until": until})
    for line in (as_fhir.ndjson if fhir else table.lines)(rows):
        sys.stdout.write(line)


def rotate(database: Path = DATABASE) -> None:
    """Make a new key for the chain and one for the anchors; the old ones still prove what they signed."""
    open_office(database)
    from claimwright.office.kit import audit
    from claimwright.office.kit.keys import Ring

    made = {purpose: Ring(purpose).add() for purpose in ("trail", "anchors")}
    audit.record("trail:key:rotate", actor="command line", facts=made)
    typer.echo(f"Events are signed with key {made['trail']} from now on.")


def open_office(database: Path | None, *, missing: bool = False) -> None:
    """Choose the database and set the office up. Raises InputError where there is no such file, unless it may be ``missing``."""
    demand_office()
    if database is not None:
        os.environ["CLAIMWRIGHT_OFFICE_DB"] = str(database)
    from claimwright.office.boot import start

    start(migrate=False)
    from django.db import connection

    file = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and not missing and not file.is_file():
        raise InputError(str(file), "there is no such database", "name one with --database")


def _kept(anchor: str) -> str:
    if not anchor or " " in anchor:
        return anchor
    try:
        lines = Path(anchor).read_text("ascii").splitlines()
    except (OSError, ValueError) as error:
        raise InputError(anchor, "cannot be read as an anchor", "give the printed line, or its file") from error
    return lines[-1] if lines else ""
