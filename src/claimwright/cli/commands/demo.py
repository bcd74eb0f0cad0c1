"""``claimwright demo``: the demonstration practices, the whole journey, the summary, the workbench."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from claimwright.core import Encounter, InputError, Value, encode, plain

from .serve import choose, demand_office, serve

if TYPE_CHECKING:
    from claimwright.sandbox.practices import Practice

FIRST_ICD10_DAY = date(2015, 10, 1)
"""Services before this day are coded in ICD-9-CM (45 CFR 162.1002), which is not in the books."""
TROUBLE = "demonstration"
"""What the simulated payers do besides paying: the script of that name."""
OWN_SHARE = 0.85
"""How much of the demonstration's own work list is signed; the rest waits for the visitor."""


class Sources(NamedTuple):
    """What a run works on.

    ``name``: which of the demonstration's databases; ``left_out``: encounters that cannot be worked on, and why, by their id;
    ``unreadable``: what could not be read, and why; ``share``: how much is signed.
    """

    name: str
    encounters: list[Encounter]
    left_out: dict[str, str]
    unreadable: list[str]
    share: float


class Note(Value, frozen=True):
    """A foreign note: an identifier, its text, and nothing else that is needed."""

    id: str
    text: str
    setting: str = "outpatient"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(command)


def command(
    notes: str = typer.Option(None, metavar="FILE", help='Notes of others instead: one {"id", "text"} a line.'),
    fhir: str = typer.Option(None, metavar="DIR", help="Patients of others instead: FHIR R4 bundles."),
    no_serve: bool = typer.Option(False, "--no-serve", help="Print the summary and stop."),
    as_json: bool = typer.Option(False, "--json", help="Print the summary as one JSON object."),
    out: Path = typer.Option(None, metavar="DIR", help="Write every file that passes between practice and payer here."),
    port: int = typer.Option(8000, min=1, max=65535, help="The workbench's port on this machine."),
) -> None:
    """Run the whole journey on synthetic data, simulated payers included, then open the workbench on 127.0.0.1."""
    demand_office()
    if notes and fhir:
        raise InputError("--fhir", "cannot be combined with --notes", "name one of them")
    from claimwright.office.paths import data_directory
    from claimwright.sandbox.practices import demo_practice

    practice = demo_practice()
    sources = _sources(practice, notes, fhir)
    if not sources.encounters:
        raise InputError(notes or fhir or "demo", "holds nothing that can be worked on", "see --help for what is expected")
    folder = data_directory() / "demo"
    folder.mkdir(mode=0o700, exist_ok=True)
    choose(folder / f"{sources.name}.sqlite3", True)
    summary = _run(practice, sources, quiet=as_json, out=out)
    _print(summary, as_json)
    if not no_serve:
        serve(port=port, demonstration=True, database=folder / f"{sources.name}.sqlite3")
    raise typer.Exit(1 if sources.unreadable else 0)


def _run(practice: Practice, sources: Sources, *, quiet: bool, out: Path | None) -> dict[str, Any]:
    from claimwright.cli.books import open_for_command
    from claimwright.office.boot import start

    books = open_for_command()
    with _progress(quiet) as tell:
        start(migrate=True)
        from claimwright.office.demo import run_demo
        from claimwright.office.demo_files import deposited, without_claim, write_files

        summary = run_demo(sources.encounters, practice, books, finalize_share=sources.share, script=TROUBLE, progress=tell)
        if out is not None:
            write_files(out)
    held = sources.left_out | without_claim(encounter.id for encounter in sources.encounters)
    return {**plain(summary), "cash": str(deposited()), "held": held, "unreadable": sources.unreadable}


def _sources(practice: Practice, notes: str | None, fhir: str | None) -> Sources:
    if notes:
        return _foreign_notes(practice, notes)
    if fhir:
        return _foreign_charts(practice, fhir)
    return Sources("own", list(practice.encounters), {}, [], OWN_SHARE)


def _foreign_notes(practice: Practice, name: str) -> Sources:
    """Each line of the file becomes an encounter of a synthetic patient; a line that cannot be read is named, and the rest goes on."""
    from claimwright.cli.files import read_bytes
    from claimwright.core import ShapeError, decode
    from claimwright.sandbox.practices import encounter_from_note

    data = read_bytes(name, limit=512 * 2**20)
    encounters, unreadable = [], []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            encounters.append(encounter_from_note(plain(decode(line, Note)), practice))
        except (InputError, ShapeError, ValueError) as error:
            unreadable.append(f"line {number}: {error}")
    if not encounters:
        raise InputError(name, "no line is a note", 'give one {"id", "text"} a line')
    return Sources(f"notes-{hashlib.sha256(data).hexdigest()[:12]}", encounters, {}, unreadable, 1.0)


def _foreign_charts(practice: Practice, name: str) -> Sources:
    from claimwright.interop.fhir import read_directory
    from claimwright.sandbox.practices import encounter_from_chart

    folder = Path(name)
    if not folder.is_dir():
        raise InputError(name, "is not a directory", "name a directory of FHIR bundles")
    encounters: list[Encounter] = []
    problems: list[str] = []
    left_out: dict[str, str] = {}
    for found in read_directory(folder, billing=practice.billing):
        for encounter in found.encounters:
            if encounter.date_of_service < FIRST_ICD10_DAY:
                left_out[encounter.id] = f"{encounter.date_of_service} lies before ICD-10-CM"
            else:
                encounters.append(encounter_from_chart(encounter, practice))
        problems.extend(f"{problem.source}, {problem.place}: {problem.what}" for problem in found.problems)
    mark = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return Sources(f"fhir-{mark}", encounters, left_out, problems, 1.0)


class _progress:
    """Progress bars on standard error, one for each kind of work; nothing at all when quiet or not a terminal."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet or not sys.stderr.isatty()

    def __enter__(self) -> Callable[[str, int, int], None]:
        if self._quiet:
            return lambda what, done, total: None
        from rich.console import Console
        from rich.progress import Progress, TaskID

        self._bars = Progress(console=Console(stderr=True))
        self._bars.start()
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            task = tasks.get(what)
            if task is None:
                task = tasks[what] = self._bars.add_task(what, total=total)
            self._bars.update(task, completed=done, total=total)

        return tell

    def __exit__(self, *failure: object) -> None:
        if not self._quiet:
            self._bars.stop()


LABELS = {
    "notes": "notes", "codes": "codes on signed notes", "claims": "claims", "accepted": "accepted by a payer",
    "rejected": "rejected by a payer", "paid": "paid", "denied": "denied", "charged": "charged", "allowed": "allowed",
    "paid_amount": "paid by payers", "adjusted": "written off", "patient": "owed by patients", "open": "owed by payers",
    "cash": "deposited", "ledger_balanced": "ledger balanced", "seconds": "seconds",
}  # fmt: skip


def _print(summary: dict[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(encode(summary).decode())
        return
    typer.echo("SYNTHETIC DATA: the patients are invented, the payers are simulated.")
    for name, label in LABELS.items():
        value = summary[name]
        typer.echo(f"{label:>24}  {('yes' if value else 'NO') if isinstance(value, bool) else value}")
    for heading, reasons in (("no claim", summary["held"]), ("not read", summary["unreadable"])):
        for line in [f"{name}: {reason}" for name, reason in reasons.items()] if isinstance(reasons, dict) else reasons:
            typer.echo(f"{heading:>24}  {line}")
