"""``claimwright scrub`` and ``claimwright edits``: every edit on a claim; the catalogue; one edit's page."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from claimwright.core import Claim, Finding, InputError, Severity, Value, encode, parse_date

if TYPE_CHECKING:
    from claimwright.edits import Edit
    from claimwright.edits.house import PastClaim, Tried

group = typer.Typer(no_args_is_help=True, help="The catalogue of edits.")
ERRORS = 1
FIRST_DAY = dt.date(2015, 10, 1)
"""The first day of ICD-10-CM on claims (45 CFR 162.1002(c)); no release of it is in force before."""
COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
JSON = typer.Option(False, "--json", help="JSON instead of a table.")


class Scrubbed(Value, frozen=True):
    """One claim's answer. ``date``: the day whose books judged it; ``releases``: those books, none where the claim has no day."""

    id: str
    date: dt.date | None
    releases: dict[str, str]
    findings: list[Finding]

    @property
    def is_wrong(self) -> bool:
        """Whether a finding of severity error stands on the claim."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def register(app: typer.Typer) -> None:
    """Add the command and the group."""
    app.command("scrub")(scrub)
    app.add_typer(group, name="edits")


def scrub(
    file: str = typer.Argument("-", metavar="[FILE]", help="An 837 file, or claim objects as JSON lines; default: standard input."),
    ndjson: bool = typer.Option(False, "--ndjson", help="Write JSON lines, one for each claim (always so outside a terminal)."),
    received: str = typer.Option("", "--received", metavar="DATE", help="The day the payer would receive the claims: checks deadlines."),
    house: str = typer.Option("", "--house", metavar="PATH", help="The practice's own rules: a TOML file or a folder of them."),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes, for JSON lines."),
) -> None:
    """Check claims against every public edit, on their own dates."""
    from claimwright.cli.streams import stream

    factory = partial(_handler, _date(received), house)
    if not _is_x12(file):
        raise typer.Exit(stream(file, factory, Claim, jobs, _is_wrong, strict=True))
    answers = map(factory(), _claims(Path(file)))
    show = _write if ndjson or not sys.stdout.isatty() else _show
    raise typer.Exit(ERRORS if show(answers) else 0)


def _date(text: str) -> dt.date | None:
    try:
        return parse_date(text) if text else None
    except ValueError:
        raise InputError("--received", f"is {text!r}", "use a date of the form YYYY-MM-DD") from None


def _is_x12(name: str) -> bool:
    """By content: an interchange begins with ISA, a JSON line with a brace. Standard input is JSON lines."""
    from claimwright.cli.files import whole_interchange

    if name == "-":
        return False
    with whole_interchange(name).open("rb") as file:
        head = file.read(256)
    return not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def _handler(received_on: dt.date | None, rules: str = "") -> Callable[[Any], Scrubbed]:
    """A function from claim to answer, with the books open; importable, so other processes can make their own."""
    from claimwright import edits
    from claimwright.cli.books import open_for_command
    from claimwright.edits.house import read_house

    books = open_for_command()
    house = read_house(Path(rules)) if rules else None

    def answer(claim: Claim) -> Scrubbed:
        day = claim.through_date if claim.kind == "institutional" else claim.from_date
        releases = {"icd10cm": books.icd10cm.release(day)} if day is not None and day >= FIRST_DAY else {}
        return Scrubbed(claim.id, day, releases, edits.scrub(claim, books, received_on=received_on, house=house))

    return answer


def _is_wrong(answer: Scrubbed) -> bool:
    return answer.is_wrong


def _claims(path: Path) -> Iterator[Claim]:
    from claimwright import x12

    found = False
    for value in x12.read(path):
        if isinstance(value, Claim):
            found = True
            yield value
    if not found:
        raise InputError(str(path), "holds no claim", "give an 837 file")


def _write(answers: Iterable[Scrubbed]) -> bool:
    """JSON lines; whether any claim is wrong."""
    wrong = False
    for answer in answers:
        wrong |= answer.is_wrong
        sys.stdout.buffer.write(encode(answer) + b"\n")
        sys.stdout.buffer.flush()
    return wrong


def _show(answers: Iterable[Scrubbed]) -> bool:
    """For eyes; whether any claim is wrong."""
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False)
    wrong = False
    for answer in answers:
        wrong |= answer.is_wrong
        console.print(f"[bold]{escape(answer.id)}[/bold]  {'nothing found' if not answer.findings else ''}")
        for finding in answer.findings:
            where = f"line {finding.line}: " if finding.line else ""
            denials = f"  [dim]{' '.join(finding.prevents)}[/dim]"
            console.print(f"  [{COLOURS[finding.severity]}]{finding.severity}[/] {where}{escape(finding.message)}{denials}")
            console.print(f"     [dim]{finding.id}[/dim]  {escape(finding.fix.what)}")
    return wrong


@group.command("list")
def list_(as_json: bool = JSON) -> None:
    """Every edit: what it finds, who makes the rule, since when, what it prevents."""
    from claimwright.edits import catalogue

    edits = catalogue()
    if as_json:
        typer.echo(encode([_plain(edit) for edit in edits]).decode())
    elif sys.stdout.isatty():
        _table(edits)
    else:
        for edit in edits:
            typer.echo(f"{edit.id}\t{edit.severity}\t{edit.authority}\t{edit.title}")


@group.command()
def explain(
    name: str = typer.Argument(..., metavar="ID", help="As in the catalogue: ncci-ptp-no-modifier."),
    as_json: bool = JSON,
) -> None:
    """One edit's page: what it checks, why payers deny it, an example, what mends it, its sources."""
    from claimwright import edits

    page = edits.explain(name)
    if as_json:
        found = next(edit for edit in edits.catalogue() if edit.id == name)
        page = encode(_plain(found) | {"page": page}).decode()
    typer.echo(page)


