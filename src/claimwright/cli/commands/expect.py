"""``claimwright expect``: what a payer allowed for a line against its expected price, with the proved cause of a difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import typer

from claimwright.core import Claim, InputError, Remittance

if TYPE_CHECKING:
    from claimwright.pricing import PriceRequest
    from claimwright.pricing.expected import Question, Variance


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("expect")(expect)


def expect(
    source: str = typer.Argument(None, metavar="[FILE]", help="With --ndjson one JSON object per line; else an 835."),
    ndjson: bool = typer.Option(False, "--ndjson", help="Read and write one JSON object per line."),
    claims: str = typer.Option(None, "--claims", metavar="FILE.837", help="Our claims, to which the 835 answers."),
    schedule: str = typer.Option("pfs", help="The schedule that prices them; contract for the contract with each claim's payer."),
    contract: str = typer.Option("", help="The contract that prices them."),
    carrier: str = typer.Option("", help="Medicare carrier, 5 digits."),
    locality: str = typer.Option("", help="Medicare locality, 2 digits."),
    as_json: bool = typer.Option(False, "--json", help="One object per compared line."),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes."),
) -> None:
    """Compare remittance lines with their expected prices: underpaid, overpaid, as expected, denied or unknown, each with its proof.

    A record of --ndjson: {"id", "request": as of claimwright price, "line": as of claimwright remit, "payer"?, "claim"?, "tolerance"?}.
    """
    if ndjson:
        from claimwright.cli.streams import stream
        from claimwright.pricing.expected import Question

        raise typer.Exit(stream(source, handler, Question, jobs, strict=True))
    if not source or not claims:
        raise InputError(
            "expect", "needs --ndjson with records, or an 835 and --claims with the 837 it answers", "see claimwright expect --help"
        )
    from claimwright.pricing import PriceRequest

    basis = PriceRequest(schedule="contract" if contract else schedule, contract=contract, carrier=carrier, locality=locality)
    found = list(_compared(source, claims, basis))
    _show_json(found) if as_json else _show(found)


def handler() -> Callable[[Question], dict[str, Any]]:
    """What answers one record."""
    from claimwright.codesets import Store
    from claimwright.core import plain
    from claimwright.pricing.expected import compare

    from .price import Tables

    installed = Tables(Store())

    def answer(record: Question) -> dict[str, Any]:
        found = compare(record.line, record.request, installed, tolerance=record.tolerance, payer=record.payer, claim=record.claim)
        return {"id": record.id, **plain(found)}

    return answer


def _compared(source: str, claims: str, basis: PriceRequest) -> Iterator[Variance]:
    """Every line of the 835 whose claim is among ours."""
    from claimwright.codesets import Store
    from claimwright.pricing.expected import compare_claim

    from .price import Tables

    ours = {claim.id: claim for claim in _read(claims) if isinstance(claim, Claim)}
    if not ours:
        raise InputError(claims, "holds no claim", "name the 837 that was sent")
    for remittance in _read(source):
        if isinstance(remittance, Remittance):
            for remitted in remittance.claims:
                if claim := ours.get(remitted.claim_id):
                    yield from compare_claim(remitted, claim, basis, Tables(Store()))


def _read(name: str) -> Iterator[Any]:
    from claimwright import x12
    from claimwright.cli.files import whole_interchange

    try:
        yield from x12.read(whole_interchange(name))
    except InputError as error:
        raise InputError(name, error.what, error.mend) from error


def _show_json(found: list[Variance]) -> None:
    from claimwright.core import encode

    for one in found:
        print(encode(one).decode())


def _show(found: list[Variance]) -> None:
    from claimwright.pricing.expected import group

    for one in found:
        if one.verdict != "as-expected":
            amounts = f"expected {one.expected} allowed {one.allowed} difference {one.difference}"
            said = amounts if one.difference is not None else one.reason
            print(f"{one.claim:<20} {one.code:<6} {one.verdict:<10} {said}  {one.words} {one.proof}".rstrip())
    print(f"{sum(one.verdict == 'as-expected' for one in found)} of {len(found)} lines as expected")
    for some in group(found):
        at = f", all at {some.percent} % of what was expected" if some.percent else ""
        print(f"{some.payer:<12} {some.cause:<20} {some.lines:>4} lines  owed {some.owed:>12}  over {some.over:>12}  {some.words}{at}")
