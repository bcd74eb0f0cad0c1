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
    from claimwright.pricing import PriceRequest


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("price")(price)


def price(
    source: str = typer.Argument(None, metavar="[FILE]", help="One JSON object per line; standard input without a name or for '-'."),
    ndjson: bool = typer.Option(False, "--ndjson", help="Read and write one JSON object per line."),
    on: str = typer.Option(None, "--on", metavar="DATE", help="Day of service where a record has none."),
    code: str = typer.Option(None, "--code", help="Price this one service and show the steps."),
    modifiers: str = typer.Option("", "--modifiers", help="Its modifiers, joined by commas."),
    carrier: str = typer.Option("", help="Medicare carrier, 5 digits."),
    locality: str = typer.Option("", help="Medicare locality, 2 digits."),
    pos: str = typer.Option("", help="Place of service, 2 digits; 11 where not given."),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes."),
) -> None:
    """Price services by the Medicare physician fee schedule of their own day."""
    day = _day(on)
    if code:
        from claimwright.pricing import PriceRequest

        given = tuple(part.strip().upper() for part in modifiers.split(",") if part.strip())
        request = PriceRequest(code=code.upper(), modifiers=given, date=day, carrier=carrier, locality=locality, pos=pos)
        return _show(handler(day)(request))
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

    def answer(request: PriceRequest) -> dict[str, Any]:
        assumed = on is None and request.date is None and request.claim is None
        day = request.date or on or (_assumed_day() if assumed else None)
        answered = plain(price_of(replace(request, date=day), installed))
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