@group.command("try")
def try_(
    rules: str = typer.Argument(..., metavar="RULES.toml", help="Rules of the house: a file, or a folder of files."),
    history: str = typer.Option(..., "--history", metavar="CLAIMS.ndjson", help='Claim objects, or {"claim", "remittance"}, one a line.'),
    as_json: bool = JSON,
) -> None:
    """What the practice's own rules would have done on past claims: hits, false alarms, money. Changes nothing."""
    from claimwright.cli.books import open_for_command
    from claimwright.edits.house import read_house, try_rules

    house = read_house(Path(rules))
    bad: list[int] = []
    tried = try_rules(house.rules, _past(history, bad), open_for_command())
    if as_json:
        typer.echo(encode({"rules": tried, "lines_not_read": bad}).decode())
    else:
        _show_tried(tried)
    if bad:
        typer.echo(f"{history}: {len(bad)} lines are no claim and were left out, the first is line {bad[0]}", err=True)
        raise typer.Exit(ERRORS)


def _past(history: str, bad: list[int]) -> Iterator[PastClaim]:
    """Each past claim of a file; the numbers of lines that are none go to ``bad``."""
    from claimwright.cli.streams import existing_file

    with existing_file(history).open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                past = _past_claim(line)
                if past is None:
                    bad.append(number)
                else:
                    yield past


def _past_claim(line: bytes) -> PastClaim | None:
    """A claim with its remittance, or a claim alone; None for what is neither."""
    from claimwright.core import ShapeError, decode
    from claimwright.edits.house import PastClaim

    try:
        return decode(line, PastClaim)
    except ShapeError:
        pass
    try:
        return PastClaim(claim=decode(line, Claim))
    except ShapeError:
        return None


def _show_tried(tried: Iterable[Tried]) -> None:
    for one in tried:
        typer.echo(f"{one.id}{'' if one.is_on else ' (off)'}: {one.hits} hits on {one.claims_hit} of {one.claims} claims")
        typer.echo(f"  right {one.right}, false alarms {one.false_alarms}, not judged {one.not_judged}, missed {one.missed}")
        typer.echo(f"  {one.held} charged on hits that the payer denied, {one.delayed} paid on hits that were right as they were")


def _plain(edit: Edit) -> dict[str, Any]:
    from claimwright.edits.pages import source

    return {
        "id": edit.id, "title": edit.title, "authority": edit.authority, "severity": edit.severity, "effective": edit.effective,
        "prevents": edit.prevents, "needs": edit.needs, "looks_at": type(edit.looks_at).__name__, "source": source(edit.id),
        "fix": edit.fix,
    }  # fmt: skip


def _table(edits: Iterable[Edit]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("edit", "finds", "authority", "prevents", box=None, pad_edge=False)
    table.columns[0].no_wrap = True
    for edit in edits:
        table.add_row(f"[{COLOURS[edit.severity]}]{edit.id}[/]", edit.title, edit.authority, " ".join(edit.prevents))
    Console().print(table)
