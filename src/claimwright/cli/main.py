"""The entry point: builds the command tree from ``cli/commands`` and turns the one expected exception into one line and status 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import typer

from claimwright import __version__
from claimwright.core import InputError
from claimwright.core.discovery import modules

COMMANDS = "claimwright.cli.commands"
UNUSABLE = 2
"""Exit status when the input could not be read or the call was wrong."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"claimwright {__version__}")
        raise typer.Exit


def _root(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version.")) -> None:
    """Medical coding and billing: from the clinical note to the reconciled cent, with the evidence attached to every step."""


def build(wanted: str = "") -> typer.Typer:
    """The command tree; each module of ``cli/commands`` adds its own commands.

    ``wanted``: the command that will be run; where a module of that name has it, the others are not imported.
    """
    if wanted.isidentifier() and not wanted.startswith("_") and find_spec(f"{COMMANDS}.{wanted}"):
        app = _with([import_module(f"{COMMANDS}.{wanted}")])
        if any(wanted == group.name for group in app.registered_groups):
            return app
    return _with(modules(COMMANDS))


def _with(found: Iterable[ModuleType]) -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False, rich_markup_mode="rich")
    app.callback()(_root)
    for module in found:
        module.register(app)
    return app


def main() -> None:
    """Run a command. Statuses: 0 nothing wrong, 1 findings or error lines, 2 unusable input or call."""
    try:
        build(sys.argv[1] if len(sys.argv) > 1 else "")()
    except InputError as error:
        print(f"claimwright: {error}", file=sys.stderr)
        sys.exit(UNUSABLE)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(UNUSABLE)
    except KeyboardInterrupt:
        sys.exit(130)
