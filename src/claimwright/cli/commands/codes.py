"""``claimwright codes``: the books on the command line: what is installed, look up, search, walk the Index, build, compare, validate."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import typer

from claimwright.core import InputError, Value, parse_date
from claimwright.core.people import Sex

if TYPE_CHECKING:
    from claimwright.codesets import Books

ON = typer.Option(None, "--on", metavar="DATE", help="Day of service; without it, the first day of the newest installed release.")
JSON = typer.Option(False, "--json", help="One JSON object.")
LIMIT = typer.Option(20, "--limit", min=1, max=1000, help="At most so many.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    from claimwright.cli.diffing import diff
    from claimwright.cli.fetching import fetch
    from claimwright.cli.installing import install
    from claimwright.cli.pairs import between
    from claimwright.cli.pcs import pcs

    group = typer.Typer(no_args_is_help=True, help="The code sets: list, install, look up, search, index, validate.")
    for command in (list_, install, fetch, lookup, search, index, pcs, between, validate, diff):
        group.command(command.__name__.rstrip("_"))(command)
    app.add_typer(group, name="codes")


# -- list and install ------------------------------------------------------------------------------------------------------------------


def list_(as_json: bool = JSON) -> None:
    """Installed systems, releases, effective dates, counts, sources."""
    from claimwright.cli.installing import absent, installed

    books = _books()
    systems = [*_releases(books), *installed(books), *_tables(books), *absent(books)]
    if as_json:
        _json({"books": str(books.store.root), "systems": systems})
        return
    _table(["System", "Release", "In force", "Rows", "Source"], (_listed(row) for row in systems))


def _listed(row: dict[str, Any]) -> list[str]:
    force = f"{row['first']} to {row.get('last') or 'open'}" if row.get("first") else ""
    return [
        row["system"],
        row.get("release", "") + ("" if row["text"] else " (validity only)"),
        force,
        f"{row['rows']:,}",
        row["source"].split(";")[0],
    ]


def _releases(books: Books) -> list[dict[str, Any]]:
    from claimwright.codesets.icd10cm.releases import releases
    from claimwright.codesets.icd10pcs.releases import releases as pcs_releases

    texts = ("icd10cm-titles", "icd10pcs-titles", "icd10pcs-tables")
    with_text = {(name.split("-")[0], loaded.release) for name in texts for loaded, _file in books.store.installed(name)}
    return [
        {"system": item.system, "release": item.name, "first": item.first, "last": item.last, "rows": item.counts.get("billable", 0)}
        | {
            "text": item.text or (item.system, item.name) in with_text,
            "source": item.source,
            "address": item.address,
            "checked": item.checked,
        }
        for item in (*releases(), *pcs_releases())
    ]


def _tables(books: Books) -> list[dict[str, Any]]:
    from claimwright.codesets import tables

    small = [(name, len(books.table(name)), books.table(name).source) for name in tables.names()]
    small.append(("lexicon", len(books.lexicon), "our own words for ICD-10-CM codes"))
    small.append(("procedures", len(books.procedures), books.procedures.notice))
    return [{"system": name, "rows": rows, "text": True, "source": source} for name, rows, source in small]


# -- look up and search ----------------------------------------------------------------------------------------------------------------


def lookup(
    system: str = typer.Argument(..., help="icd10cm, icd10pcs, cpt, hcpcs, or a table: carc, modifiers, places_of_service, ..."),
    code: str = typer.Argument(..., help="With or without its dot."),
    on: str = ON,
    as_json: bool = JSON,
) -> None:
    """Title, billable, notes with inheritance, 7th characters, parents, children, flags."""
    books, day = _books(), _day(on)
    answer = _entry(books, _known(system), code, day)
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


def _entry(books: Books, system: str, code: str, day: dt.date | None) -> dict[str, Any] | None:
    from claimwright.core import plain

    found: Any
    extra: dict[str, Any]
    if system == "icd10cm":
        found = books.icd10cm.lookup(code, day)
        extra = {"releases": {"icd10cm": books.icd10cm.release(found.on)}} if found else {}
    elif system == "icd10pcs":
        found, extra = books.icd10pcs.lookup(code, day), {}
    else:
        from claimwright.codesets.official import dispatch

        found, extra = dispatch.lookup(books, system, code, day or books.icd10cm.newest_release_start), {}
    if found is None:
        return None
    return {"system": system, **plain(found), **extra} | ({"date_assumed": True} if day is None else {})


def search(
    system: str = typer.Argument(..., help="icd10cm, icd10pcs or a table."),
    words: list[str] = typer.Argument(
        ..., metavar="WORDS...", help="In any order; beginnings, misspellings and abbreviations are understood."
    ),
    on: str = ON,
    limit: int = LIMIT,
    as_json: bool = JSON,
) -> None:
    """Find codes by words, best first, each with the reason it was found."""
    books, day, text = _books(), _day(on), " ".join(words)
    hits = _hits(books, _known(system), text, day, limit)
    if as_json:
        _json({"system": system, "words": text, **_dated(books, day), "hits": hits})
        return
    _table(["Code", "Title", "Found by"], ([hit["code"], hit["title"] or "", hit["why"]] for hit in hits))


def _hits(books: Books, system: str, text: str, day: dt.date | None, limit: int) -> list[dict[str, Any]]:
    from claimwright.core import plain

    if system == "icd10cm":
        return [plain(hit) for hit in books.icd10cm.search(text, day, limit)]
    if system == "icd10pcs":
        if not books.store.installed("icd10pcs-tables"):
            raise InputError(system, "has no installed text to search", "claimwright codes install icd10pcs_tables_*.xml (CMS)")
        return [plain(hit) for hit in books.icd10pcs.search(text, day, limit)]
    from claimwright.codesets.official import dispatch

    hits = islice(dispatch.search(books, system, text, day), limit)
    return [{"code": code, "title": title, "score": 1.0, "why": why} for code, title, why in hits]


def index(
    words: list[str] = typer.Argument(..., metavar="WORDS..."),
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
    from claimwright.codesets.icd10cm.ways import find_ways
    from claimwright.core import plain

    books, day = _books(), _day(on)
    if books.index is None:
        raise InputError("the Alphabetic Index", "is not installed", "claimwright codes install icd10cm-index-*.xml (of the NCHS release)")
    paths = [plain(path) for path in find_ways(books, " ".join(words), day, limit)]
    if as_json:
        about = books.index.release(day)
        _json({"words": " ".join(words), **_dated(books, day), "index_release": about.release, "paths": paths})
        return
    _table(["Path", "Code", "Title"], ([_way(path), path["code"] or "", path["title"] or path["reason"]] for path in paths))


def _way(path: dict[str, Any]) -> str:
    references = [*path["followed"], *([f"see also {path['see_also']}"] if path["see_also"] else [])]
    references += [f"unused: {', '.join(path['unused'])}"] if path["unused"] else []
    return " > ".join(path["path"]) + "".join(f"\n  {reference}" for reference in references)


# -- validate --------------------------------------------------------------------------------------------------------------------------


class Question(Value, frozen=True, kw_only=True):
    """One line of ``codes validate``. ``age``: completed years; ``sex``: F, M or U."""

    id: Any = None
    system: str = "icd10cm"
    code: str
    on: dt.date | None = None
    age: int | None = None
    sex: Sex | None = None


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

    _books()
    raise typer.Exit(stream(source, partial(validator, _day(on)), Question, jobs))


def validator(on: dt.date | None) -> Callable[[Question], dict[str, Any]]:
    """What answers one question; ``on`` is the day where the question has none."""
    books = _books()

    def answer(question: Question) -> dict[str, Any]:
        assumed = question.on is None and on is None
        day = question.on or on or books.icd10cm.newest_release_start
        answered = _validity(books, question, day)
        return {"id": question.id, **answered, "on": day} | ({"date_assumed": True} if assumed else {})

    return answer


def _validity(books: Books, question: Question, day: dt.date) -> dict[str, Any]:
    system = _known(question.system)
    if system in ("icd10cm", "icd10pcs"):
        if system == "icd10cm":
            found = books.icd10cm.validate(question.code, day, age=question.age, sex=question.sex)
        else:
            found = books.icd10pcs.validate(question.code, day)
        extra = {"reason": found.reason} if found.reason else {}
        return {"valid": found.valid, "billable": found.billable, **extra, **({"stale": True} if found.stale else {})}
    from claimwright.codesets.official import dispatch

    found = dispatch.validate(books, system, question.code, day)
    extra = {"reason": found.reason} if found.reason else {}
    return {"valid": found.valid, "billable": found.billable, **extra, **({"stale": True} if found.stale else {})}


# -- plumbing --------------------------------------------------------------------------------------------------------------------------


def _books() -> Books:
    from claimwright.cli.books import open_for_command

    return open_for_command()


def _known(system: str) -> str:
    from claimwright.codesets.official import dispatch
    from claimwright.codesets.official.catalogue import systems

    name = system.lower().replace("-", "")
    if name in ("icd10cm", "icd10pcs"):
        return name
    if (found := dispatch.known(system)) is None:
        known = ", ".join(about.name for about in systems().all if about.lists or about.sheet)
        raise InputError(system, "is no system of the books", f"one of icd10cm, icd10pcs, {known}, or a small table")
    return found


def _day(text: str | None) -> dt.date | None:
    if not text:
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        raise InputError("--on", str(error), "write YYYY-MM-DD") from None


def _dated(books: Books, day: dt.date | None) -> dict[str, Any]:
    shown = day or books.icd10cm.newest_release_start
    return {"on": shown, "releases": {"icd10cm": books.icd10cm.release(shown)}} | ({"date_assumed": True} if day is None else {})


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
    for char, meaning in entry["seventh_characters"].items():
        console.print(f"  7th {char}: {escape(meaning)}")
    for note in cast("list[dict[str, Any]]", entry["notes"]):
        place = f" (at {note['at']})" if note["inherited"] else ""
        console.print(f"[bold]{note['kind']}[/bold]{place}: {escape(note['text'])}")


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
