"""``claimwright sandbox``: send a file to the simulated payer and read its answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from claimwright.cli.days import day_of
from claimwright.core import InputError

if TYPE_CHECKING:
    from claimwright.sandbox.payer import Answers, PayerState


def register(app: typer.Typer) -> None:
    """Add the commands."""
    sandbox = typer.Typer(no_args_is_help=True, help="A payer in a box: simulated, and it says so.")
    sandbox.command("adjudicate")(adjudicate)
    sandbox.command("scripts")(scripts)
    app.add_typer(sandbox, name="sandbox")


def adjudicate(
    file: Path = typer.Argument(..., help="An 837P."),
    out: Path = typer.Option(..., "--out", metavar="DIR", help="Folder for the 999, 277CA and 835 files; made where it is not there."),
    seed: int = typer.Option(0, "--seed", help="The same seed gives the same answers."),
    script: str = typer.Option(None, "--script", help="Trouble on purpose; see claimwright sandbox scripts."),
    received: str = typer.Option(None, "--received", metavar="DATE", help="Day of receipt; the file's own day (GS04) where not given."),
    state: Path = typer.Option(
        None, "--state", metavar="FILE", help="What the payer remembers: read where it is there, written afterwards."
    ),
    json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Answer an 837 with a 999, a 277CA and 835s."""
    from claimwright.cli.files import read_bytes
    from claimwright.codesets import open_books
    from claimwright.core import encode
    from claimwright.sandbox import payer

    edi, remembered = read_bytes(file), _remembered(state)
    try:
        day = day_of(received, "--received") or payer.day_of(edi)
        if day is None:
            raise InputError("file", "its GS segment states no date", "give --received DATE")
        answers = payer.adjudicate(edi, books=open_books(), seed=seed, script=script, received_on=day, state=remembered)
    except InputError as error:
        named = error.where.startswith("-")  # an option's fault is the option's, everything else the file's
        raise error if named else InputError(str(file), error.what, error.mend) from error
    written = _write(answers, out)
    if state is not None:
        _replace(state, encode(answers.state))
    summary = _summary(answers, written)
    if json:
        print(encode(summary).decode())
    else:
        _show(answers, summary, out)
    raise typer.Exit(1 if summary["rejected"] or answers.refused else 0)


def scripts() -> None:
    """List the scripts: what a payer does now and then, so that it can be met on purpose."""
    from claimwright.sandbox.payer import scripts as known

    for name, script in sorted(known().items()):
        print(f"{name:<14} {script.title}: {script.about}")


def _remembered(path: Path | None) -> PayerState | None:
    from claimwright.cli.files import read_bytes
    from claimwright.core import ShapeError, decode
    from claimwright.sandbox.payer import PayerState

    if path is None or not path.exists():
        return None
    try:
        return decode(read_bytes(path), PayerState)
    except ShapeError as error:
        raise InputError(str(path), f"is not a payer's memory: {error}", "name a file that --state has written") from error


def _write(answers: Answers, out: Path) -> list[str]:
    """Write every file beside its place and move it there, so that no reader ever meets half a file."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(str(out), error.strerror or "cannot be made", "name a folder") from error
    for name, data in answers.files.items():
        _replace(out / name, data)
    return sorted(answers.files)


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.partial")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        raise InputError(str(path), error.strerror or "cannot be written", "check the folder") from error


def _summary(answers: Answers, written: list[str]) -> dict[str, object]:
    from claimwright.core import Money

    statuses = [status for one in answers.acknowledgements for status in one.claims]
    decided = [claim for one in answers.remittances for claim in one.claims if not claim.is_reversal]
    return {
        "files": written,
        "claims": len(statuses),
        "accepted": sum(status.accepted for status in statuses),
        "rejected": sum(not status.accepted for status in statuses),
        "paid": sum(claim.paid > 0 for claim in decided),
        "unpaid": sum(claim.paid == 0 for claim in decided),
        "charged": Money.total(claim.charge for claim in decided),
        "payment": Money.total(one.payment.amount for one in answers.remittances),
        "notes": list(answers.notes),
    }


def _show(answers: Answers, summary: dict[str, object], out: Path) -> None:
    print("Simulated payer: nothing here comes from a real one.")
    print("claims {claims}: accepted {accepted}, rejected {rejected}; paid {paid}, unpaid {unpaid}".format(**summary))
    for one in answers.remittances:
        print(f"{one.payment.date}  {one.payer.name:<40} {one.payment.amount!s:>12}  {one.payment.method}  {one.payment.trace}")
    for words in answers.notes:
        print(f"  {words}")
    print(f"{len(answers.files)} files in {out}")
