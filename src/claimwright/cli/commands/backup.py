"""``claimwright backup`` and ``claimwright restore``: an encrypted copy of the office's database, proved by restoring it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from .trail import DATABASE, open_office

FILE = typer.Argument(metavar="PATH", help="The backup.")


class _Backup(TyperGroup):
    """``claimwright backup PATH`` is ``claimwright backup create PATH``."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """What is no command's name is the path of a new backup."""
        return super().resolve_command(ctx, args if args[0] in self.commands else ["create", *args])


def register(app: typer.Typer) -> None:
    """Add the group, and the command that restores."""
    group = typer.Typer(cls=_Backup, no_args_is_help=True, help="Encrypted backups, proved by restoring them.")
    group.command("create")(create)
    group.command("verify")(verify)
    group.command("restore")(restore)
    app.add_typer(group, name="backup")
    app.command("restore")(restore)


def create(file: Path = FILE, database: Path = DATABASE) -> None:
    """Write a backup of one instant, without stopping the office. The keys are not in it: keep their folder elsewhere, too."""
    open_office(database)
    from claimwright.office.guard import backup
    from claimwright.office.kit import keys

    manifest = backup.create(file)
    typer.echo(
        f"{file}: {sum(manifest['rows'].values())} rows of {len(manifest['rows'])} tables, {file.stat().st_size / 1e6:.1f} MB, encrypted"
    )
    typer.echo(f"Not in it, and needed to open it: the keys in {keys.folder()}")


def verify(file: Path = FILE, database: Path = DATABASE) -> None:
    """Restore into a scratch database, count, walk the audit chain, balance the ledger, remove it again. Exit status 1 where it fails."""
    open_office(database, missing=True)
    from claimwright.office.guard import backup

    _tell(backup.drill(file), "would restore whole")


def restore(file: Path = FILE, database: Path = DATABASE) -> None:
    """Prove the backup by a drill, then restore it to the office's database, which must not exist yet. Exit status 1 where it fails."""
    open_office(database, missing=True)
    from claimwright.office.guard import backup

    _tell(backup.restore(file), "restored")


def _tell(drill: Any, good: str) -> None:
    found = drill.found
    typer.echo(f"made {drill.manifest['made']} by version {drill.manifest['version']} on {drill.manifest['vendor']}")
    typer.echo(
        f"{sum(found['rows'].values())} rows, {found['events']} audit events, {len(found['accounts'])} ledger accounts, "
        f"{found['opened']} sealed values opened"
    )
    for what, seconds in drill.seconds.items():
        typer.echo(f"{what}: {seconds / 60:.2f} minutes")
    for note in found["notes"]:
        typer.echo(f"note: {note}")
    for fault in drill.faults:
        typer.echo(f"WRONG: {fault}")
    typer.echo("do not rely on this backup" if drill.faults else good)
    raise typer.Exit(1 if drill.faults else 0)
