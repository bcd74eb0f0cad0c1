"""``claimwright meat``: whether the record supports the conditions that adjust risk, what should go, what to look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import typer

from claimwright.cli.days import day_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("meat")(meat)


def meat(
    note: str = typer.Argument(..., metavar="FILE", help="A note; with --ndjson a file of the records that `claimwright code` takes."),
    submitted: str = typer.Option(
        "", "--submitted", metavar="CODES", help="Codes of the claim, joined by commas, to hold against the note."
    ),
    on: str = typer.Option(None, "--on", metavar="DATE", help="Date of service, where the input has none."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
    ndjson: bool = typer.Option(False, "--ndjson", help="Read and write JSON lines."),
) -> None:
    """Review risk-adjusting conditions: monitored, evaluated, assessed or treated, or only listed; deletions and suspects."""
    from claimwright.coding import CodingRequest

    handler = partial(_reviewer, day_of(on), tuple(code.strip() for code in submitted.split(",") if code.strip()))
    if ndjson:
        from claimwright.cli.streams import stream

        raise typer.Exit(stream(note, handler, CodingRequest))
    from claimwright.cli.files import read_note

    answer = handler()(CodingRequest(id=note, text=read_note(note)))
    if as_json:
        from claimwright.core import encode

        typer.echo(encode(answer).decode())
    else:
        _show(answer)


def _reviewer(on: dt.date | None, submitted: tuple[str, ...]) -> Callable[[Any], Any]:
    from claimwright.cli.books import open_for_command
    from claimwright.coding import code
    from claimwright.coding.meat import review_risk
    from claimwright.core import plain, replace

    books = open_for_command()

    def answer(request: Any) -> Any:
        request = replace(request, date_of_service=request.date_of_service or on or books.icd10cm.newest_release_start)
        review = review_risk(request, code(request, books), books, submitted)
        rows = [{**plain(one), "supported": one.supported} for one in review.conditions]
        return {"id": request.id, "conditions": rows, "deletions": plain(review.deletions), "suspects": plain(review.suspects)}

    return answer


def _show(answer: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False)
    for one in answer["conditions"]:
        told = "; ".join(f"{name}: {_words(spans)}" for name, spans in one["elements"].items())
        console.print(f"[bold]{one['code']}[/bold] {escape(one['title'])}  [dim]{', '.join(one['categories'])}[/dim]")
        console.print(f"  {escape(told or 'only listed')}")
    for one in answer["deletions"]:
        console.print(f"[yellow]not supported:[/yellow] {one['code']} ({one['reason']})")
    for one in answer["suspects"]:
        console.print(f"[cyan]to look at:[/cyan] {escape(one['title'])} [dim]{escape(_words(one['signs']))}[/dim]")


def _words(spans: list[dict[str, Any]]) -> str:
    return ", ".join(dict.fromkeys(span["text"] for span in spans))
