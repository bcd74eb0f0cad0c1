"""``claimwright codes``: the books on the command line: what is installed, look up, search, walk the Index, build, compare, validate."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import typer

from claimwright.core import InputError, parse_date

if TYPE_CHECKING:
    from claimwright.codesets import Books
    from claimwright.codesets.answers import Question

ON = typer.Option(None, "--on", metavar="DATE", help="Day of service; without it, the first day of the newest installed release.")
JSON = typer.Option(False, "--json", help="One JSON object.")
LIMIT = typer.Option(20, "--limit", min=1, max=1000, help="At most so many.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    from claimwright.cli import beside
    from claimwright.cli.diffing import diff
    from claimwright.cli.fetching import fetch
    from claimwright.cli.installing import install
    from claimwright.cli.pairs import between
    from claimwright.cli.pcs import pcs

    group = typer.Typer(
        no_args_is_help=True,
        help="The dated books: what a code means on a day, how to find it, what stands between codes; install and compare releases.",
    )
    for command in (list_, install, fetch, lookup, search, index, pcs, between, validate, diff, *beside.COMMANDS):
        group.command(command.__name__.rstrip("_"))(command)
    app.add_typer(group, name="codes")


# -- list and install ------------------------------------------------------------------------------------------------------------------


def list_(as_json: bool = JSON) -> None:
    """What is installed, with releases, days, counts, sources; and what is not: where to get it, under which terms."""
    from claimwright.codesets import answers

    books = _books()
    found = answers.listed(books)
    if as_json:
        _json({"books": str(books.store.root), **found})
        return
    from claimwright.cli.listed import show

    show(found["systems"], str(books.store.root))


# -- look up and search ----------------------------------------------------------------------------------------------------------------


def lookup(
    system: str = typer.Argument(..., help="icd10cm, icd10pcs, cpt, hcpcs, or a table: carc, modifiers, places_of_service, ..."),
    code: str = typer.Argument(..., help="With or without its dot."),
    on: str = ON,
    as_json: bool = JSON,
) -> None:
    """Title, billable, notes with inheritance, 7th characters, parents, children, flags."""
    from claimwright.codesets import answers

    answer = answers.entry(_books(), system, code, _day(on))
    if answer is None:
        if as_json:
            _json({"system": system, "code": code, "found": False})
        else:
            print(f"{system} has no {code.upper()}", file=sys.stderr)
        raise typer.Exit(1)
    from claimwright.cli.pcs import show_entry as show_procedure

    shows = {"icd10cm": _show_entry, "icd10pcs": show_procedure}
    show = _json if as_json else shows.get(answer["system"], _show_facts)
    show(answer)


def search(
    system: str = typer.Argument(..., help="icd10cm, icd10pcs, hcpcs, revenue, ... or a table: carc, modifiers, ..."),
    words: list[str] = typer.Argument(
        ..., metavar="WORDS...", help="In any order; beginnings, misspellings and abbreviations are understood."
    ),
    on: str = ON,
    limit: int = LIMIT,
    as_json: bool = JSON,
) -> None:
    """Find codes by words, best first, each with the reason it was found."""
    from claimwright.codesets import answers

    answer = answers.hits(_books(), system, " ".join(words), _day(on), limit)
    if as_json:
        _json(answer)
        return
    _table(["Code", "Title", "Found by"], (_found(hit) for hit in answer["hits"]))


def _found(hit: dict[str, Any]) -> list[str]:
    return [" ".join(filter(None, (hit.get("system"), hit["code"]))), hit["title"] or "", hit["why"]]


def index(
    words: list[str] = typer.Argument(
        ..., metavar="WORDS...", help="The condition first or last, then what it is like: heart attack; pain joint."
    ),
    system: str = typer.Option("icd10cm", "--system", help="icd10cm, or icd10pcs: from words to tables of procedures."),
    on: str = ON,
    limit: int = LIMIT,
    as_json: bool = JSON,
) -> None:
    """The ways through the Index and its tables, with see and see also followed, each code held to the Tabular List."""
    if system.lower().replace("-", "") == "icd10pcs":
        from claimwright.cli.pcs import ways

        ways(" ".join(words), on, limit, as_json)
        return
    from claimwright.codesets import answers

    answer = answers.index(_books(), " ".join(words), _day(on), limit)
    if as_json:
        _json(answer)
        return
    _table(["Path", "Code", "Title"], ([_way(path), path["code"] or "", path["title"] or path["reason"]] for path in answer["paths"]))


def _way(path: dict[str, Any]) -> str:
    references = [*path["followed"], *([f"see also {path['see_also']}"] if path["see_also"] else [])]
    references += [f"unused: {', '.join(path['unused'])}"] if path["unused"] else []
    return " > ".join(path["path"]) + "".join(f"\n  {reference}" for reference in references)


# -- validate --------------------------------------------------------------------------------------------------------------------------


def validate(
    source: str = typer.Argument(None, metavar="[FILE]", help="One JSON object per line; standard input without a name or for '-'."),
    ndjson: bool = typer.Option(False, "--ndjson", help="Read and write one JSON object per line."),
    on: str = ON,
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes."),
) -> None:
    """Whether codes are valid and billable on a day, for a patient of an age and sex where they are given."""
    if not ndjson:
        raise InputError(
            "codes validate", "needs --ndjson", 'give lines like {"id": 1, "system": "icd10cm", "code": "E11.9", "on": "2026-04-01"}'
        )
    from claimwright.cli.streams import stream
    from claimwright.codesets.answers import Question

    _books()
    raise typer.Exit(stream(source, partial(validator, _day(on)), Question, jobs))


def validator(on: dt.date | None) -> Callable[[Question], dict[str, Any]]:
    """What answers one question; ``on`` is the day where the question has none."""
    from claimwright.codesets import answers

    return answers.validator(_books(), on)


# -- plumbing --------------------------------------------------------------------------------------------------------------------------


def _books() -> Books:
    from claimwright.cli.books import open_for_command

    return open_for_command()


def _day(text: str | None) -> dt.date | None:
    if not text:
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        raise InputError("--on", str(error), "write YYYY-MM-DD") from None


def _json(value: Any) -> None:
    from claimwright.core import encode

    print(encode(value).decode())


def _table(heads: list[str], rows: Iterable[list[str]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(*heads, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    Console().print(table)


def _show_entry(entry: dict[str, Any]) -> None:
    """One page: title line, then what stands at the code, then what it inherits and from where."""
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False)
    state = "billable" if entry["billable"] else "not billable as it stands"
    console.print(f"[bold]{entry['code']}[/bold]  {escape(entry['title'] or 'no text of this release')}  ({state} on {entry['on']})")
    console.print(
        f"chapter {entry['chapter']}, block {entry['block']}, under {entry['parent'] or 'nothing'}, release {entry['releases']['icd10cm']}"
    )
    for name in ("inclusion_terms", "children", "flags"):
        if entry[name]:
            console.print(f"[bold]{name.replace('_', ' ')}[/bold]: {escape('; '.join(entry[name]))}")
    for line in _flag_lines(entry.get("flag_details", {})):
        console.print(escape(line))
    for char, meaning in entry["seventh_characters"].items():
        console.print(f"  7th {char}: {escape(meaning)}")
    for note in cast("list[dict[str, Any]]", entry["notes"]):
        place = f" (at {note['at']})" if note["inherited"] else ""
        console.print(f"[bold]{note['kind']}[/bold]{place}: {escape(note['text'])}")


def _flag_lines(details: dict[str, Any]) -> Iterable[str]:
    """What the lists say beside the editor's flags, a line each, and at the end what none can say."""
    models: dict[str, list[str]] = {}
    for flag in details.get("hcc", ()):
        models.setdefault(flag["model"], []).append(f"{flag['category']} {flag['label']}")
    same: dict[str, list[str]] = {}
    for model, categories in models.items():
        same.setdefault("; ".join(categories), []).append(model)
    for words, names in same.items():
        yield f"HCC of {', '.join(names)}, payment year {details['payment_year']}: {words}"
    if "ccsr" in details:
        yield f"CCSR: {', '.join(details['ccsr'])} ({details['releases']['ccsr']})"
    if "chronic" in details:
        yield f"chronic condition: {'yes' if details['chronic'] else 'no'} ({details['releases']['chronic']})"
    if missing := details.get("missing"):
        yield "not said: " + "; ".join(f"{name.replace('_', ' ')} ({why.split(';')[0]})" for name, why in missing.items())


def _show_facts(answer: dict[str, Any], indent: str = "") -> None:
    """A line a fact; what an official file says, and each row of a table, indented beneath."""
    facts = answer.pop("facts", {})
    for name, value in {**answer, **{key: value for key, value in facts.items() if key not in answer}}.items():
        if isinstance(value, dict):
            print(f"{indent}{name}:")
            _show_facts(value, indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, row in enumerate(value, 1):
                print(f"{indent}{name} {number} of {len(value)}:")
                _show_facts(row, indent + "  ")
        elif value not in (None, "", False):
            print(f"{indent}{name}: {value}")
