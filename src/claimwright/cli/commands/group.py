"""``claimwright group``: the MS-DRG of inpatient stays, with code edits, weights and the effect of every code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from claimwright.cli.days import assumed_day, day_of
from claimwright.core import InputError

if TYPE_CHECKING:
    from claimwright.codesets import Store
    from claimwright.grouping import Stay


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("group")(group)


def group(
    source: str = typer.Argument(None, metavar="[FILE]", help="One JSON object per line; standard input without a name or for '-'."),
    ndjson: bool = typer.Option(False, "--ndjson", help="Read and write one JSON object per line."),
    on: str = typer.Option(None, "--on", metavar="DATE", help="Day of discharge where a record has none."),
    principal: str = typer.Option(None, "--principal", metavar="CODE", help="Group this one stay and show it."),
    secondary: str = typer.Option("", metavar="CODES", help="Its other diagnoses, joined by commas; an indicator after a colon: N17.9:Y."),
    procedures: str = typer.Option("", metavar="CODES", help="Its procedures, joined by commas."),
    age: int = typer.Option(None, help="Age at admission, years."),
    sex: str = typer.Option("U", help="F, M or U."),
    status: str = typer.Option("01", help="Discharge status, 2 digits."),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes."),
) -> None:
    """Group inpatient stays by the MS-DRG version of their day of discharge."""
    day = day_of(on)
    if principal:
        from claimwright.grouping import Stay

        stay = Stay(
            discharge_date=day, age=age, sex=sex, discharge_status=status, principal=_coded(principal), secondary=_codes(secondary),
            procedures=_codes(procedures),
        )  # fmt: skip
        _show(handler(day)(stay))
        return
    if not ndjson:
        raise InputError("group", "needs --ndjson with records, or --principal for one stay", "see claimwright group --help")
    from claimwright.cli.streams import stream
    from claimwright.grouping import Stay

    raise typer.Exit(stream(source, partial(handler, day), Stay, jobs, strict=True))


class Tables(NamedTuple):
    """Installed tables without the diagnosis book, which no group needs."""

    store: Store


def handler(on: dt.date | None) -> Callable[[Stay], Any]:
    """What answers one stay; ``on`` is the day of discharge where the stay has none."""
    from claimwright.codesets import Store
    from claimwright.core import plain, replace
    from claimwright.grouping import StayGrouper

    grouper = StayGrouper(Tables(Store()))

    def answer(stay: Stay) -> Any:
        if stay.discharge_date is not None or (stay.version and on is None):
            return grouper.group(stay)
        if on is not None:
            return grouper.group(replace(stay, discharge_date=on))
        return {**plain(grouper.group(replace(stay, discharge_date=assumed_day()))), "date_assumed": True}

    return answer


def _coded(text: str) -> Any:
    from claimwright.grouping import Coded

    code, _, poa = text.strip().partition(":")
    return Coded(code, poa or None)


def _codes(text: str) -> tuple[Any, ...]:
    return tuple(_coded(part) for part in text.split(",") if part.strip())


def _show(answer: Any) -> None:
    from claimwright.core import plain

    told = answer if isinstance(answer, dict) else plain(answer)
    if told["drg"] is None:
        print(f"no DRG: {told['reason']}")
        return
    print(f"MS-DRG {told['drg']} v{told['version']}, MDC {told['mdc']}: {told['title']}")
    if told["initial_drg"] != told["drg"]:
        print(f"before hospital-acquired conditions {told['initial_drg']}")
    words = f" ({told['return_words']})" if told["return_words"] else ""
    print(f"return code {told['return_code']}{words}, severity {told['severity']}")
    weight = f"weight {told['weight']}, mean stay {told['gmlos']} (geometric), {told['amlos']} (arithmetic) days"
    print(told["weight_reason"] if told["weight"] is None else weight)
    for code in told["codes"]:
        print(f"  {code['code']:<9} {code['role']:<10} {_effect(code)}".rstrip())
    for edit in told["mce"] or ():
        print(f"  edit {edit['edit']} x{edit['count']}: {edit['message']}")


def _effect(code: dict[str, Any]) -> str:
    told = [code["cc"]] if code.get("cc") else []
    told += ["makes the severity" + (" alone" if code.get("sole") else "")] if code.get("makes_severity") else []
    told += [code["why_not"]] if code.get("why_not") else []
    told += ["not in the code set"] if code.get("valid") is False else []
    return ", ".join(told)
