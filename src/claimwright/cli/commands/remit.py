"""``claimwright remit``: an 835 proved at its three levels, matched, with the entries that would be posted and the exceptions."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from claimwright.core import InputError

if TYPE_CHECKING:
    from claimwright.core import Claim, Remittance
    from claimwright.flow import Remitted


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("remit")(remit)


def remit(
    file: str = typer.Argument(..., metavar="FILE.835", help="An 835 file."),
    claims: str = typer.Option(None, "--claims", metavar="FILE", help="Our claims: an 837, or one claim object per line."),
    as_json: bool = typer.Option(False, "--json", help="One object per claim, then one that closes each payment."),
) -> None:
    """Prove a payment, match it with our claims and propose its postings. Nothing is stored."""
    from claimwright import flow

    ours = _claims(claims) if claims else None
    wrong = False
    seen: set[tuple[str, ...]] = set()
    entries = _charged(ours)
    for remittance in _remittances(file):
        result = flow.remit(remittance, ours or {}, already=entries)
        entries.extend(result.posted.entries)
        repeated = remittance.identity in seen
        seen.add(remittance.identity)
        answer = _answer(result, matching=ours is not None, repeated=repeated)
        (_print_json if as_json else _print_table)(result, answer, ours is not None)
        wrong = wrong or not result.proof.holds or any(item["severity"] == "error" for item in answer["exceptions"])
    raise typer.Exit(1 if wrong else 0)


def _remittances(file: str) -> Iterator[Remittance]:
    from claimwright.core import Remittance

    found = 0
    for item in _read(file):
        if isinstance(item, Remittance):
            found += 1
            yield item
    if not found:
        raise InputError(file, "holds no 835", "name a remittance file; for others see claimwright x12 read")


def _read(name: str) -> Iterator[Any]:
    """What an X12 file holds; its faults name the file as it was named on the command line."""
    from claimwright import x12
    from claimwright.cli.files import whole_interchange

    path = whole_interchange(name)
    try:
        yield from x12.read(path)
    except InputError as error:
        raise InputError(name, error.what, error.mend) from error


def _claims(name: str) -> dict[str, Claim]:
    """Our claims by id, from an 837 or from lines of JSON; which of the two is seen from the first character."""
    from claimwright.cli.files import existing_file
    from claimwright.core import Claim

    path = existing_file(name)
    with path.open("rb") as stream:
        lines = stream.read(64).lstrip()[:1] == b"{"
    found = list(_claim_lines(path)) if lines else [item for item in _read(name) if isinstance(item, Claim)]
    if not found:
        raise InputError(name, "holds no claim", "name an 837, or a file with one claim object per line")
    return {claim.id: claim for claim in found}


def _claim_lines(path: Path) -> Iterator[Claim]:
    from claimwright.core import Claim, ShapeError, decode

    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                try:
                    yield decode(line, Claim)
                except ShapeError as error:
                    raise InputError(str(path), f"line {number}: {error}", "give one claim object per line") from error


def _charged(claims: dict[str, Claim] | None) -> list[Any]:
    """The charges of our claims, dated by their service, so that what a payer still owes is known to the proposal."""
    from claimwright import ledger

    dated = ((claim, claim.from_date) for claim in (claims or {}).values())
    return [ledger.charge(claim, day) for claim, day in dated if day and sum(line.charge for line in claim.lines) == claim.charge]


def _answer(result: Remitted, *, matching: bool, repeated: bool) -> dict[str, Any]:
    """The closing object. Without our claims nothing is matched, which then is no exception."""
    from claimwright.core import plain

    exceptions = [item for item in result.posted.exceptions if matching or item.code != "unmatched-claim"]
    listed = {(item.code, item.claim, item.line, item.place) for item in exceptions}
    missing = [item for item in result.proof.exceptions if (item.code, item.claim, item.line, item.place) not in listed]
    found = plain([*missing, *exceptions])
    if repeated:
        found = [item for item in found if item["code"] != "duplicate-remittance"]
        message = "the same payment (payer, trace, date, amount) stands in this file before"
        found = [*found, {"code": "duplicate-remittance", "message": message, "severity": "error", "difference": "0.00"}]
    return {
        "payment": plain(result.remittance.payment),
        "provider_adjustments": plain(result.remittance.provider_adjustments),
        "proofs": {"transaction": result.proof.transaction, "claims": result.proof.claims, "lines": result.proof.lines},
        "difference": str(result.proof.difference),
        "exceptions": found,
        "postings": plain(result.posted.entries) if matching and not repeated else [],
        "denials": plain(result.posted.denials) if matching and not repeated else [],
        "proposals": plain(result.proposals),
    }


def _print_json(result: Remitted, answer: dict[str, Any], matching: bool) -> None:
    from claimwright.core import encode

    for claim in result.remittance.claims:
        sys.stdout.buffer.write(encode(claim) + b"\n")
    sys.stdout.buffer.write(encode(answer) + b"\n")
    sys.stdout.buffer.flush()


def _print_table(result: Remitted, answer: dict[str, Any], matching: bool) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console()
    payment = result.remittance.payment
    payer = result.remittance.payer
    travelled = f"{payment.date} {escape(payment.method)} {escape(payment.trace)}"
    console.print(f"[bold]{escape(payer.name or payer.id)}[/] {travelled} [bold]{payment.amount:,}[/]")
    console.print(_claim_table(result))
    if result.remittance.provider_adjustments:
        console.print(_adjustment_table(result))
    for name, holds in answer["proofs"].items():
        console.print(f"{name:<12} " + ("[green]proved[/]" if holds else "[red]does not balance[/]"))
    if result.proof.difference:
        console.print(f"difference   [red]{result.proof.difference:,}[/]")
    for item in answer["exceptions"]:
        colour = "red" if item["severity"] == "error" else "yellow"
        where = " ".join(escape(str(item[key])) for key in ("claim", "line") if item.get(key))
        console.print(f"[{colour}]{item['code']}[/] {where}: {escape(item['message'])} ({item['difference']})")
    if matching:
        _print_postings(console, result)


def _claim_table(result: Remitted) -> Any:
    from rich.markup import escape
    from rich.table import Table

    table = Table("claim", "status", "charge", "paid", "adjusted", "patient", "matched by")
    for column in table.columns[2:6]:
        column.justify = "right"
    for claim in result.remittance.claims:
        matched = f"{claim.matched.by}" if claim.matched else ""
        amounts = (claim.charge, claim.paid, claim.charge - claim.paid - claim.patient_responsibility, claim.patient_responsibility)
        table.add_row(escape(claim.claim_id), escape(claim.status), *(f"{amount:,}" for amount in amounts), matched)
    return table


def _adjustment_table(result: Remitted) -> Any:
    from rich.markup import escape
    from rich.table import Table

    table = Table("provider adjustment", "reference", "amount")
    table.columns[2].justify = "right"
    for item in result.remittance.provider_adjustments:
        table.add_row(escape(item.reason), escape(item.reference), f"{item.amount:,}")
    return table


def _print_postings(console: Any, result: Remitted) -> None:
    from rich.markup import escape
    from rich.table import Table

    from claimwright import ledger

    table = Table("account", "amount", title="proposed postings")
    table.columns[1].justify = "right"
    for account, amount in sorted(ledger.balances(result.posted.entries).items()):
        table.add_row(account, f"{amount:,}")
    console.print(table)
    for denial in result.posted.denials:
        where = f"{escape(denial.claim)} {escape(denial.line)}"
        console.print(f"open {where} {escape(denial.group)}-{escape(denial.reason)} {denial.amount:,}: {escape(denial.why)}")
    for proposal in result.proposals:
        console.print(f"likely: {escape(proposal.answer)} is {escape(proposal.claim)} (same {proposal.by}); confirm")
