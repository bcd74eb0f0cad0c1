"""``claimwright keys``: the keys outside the database, and their rotation."""

from __future__ import annotations

from pathlib import Path

import typer

from .trail import DATABASE, open_office

PURPOSES = ("trail", "anchors", "fields", "index", "backup")


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="The keys outside the database.")
    group.command("list")(listing)
    group.command("rotate")(rotate)
    app.add_typer(group, name="keys")


def listing(database: Path = DATABASE) -> None:
    """Where the keys lie, and their ids by purpose; the last one is in use. Never shows a key."""
    open_office(database, missing=True)
    from claimwright.office.kit import keys

    typer.echo(str(keys.folder()))
    for purpose in PURPOSES:
        typer.echo(f"{purpose:8} {' '.join(keys.Ring(purpose).ids()) or 'none yet'}")


def rotate(
    records: bool = typer.Option(False, "--records", help="Also seal every record anew, under new keys of the practices. Takes long."),
    database: Path = DATABASE,
) -> None:
    """Make a new key for sealed records and one for backups, and wrap the practices' keys anew.

    With --records everything sealed is sealed again, in batches; when it is interrupted, call it again with --records and it goes on. Old
    keys stay: older backups need them.
    """
    open_office(database)
    from claimwright.office.kit import audit, rotation

    made = rotation.new_keys()
    audit.record("keys:rotate", actor="command line", facts=made)
    typer.echo(f"Records are sealed under key {made['fields']}, backups under key {made['backup']}; {made['rewrapped']} keys wrapped anew.")
    if records:
        for practice, done in rotation.reseal_everything():
            typer.echo(f"{practice}: {done} values sealed anew")
