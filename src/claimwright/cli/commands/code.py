"""``claimwright code``: notes in, codes with their evidence out."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

import typer

from claimwright.core import InputError, encode, parse_date

if TYPE_CHECKING:
    from claimwright.coding.choosing import Chooser
    from claimwright.core import CodingResult

NOTES = typer.Argument(None, metavar="[NOTE.txt]...", help="Text files, one encounter each; with --ndjson one file of JSON lines.")
ROLES = {
    "first-listed": "bold green",
    "principal": "bold green",
    "external-cause": "yellow",
    "visit": "cyan",
    "procedure": "cyan",
    "supply": "cyan",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("code")(code)


def code(
    notes: list[str] = NOTES,
    setting: str = typer.Option("outpatient", "--setting", help="outpatient or inpatient (facility)."),
    on: str = typer.Option("", "--on", metavar="DATE", help="Date of service, where the input has none."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object per note."),
    ndjson: bool = typer.Option(False, "--ndjson", help="Read and write JSON lines."),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes, with --ndjson."),
    pack: list[str] = typer.Option([], "--pack", metavar="NAME", help="A specialty whose words are read too; may be given again."),
    endpoint: str = typer.Option(
        "", "--endpoint", metavar="URL", help="A chat endpoint that may choose among alternatives. Off by default."
    ),
    model: str = typer.Option("", "--model", help="Its model."),
    agreement: str = typer.Option(
        "", "--agreement", metavar="FILE", help="The agreement on file with its host, unless it is this machine."
    ),
) -> None:
    """Propose codes for clinical notes, each with the words that support it."""
    if setting not in ("outpatient", "inpatient"):
        raise InputError("--setting", f"is {setting!r}", "use outpatient or inpatient")
    _date(on)
    ways = Ways(setting, on, tuple(pack), Asked(endpoint, model, agreement) if endpoint else None)
    if ndjson:
        raise typer.Exit(_stream(notes, ways, jobs))
    if not notes:
        raise InputError("code", "no note is named", "name a text file, or give --ndjson and JSON lines on standard input")
    handler = _handler(ways)
    for name in notes:
        _one(name, handler, as_json)


def _date(on: str) -> None:
    try:
        if on:
            parse_date(on)
    except ValueError:
        raise InputError("--on", f"is {on!r}", "use a date of the form YYYY-MM-DD") from None


class Asked(NamedTuple):
    """An endpoint that may choose, its model, the file of the agreement with its host ("" for this machine)."""

    address: str
    model: str
    agreement: str

    def chooser(self) -> Chooser:
        """What asks it. The key, where one is needed, is in ``CLAIMWRIGHT_ENDPOINT_KEY``."""
        from claimwright.interop.transport.agreement import read_agreement
        from claimwright.interop.transport.endpoint import Endpoint

        agreed = read_agreement(Path(self.agreement)) if self.agreement else None
        today = dt.datetime.now(dt.UTC).date()  # the day on which text would leave, not a day of service
        return Endpoint(self.address, self.model, on=today, agreement=agreed, key=os.environ.get("CLAIMWRIGHT_ENDPOINT_KEY", ""))


class Ways(NamedTuple):
    """What the options say for every note: setting, day ("" for the input's own), packs, and who may choose."""

    setting: str
    on: str
    packs: tuple[str, ...]
    asked: Asked | None


def _stream(notes: list[str], ways: Ways, jobs: int) -> int:
    from functools import partial

    from claimwright.cli.streams import stream
    from claimwright.coding import CodingRequest

    return stream(notes[0] if notes else None, partial(_handler, ways), CodingRequest, jobs)


def _handler(ways: Ways) -> Callable[[Any], CodingResult]:
    """A function from request to result, with the books open; importable, so other processes can make their own."""
    from claimwright.cli.books import open_for_command
    from claimwright.coding import code as propose
    from claimwright.coding.choosing import choose
    from claimwright.core import replace

    books, chooser = open_for_command(), ways.asked.chooser() if ways.asked else None
    day = parse_date(ways.on) if ways.on else None

    def handle(request: Any) -> CodingResult:
        if request.setting == "outpatient" and ways.setting == "inpatient":
            request = replace(request, setting=cast(Literal["outpatient", "inpatient"], ways.setting))
        if request.date_of_service is None and day is not None:
            request = replace(request, date_of_service=day)
        if ways.packs:
            request = replace(request, packs=(*request.packs, *ways.packs))
        result = propose(request, books)
        return choose(result, request, books, chooser) if chooser else result

    return handle


def _one(name: str, handler: Callable[[Any], CodingResult], as_json: bool) -> None:
    from claimwright.cli.files import read_note
    from claimwright.coding import CodingRequest

    text = read_note(name)
    result = handler(CodingRequest(id=name, text=text))
    if as_json:
        typer.echo(encode(result).decode())
    else:
        _show(result, text)


def _show(result: CodingResult, text: str) -> None:
    """The result for eyes: codes with evidence and path, then what was seen and not coded, then open questions."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console()
    assumed = " (assumed: first day of the newest release)" if result.date_assumed else ""
    console.print(f"[bold]{escape(result.id)}[/bold]  date of service {result.date_of_service}{assumed}")
    table = Table("code", "role", "title", "sure", "evidence", "how", show_lines=False)
    for one in result.codes:
        shown = one.code + ("".join(f"-{modifier}" for modifier in one.modifiers))
        words = " … ".join(dict.fromkeys(span.text for span in one.evidence[:3]))
        how = " > ".join(one.path) + (f"  [{', '.join(one.rules)}]" if one.rules else "")
        row = (shown, one.role, one.title or "", f"{one.confidence:.2f} {one.tier}", words[:90], how[:110])
        table.add_row(*(escape(cell) for cell in row), style=ROLES.get(one.role, ""))
    console.print(table)
    for seen in result.suppressed:
        console.print(f"  [dim]not coded:[/dim] {escape(seen.text)} [dim]{seen.reason} at {seen.start}[/dim]", highlight=False)
    for query in result.queries:
        console.print(f"  [yellow]question:[/yellow] {escape(query.about)}", highlight=False)
    for note in result.notes:
        console.print(f"  [yellow]note:[/yellow] {escape(note)}", highlight=False)
    if result.em:
        minutes = f", {result.em.minutes} minutes" if result.em.minutes else ""
        console.print(
            f"  visit {result.em.code}: problems {result.em.problems}, data {result.em.data}, risk {result.em.risk}{minutes}",
            highlight=False,
        )
