"""``claimwright retention``: what has been kept as long as the law asks, and legal holds. Nothing is removed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import typer

from claimwright.core import InputError, parse_date

from .trail import DATABASE, open_office

NPI = typer.Option(..., "--practice", metavar="NPI", help="The practice, by its NPI.")
REASON = typer.Option(..., help="Why; it becomes part of the audit trail.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="How long records are kept.")
    for command in (report, hold, release):
        group.command(command.__name__)(command)
    app.add_typer(group, name="retention")


def report(
    on: str = typer.Option("", metavar="DAY", help="As of this day; default: today."),
    database: Path = DATABASE,
) -> None:
    """For each practice and class: records in all, older than they must be kept, and held all the same. A dry run: nothing is removed."""
    open_office(database)
    from claimwright.office.guard import retention

    day = _day(on) if on else date.today()  # noqa: DTZ011 - the office's own day
    practice = ""
    for due in retention.report(day):
        if due.practice != practice:
            practice = due.practice
            typer.echo(practice)
        typer.echo(f"  {due.rule.name:12} {due.rows:8} kept {due.rule.years:2} years: {due.older} older, {due.held} of them held")
    for rule in retention.rules():
        typer.echo(f"{rule.name}: {rule.what}. {rule.source}")


def hold(
    practice: str = NPI,
    patient: str = typer.Option("", metavar="NUMBER", help="The patient's number in the practice; without it, the whole practice."),
    reason: str = REASON,
    database: Path = DATABASE,
) -> None:
    """Keep a patient's records, or a practice's, whatever their age."""
    open_office(database)
    from claimwright.office.guard import retention

    for found in _practice(practice):
        who = retention.patient_numbered(found, patient) if patient else None
        if patient and who is None:
            raise InputError("--patient", "is no number of a patient in this practice")
        made = retention.hold(found, who, reason, actor="command line")
        typer.echo(f"hold {made.public_id}")


def release(
    hold: str = typer.Argument(metavar="HOLD", help="The hold's id."),
    practice: str = NPI,
    reason: str = REASON,
    database: Path = DATABASE,
) -> None:
    """End a hold."""
    open_office(database)
    from claimwright.office.guard import retention

    for found in _practice(practice):
        held = retention.hold_named(found, hold)
        if held is None:
            raise InputError("HOLD", "is no hold of this practice")
        retention.release(held, reason, actor="command line")
        typer.echo("released")


def _practice(npi: str) -> Any:
    """The practice, with its rows in scope while it is worked on."""
    from claimwright.office.practices.queries import each_practice

    seen = False
    for practice in each_practice():
        if practice.npi == npi:
            seen = True
            yield practice
    if not seen:
        raise InputError("--practice", "is no NPI of a practice here")


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise InputError("--on", f"{text!r} is no day", "write it as 2026-01-31") from error
