"""``claimwright expect``: what a payer allowed for a line against its expected price, with the proved cause of a difference."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from claimwright.core import InputError

if TYPE_CHECKING:
    from claimwright.pricing.expected import Question


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("expect")(expect)


def expect(
    source: str = typer.Argument(None, metavar="[FILE]", help="One JSON object per line; standard input without a name or for '-'."),
    ndjson: bool = typer.Option(False, "--ndjson", help="Read and write one JSON object per line."),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes."),
) -> None:
    """Compare remittance lines with their expected prices: underpaid, overpaid, as expected, denied or unknown, each with its proof.

    A record: {"id", "request": as of claimwright price, "line": as of claimwright remit, "payer"?, "claim"?, "tolerance"?}.
    """
    if not ndjson:
        raise InputError("expect", "needs --ndjson with records", "see claimwright expect --help")
    from claimwright.cli.streams import stream
    from claimwright.pricing.expected import Question

    raise typer.Exit(stream(source, handler, Question, jobs))


def handler() -> Callable[[Question], dict[str, Any]]:
    """What answers one record."""
    from claimwright.codesets import Store
    from claimwright.core import plain
    from claimwright.pricing.expected import compare

    from .price import Tables

    installed = Tables(Store())

    def answer(record: Question) -> dict[str, Any]:
        found = compare(record.line, record.request, installed, tolerance=record.tolerance, payer=record.payer, claim=record.claim)
        return {"id": record.id, **plain(found)}

    return answer
