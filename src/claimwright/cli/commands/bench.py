"""``claimwright bench``: accuracy and speed, measured by the product itself."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType

import typer

from claimwright.core import InputError, encode
from claimwright.core.discovery import modules


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bench")(bench)


def bench(
    names: list[str] = typer.Argument(None, metavar="[NAME]...", help="Which benchmarks; all by default."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object with every figure."),
) -> None:
    """Run the benchmarks. Those that measure on development data need the folder named by CLAIMWRIGHT_SAMPLES."""
    known: dict[str, ModuleType] = {module.NAME: module for module in modules("claimwright.cli.bench")}
    for name in names or []:
        if name not in known:
            raise InputError(name, "is not a benchmark", f"choose from {', '.join(known)}")
    named = os.environ.get("CLAIMWRIGHT_SAMPLES")
    samples = Path(named) if named and Path(named).is_dir() else None
    echo = _quiet if as_json else typer.echo
    figures = {name: known[name].run(samples, echo) for name in names or known}
    if as_json:
        typer.echo(encode(figures).decode())


def _quiet(text: str = "") -> None:
    """Say nothing: the figures go out as JSON."""
