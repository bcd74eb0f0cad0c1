"""``claimwright queries``: questions to the provider, drafted from the record and held to the rules of a compliant query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any, Literal, cast

import typer

from claimwright.cli.days import day_of
from claimwright.core import InputError

queries = typer.Typer(no_args_is_help=True, help="Questions to the provider: propose, lint.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(queries, name="queries")


@queries.command()
def propose(
    note: str = typer.Argument(..., metavar="FILE", help="A note; with --ndjson a file of the records that `claimwright code` takes."),
    setting: str = typer.Option("outpatient", "--setting", help="outpatient or inpatient (facility)."),
    on: str = typer.Option(None, "--on", metavar="DATE", help="Date of service, where the input has none."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
    ndjson: bool = typer.Option(False, "--ndjson", help="Read and write JSON lines."),
) -> None:
    """Draft what a record leaves open: indicators, options that they support, and what the lint says of each draft."""
    if setting not in ("outpatient", "inpatient"):
        raise InputError("--setting", f"is {setting!r}", "use outpatient or inpatient")
    from claimwright.coding import CodingRequest

    day = day_of(on)
    if ndjson:
        from claimwright.cli.streams import stream

        raise typer.Exit(stream(note, partial(_proposer, day), CodingRequest))
    from claimwright.cli.files import read_note

    where = cast(Literal["outpatient", "inpatient"], setting)
    drafted = _proposer(day)(CodingRequest(id=note, text=read_note(note), setting=where))
    if as_json:
        from claimwright.core import encode

        typer.echo(encode(drafted).decode())
    else:
        _show(drafted["queries"])


@queries.command()
def lint(
    source: str = typer.Argument("-", metavar="[FILE]", help='Lines {"query": {...}, "record": {...}}; standard input without a name.'),
) -> None:
    """Say what keeps each query from being sent. Status 1 where a query has a fault."""
    from claimwright.cli.streams import stream
    from claimwright.coding.queries import Asked

    raise typer.Exit(stream(source, _linter, Asked, failed=lambda answer: bool(answer["faults"])))


def _proposer(on: dt.date | None) -> Callable[[Any], Any]:
    from claimwright.cli.books import open_for_command
    from claimwright.coding import code
    from claimwright.coding.queries import Paper, Record, propose_queries
    from claimwright.coding.queries import lint as faults
    from claimwright.core import plain, replace

    books = open_for_command()

    def answer(request: Any) -> Any:
        day = request.date_of_service or on or books.icd10cm.newest_release_start
        request = replace(request, date_of_service=day)
        record = Record(papers=tuple(Paper(document=document) for document in request.all_documents), on=day)
        drafts = propose_queries(record, code(request, books), books, request.setting)
        return {"id": request.id, "queries": [{**plain(one), "faults": plain(faults(one, record, books))} for one in drafts]}

    return answer


def _linter() -> Callable[[Any], Any]:
    from claimwright.cli.books import open_for_command
    from claimwright.coding.queries import lint as faults
    from claimwright.core import plain

    books = open_for_command()
    return lambda beside: {"id": beside.query.id, "faults": plain(faults(beside.query, beside.record, books))}


def _show(drafts: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False)
    if not drafts:
        console.print("Nothing to ask.")
    for one in drafts:
        console.print(f"[bold]{escape(one['title'])}[/bold]  [dim]{one['purpose']}[/dim]")
        for indicator in one.get("indicators", []):
            words = indicator["words"]
            console.print(f'  "{escape(words["text"])}" [dim]{words.get("document", "note")} at {words["start"]}[/dim]')
        console.print(f"  {escape(one['question'])}")
        for option in one.get("options", []):
            console.print(f"    ( ) {escape(option['text'])}")
        for fault in one["faults"]:
            console.print(f"  [red]{fault['rule']}[/red] {fault['where']}: {escape(fault['message'])}")
