"""``claimwright form``: claims on paper, from an 837 or from claim objects."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from claimwright.cli.days import day_of
from claimwright.cli.files import read_bytes, whole_interchange
from claimwright.core import Claim, InputError, ShapeError, decode

LARGEST = 64 * 2**20


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("form")(form)


def form(
    name: str = typer.Argument(..., metavar="cms1500|ub04", help="The form."),
    source: str = typer.Argument(..., metavar="FILE", help="An 837, or claim objects, one a line."),
    out: Path = typer.Option(..., "--out", "-o", metavar="PDF", help="Where the pages go."),
    data_only: bool = typer.Option(False, "--data-only", help="For preprinted paper: no boxes, no labels."),
    right: float = typer.Option(0.0, min=-2, max=2, help="Move everything right, in inches."),
    down: float = typer.Option(0.0, min=-2, max=2, help="Move everything down, in inches."),
    printed_on: str = typer.Option(None, "--printed-on", metavar="DATE", help="The date beside the signatures."),
) -> None:
    """Print claims on CMS-1500 or UB-04: a PDF on a plain grid of ours, or the data alone. What does not fit is named."""
    from claimwright.forms import print_form

    done = print_form(name, _claims(source), grid=not data_only, offset=(right, down), printed_on=day_of(printed_on))
    _write(out, done.pdf)
    typer.echo(f"{out}: {done.pages} {'page' if done.pages == 1 else 'pages'}")
    for cut in done.cut:
        where = f"claim {cut.claim}, field {cut.field}" + (f", page {cut.page}" if cut.page else "")
        typer.echo(f"{where}: {cut.value!r} did not fit, printed as {cut.printed!r}", err=True)


def _claims(source: str) -> list[Claim]:
    data = read_bytes(source, limit=LARGEST)
    if data.lstrip().startswith(b"ISA"):
        from claimwright import x12

        found = [value for value in x12.read(whole_interchange(source)) if isinstance(value, Claim)]
    else:
        found = [_claim(source, number, line) for number, line in enumerate(_objects(data), 1)]
    if not found:
        raise InputError(source, "holds no claim", "give an 837 or claim objects")
    return found


def _objects(data: bytes) -> list[bytes]:
    """One object over several lines, or one a line."""
    lines = [line for line in data.splitlines() if line.strip()]
    return lines if len(lines) > 1 and lines[0].rstrip().endswith(b"}") else [data]


def _claim(source: str, number: int, line: bytes) -> Claim:
    try:
        return decode(line, Claim)
    except ShapeError as error:
        raise InputError(f"{source}, object {number}", str(error), "give claim objects as `x12 read` writes them") from error


def _write(out: Path, data: bytes) -> None:
    """As a whole or not at all."""
    half = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        half.write_bytes(data)
        half.replace(out)
    except OSError as error:
        raise InputError(str(out), error.strerror or "cannot be written", "name another place") from error
