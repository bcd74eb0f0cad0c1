"""``claimwright price``: what a public fee schedule pays for a service or a claim, with every step, or why no price is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from claimwright.cli.days import assumed_day, day_of
from claimwright.core import InputError

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
    zip_code: str = typer.Option("", "--zip", help="ZIP code in place of carrier and locality."),
    units: str = typer.Option("1", help="Units of service."),
    minutes: int = typer.Option(None, help="Minutes of anaesthesia."),
    charge: str = typer.Option(None, help="What is charged, all units."),
    practitioner: str = typer.Option(
        "", help="Who renders it where that is no physician: 'nurse practitioner', a CMS specialty or taxonomy code."
    ),
    nonparticipating: bool = typer.Option(False, "--nonparticipating", help="The physician does not participate in Medicare."),
    unassigned: bool = typer.Option(False, "--unassigned", help="No assignment: shows the limiting charge."),
    qpp: bool = typer.Option(False, "--qpp", help="A qualifying APM participant (2026 on)."),
    deductible: str = typer.Option(None, help="What the patient still owes of the Part B deductible: shows who pays what."),
    contract: str = typer.Option("", help="Contract or payer, of schedule contract."),
    drg: str = typer.Option("", help="DRG of a stay, of schedule contract."),
    days: int = typer.Option(None, help="Days of a stay."),
    as_json: bool = typer.Option(False, "--json", help="One service as one JSON object."),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes."),
) -> None:
    """Price services by the Medicare fee schedules of their own day, the physician schedule where none is named."""
    day = day_of(on)
    if code or drg:
        from claimwright.core import ShapeError, convert
        from claimwright.pricing import PriceRequest

        given = [part.strip().upper() for part in modifiers.split(",") if part.strip()]
        stated = {
            "schedule": schedule, "code": (code or "").upper(), "date": day, "carrier": carrier, "locality": locality, "pos": pos,
            "zip": zip_code, "modifiers": given, "units": units, "minutes": minutes,
            "charge": charge, "practitioner": practitioner, "participating": not nonparticipating, "assigned": not unassigned, "qpp": qpp,
            "deductible": deductible, "contract": contract, "drg": drg, "days": days,
        }  # fmt: skip
        try:
            answer = handler(day)(convert({name: value for name, value in stated.items() if value is not None}, PriceRequest))
        except ShapeError as error:
            raise InputError("price", str(error)) from error
        except ValueError as error:
            raise InputError("--schedule", str(error)) from error
        return _show_json(answer) if as_json else _show(answer)
    if not ndjson:
        raise InputError(
            "price", "needs --ndjson with records, or --code (of a contract also --drg) for one service", "see claimwright price --help"
        )
    from claimwright.cli.streams import stream
    from claimwright.pricing.patient import Asked

    raise typer.Exit(stream(source, partial(handler, day), Asked, jobs, strict=True))


class Tables(NamedTuple):
    """Installed tables without the diagnosis book, which no price needs."""

    store: Store


def handler(on: dt.date | None) -> Callable[[PriceRequest], dict[str, Any]]:
    """What answers one request; ``on`` is the day of service where the request has none."""
    from claimwright.codesets import Store
    from claimwright.core import plain, replace
    from claimwright.pricing import price as price_of
    from claimwright.pricing.patient import Asked, estimate

    installed = Tables(Store())

    def priced(request: PriceRequest) -> Price:
        if request.claim is None or request.schedule not in ("opps", "ipps", "contract"):
            return price_of(request, installed)
        from claimwright.flow.institutional import price_institutional  # groups the claim first

        return price_institutional(request, installed)

    def answer(request: PriceRequest) -> dict[str, Any]:
        assumed = on is None and request.date is None and request.claim is None
        day = request.date or on or (assumed_day() if assumed else None)
        found = priced(replace(request, date=day))
        extra: dict[str, Any] = {"date_assumed": True} if assumed else {}
        if isinstance(request, Asked) and request.benefits is not None:
            extra |= {"shares": plain(estimate(request, priced=found).shares)}
        return {"id": request.id, "schedule": request.schedule, **plain(found), **extra}

    return answer


def _show_json(answer: dict[str, Any]) -> None:
    from claimwright.core import encode

    print(encode(answer).decode())


def _show(answer: dict[str, Any]) -> None:
    _show_steps(answer.get("steps", ()))
    print(f"amount {answer['amount']}" if answer["amount"] is not None else f"no price: {answer['reason']}")
    for name in ("allowed", "limiting_charge"):
        if name in answer:
            print(f"{name.replace('_', ' ')} {answer[name]}")
    if settlement := answer.get("settlement"):
        _show_steps(settlement.get("steps", ()))
        print(f"patient owes {settlement['patient']}, payer pays {settlement['paid']}, sequestration {settlement['sequestration']}")
    for note in answer.get("notes", ()):
        print(f"note: {note}")
    if releases := answer.get("releases"):
        print("releases " + ", ".join(f"{name} {release}" for name, release in releases.items()))


def _show_steps(steps: Iterable[dict[str, str]]) -> None:
    for step in steps:
        print(f"{step['what']:<72} {step['value']:>12}  {step.get('source', '')}".rstrip())
