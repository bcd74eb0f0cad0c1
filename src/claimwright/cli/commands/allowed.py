"""``claimwright allowed``: the learned book of what payers allow, kept in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from claimwright.core import Claim, InputError, Remittance, ShapeError, parse_date

if TYPE_CHECKING:
    from claimwright.pricing.learned import AllowedBook

app = typer.Typer(help="What payers have allowed, learned from posted remittances.", no_args_is_help=True)


def register(root: typer.Typer) -> None:
    """Add the group."""
    root.add_typer(app, name="allowed")


@app.command()
def learn(
    book: Path = typer.Argument(..., metavar="BOOK", help="The book's file; made where it is not there."),
    files: list[str] = typer.Argument(..., metavar="FILE.835...", help="Posted remittances."),
    claims: list[str] = typer.Option([], "--claims", metavar="FILE.837", help="Our claims, so that office and facility are kept apart."),
) -> None:
    """Learn the allowed amounts of remittances. One that was learned before teaches nothing again."""
    known = _open(book)
    ours = {claim.id: claim for name in claims for claim in _read(name) if isinstance(claim, Claim)}
    for name in files:
        for remittance in _read(name):
            if isinstance(remittance, Remittance):
                lesson = known.learn(remittance, claims=ours)
                done = f"{lesson.learned} lines learned, {lesson.taken_back} taken back, {lesson.passed} passed over"
                print(f"{name}: {'learned before' if lesson.repeated else done}")
    part = book.with_name(f"{book.name}.part")
    part.write_bytes(b"".join(line + b"\n" for line in known.lines()))
    part.replace(book)


@app.command()
def ask(
    book: Path = typer.Argument(..., metavar="BOOK"),
    payer: str = typer.Option(..., "--payer", help="The payer's id."),
    code: str = typer.Option(..., "--code", help="Procedure code."),
    on: str = typer.Option(..., "--on", metavar="DATE", help="Day for which is asked; what was posted later is not used."),
    modifiers: str = typer.Option("", "--modifiers", help="Joined by commas."),
    setting: str = typer.Option("", "--setting", help="office or facility, where the book was taught with our claims."),
    fewest: int = typer.Option(5, min=1, help="Observations without which nothing is answered."),
    window: int = typer.Option(365, min=1, help="Days of service before the asked day that count."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """What a payer allows per unit of a service, how sure that is, and what was left out."""
    from claimwright.core import encode

    try:
        day = parse_date(on)
    except ValueError as error:
        raise InputError("--on", str(error)) from error
    given = tuple(part.strip().upper() for part in modifiers.split(",") if part.strip())
    answer = _open(book).ask(payer, code.upper(), day, given, setting=setting, fewest=fewest, window=window)
    if as_json:
        print(encode(answer).decode())
    elif answer.amount is None:
        print(answer.reason)
    else:
        print(f"{answer.amount} per unit ({answer.basis} of {answer.n}, {answer.agree} agree, confidence {answer.confidence})")
        print(f"middle half {answer.low} to {answer.high}, services of {answer.first} to {answer.last}, {answer.older} older left out")


@app.command()
def show(book: Path = typer.Argument(..., metavar="BOOK")) -> None:
    """How much the book knows, by payer."""
    for payer, services, observations in _open(book).summary():
        print(f"{payer:<20} {services:>6} services {observations:>8} observations")


def _open(path: Path) -> AllowedBook:
    from claimwright.pricing.learned import AllowedBook

    if not path.exists():
        return AllowedBook()
    try:
        return AllowedBook.from_lines(line for line in path.read_bytes().splitlines() if line.strip())
    except (ShapeError, OSError) as error:
        raise InputError(str(path), f"is no book of allowed amounts ({error})", "name another file") from error


def _read(name: str) -> Iterator[Any]:
    from claimwright import x12
    from claimwright.cli.files import whole_interchange

    try:
        yield from x12.read(whole_interchange(name))
    except InputError as error:
        raise InputError(name, error.what, error.mend) from error
