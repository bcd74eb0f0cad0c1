"""``claimwright codes pcs``: build an ICD-10-PCS code one character after the other, or find the table from words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from claimwright.core import InputError, parse_date

if TYPE_CHECKING:
    from claimwright.codesets.icd10pcs.values import Axis, Step

ON = typer.Option(None, "--on", metavar="DATE", help="Day of the procedure; without it, the first day of the newest installed release.")


def pcs(
    prefix: str = typer.Argument("", metavar="[PREFIX]", help="The characters chosen so far; none for the sections."),
    words: str = typer.Option("", "--words", metavar="WORDS", help="Find the table: the PCS Index, body part key and device key."),
    on: str = ON,
    limit: int = typer.Option(10, "--limit", min=1, max=100, help="With --words, at most so many."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """The next legal characters of an ICD-10-PCS code, with their meaning; or, from words, the tables they lead to."""
    if words:
        ways(words, on, limit, as_json)
        return
    from claimwright.cli.books import open_for_command
    from claimwright.codesets import answers

    books, day = open_for_command(), day_of(on)
    if as_json:
        answer = answers.pcs_step(books, prefix, day)
        _print_json(answer)
        refused = answer["reason"]
    else:
        step = books.icd10pcs.step(prefix, day or books.icd10pcs.newest_release_start)
        _show_step(step)
        refused = step.reason
    if refused:
        raise typer.Exit(1)


def ways(words: str, on: str | None, limit: int, as_json: bool) -> None:
    """From words to tables. Raises InputError where the PCS Index is not installed."""
    from claimwright.cli.books import open_for_command
    from claimwright.codesets import answers

    answer = answers.pcs_ways(open_for_command(), words, day_of(on), limit)
    if as_json:
        _print_json(answer)
    else:
        _show_paths(answer["paths"])


def _print_json(answer: dict[str, Any]) -> None:
    from claimwright.core import encode

    print(encode(answer).decode())


def day_of(text: str | None) -> Any:
    """The day of an ``--on``; None where there is none. Raises InputError for what is no date."""
    if not text:
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        raise InputError("--on", str(error), "write YYYY-MM-DD") from None


def _show_step(step: Step) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False, soft_wrap=True)
    for axis in step.chosen:
        console.print(f"  [bold]{axis.character}[/bold]  {escape(_meaning(axis))}")
    if step.reason:
        console.print(f"[red]{escape(step.reason)}[/red]")
    elif step.complete:
        console.print(f"[bold]{step.prefix}[/bold]  {escape(step.title or 'no text is installed')}  (valid on {step.on})")
    else:
        table = Table("", step.axis or f"Character {step.position}", "Codes", box=None, header_style="bold", pad_edge=False)
        for choice in step.choices:
            definition = f"\n  [dim]{escape(choice.definition)}[/dim]" if choice.definition else ""
            table.add_row(choice.character, f"{escape(choice.label or '')}{definition}", f"{choice.codes:,}")
        console.print(table)
        where = f"tables {step.tables}" if step.tables else "no tables are installed: claimwright codes install icd10pcs_tables_*.xml (CMS)"
        console.print(f"{step.codes:,} codes of {step.on} begin with {step.prefix or 'any character'}; {where}")


def show_entry(answer: dict[str, Any]) -> None:
    """A whole code: its title, its characters, when it is valid."""
    state = f"valid on {answer['on']}" if answer["valid"] else answer["reason"]
    print(f"{answer['code']}  {answer['title'] or 'no text is installed'}  ({state})")
    for axis in answer["axes"]:
        print(f"  {axis['character']}  {axis['axis'] or 'character ' + str(axis['position'])}: {axis['label'] or ''}")
    for period in answer["periods"]:
        print(f"valid {period['first']} to {period['last'] or 'open'}")


def _meaning(axis: Axis) -> str:
    return f"{axis.axis}: {axis.label}" if axis.label else f"character {axis.position}"


def _show_paths(paths: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table("Begins with", "Path", "Codes", box=None, header_style="bold", pad_edge=False)
    for path in paths:
        notes = [*path["followed"], *path["read_as"], *([f"unused: {', '.join(path['unused'])}"] if path["unused"] else [])]
        lines = [" > ".join(path["path"]), f"  = {', '.join(path['labels'][2:])}", *(f"  {note}" for note in notes)]
        table.add_row(path["prefix"], escape("\n".join(lines)), f"{path['codes']:,}")
    Console().print(table)
