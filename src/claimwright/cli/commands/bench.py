"""``claimwright bench``: accuracy and speed, measured by the product itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any

import typer

from claimwright.core import InputError, encode
from claimwright.core.discovery import modules


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bench")(bench)


def bench(
    names: list[str] = typer.Argument(None, metavar="[NAME]...", help="Which benchmarks; by default all but `office`, which takes long."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object with every figure."),
    peers: bool = typer.Option(False, "--peers", help="Also run comparable open-source programs, where installed."),
) -> None:
    """Run the benchmarks. Those that measure on development data need the folder named by CLAIMWRIGHT_SAMPLES."""
    known: dict[str, ModuleType] = {module.NAME: module for module in modules("claimwright.cli.bench")}
    for name in names or []:
        if name not in known:
            raise InputError(name, "is not a benchmark", f"choose from {', '.join(known)}")
    named = os.environ.get("CLAIMWRIGHT_SAMPLES")
    samples = Path(named) if named and Path(named).is_dir() else None
    echo = _quiet if as_json else typer.echo
    wanted = names or [name for name, module in known.items() if not getattr(module, "ON_REQUEST", False)]
    figures = {name: _run(known[name], samples, echo, peers) for name in wanted}
    if as_json:
        typer.echo(encode(figures).decode())


def _run(module: ModuleType, samples: Path | None, echo: Callable[[str], None], peers: bool) -> Any:
    """Benchmarks that know of peers take the option; the others need not."""
    options = {"peers": peers} if "peers" in signature(module.run).parameters else {}
    return module.run(samples, echo, **options)


def _quiet(text: str = "") -> None:
    """Say nothing: the figures go out as JSON."""
