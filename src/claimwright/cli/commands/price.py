"""``claimwright price``: what a public fee schedule pays for a service or a claim, with every step, or why no price is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from claimwright.core import InputError, parse_date

if TYPE_CHECKING:
    from claimwright.codesets import Store
    from claimwright.pricing import Price, PriceRequest


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("price")(price)


def price(
    source: str = typer.Argument(None, metavar="[FILE]", help="One JSON object per line; standard input without a name or for '-'."),
    ndjson: bool = typer.Option(False, "--ndjson", help="Read and write one JSON object per line."),
    on: str = typer.Option(None, "--on", metavar="DATE", help="Day of service where a record has none."),
    code: str = typer.Option(None, "--code", help="Price this one service (of ipps: this MS-DRG) and show the steps."),
    schedule: str = typer.Option("pfs", help="pfs, anesthesia, opps, asc, clfs, asp, ipps or contract."),
    modifiers: str = typer.Option("", "--modifiers", help="Its modifiers, joined by commas."),
    carrier: str = typer.Option("", help="Medicare carrier, 5 digits."),
    locality: str = typer.Option("", help="Medicare locality, 2 digits."),
    pos: str = typer.Option("", help="Place of service, 2 digits; 11 where not given."),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes."),
) -> None:
    """Price services by the Medicare fee schedules of their own day, the physician schedule where none is named."""
    day = _day(on)
    if code:
        from claimwright.pricing import PriceRequest

        given = tuple(part.strip().upper() for part in modifiers.split(",") if part.strip())
        request = PriceRequest(schedule=schedule, code=code.upper(), modifiers=given, date=day, carrier=carrier, locality=locality, pos=pos)
        try:
            return _show(handler(day)(request))
        except ValueError as error:
            raise InputError("--schedule", str(error)) from error
    if not ndjson:
        raise InputError("price", "needs --ndjson with records, or --code for one service", "see claimwright price --help")
    from claimwright.cli.streams import stream
    from claimwright.pricing import PriceRequest

    raise typer.Exit(stream(source, partial(handler, day), PriceRequest, jobs))


class Tables(NamedTuple):
    """Installed tables without the diagnosis book, which no price needs."""

    store: Store


def handler(on: dt.date | None) -> Callable[[PriceRequest], dict[str, Any]]:
    """What answers one request; ``on`` is the day of service where the request has none."""
    from claimwright.codesets import Store
    from claimwright.core import plain, replace
    from claimwright.pricing import price as price_of

    installed = Tables(Store())

    def priced(request: PriceRequest) -> Price:
        if request.claim is None or request.schedule not in ("opps", "ipps"):
            return price_of(request, installed)
        from claimwright.flow.institutional import price_institutional  # groups the claim first

        return price_institutional(request, installed)

    def answer(request: PriceRequest) -> dict[str, Any]:
        assumed = on is None and request.date is None and request.claim is None
        day = request.date or on or (_assumed_day() if assumed else None)
        answered = plain(priced(replace(request, date=day)))
        extra = {"date_assumed": True} if assumed else {}
        return {"id": request.id, "schedule": request.schedule, **answered, **extra}

    return answer


def _assumed_day() -> dt.date:
    """The first day of the newest installed diagnosis release: the day every command assumes where none is given."""
    from claimwright.codesets import open_books

    return open_books().icd10cm.newest_release_start


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        raise InputError("--on", str(error)) from error


def _show(answer: dict[str, Any]) -> None:
    for step in answer.get("steps", ()):
        print(f"{step['what']:<60} {step['value']:>12}")
    print(f"amount {answer['amount']}" if answer["amount"] is not None else f"no price: {answer['reason']}")
    if releases := answer.get("releases"):
        print("releases " + ", ".join(f"{name} {release}" for name, release in releases.items()))
