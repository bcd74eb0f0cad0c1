"""``claimwright risk``: the risk score of a person, with what each condition contributes, what was dropped and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from claimwright.core import InputError, parse_date

if TYPE_CHECKING:
    from claimwright.codesets import Store
    from claimwright.risk import RiskRequest, RiskResult


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("risk")(risk)


def risk(
    source: str = typer.Argument(None, metavar="[FILE]", help="One JSON object per line; standard input without a name or for '-'."),
    ndjson: bool = typer.Option(False, "--ndjson", help="Read and write one JSON object per line."),
    dx: str | None = typer.Option(None, "--dx", metavar="CODES", help="Score one person with these diagnoses, joined by commas."),
    age: float = typer.Option(None, help="Age on 1 February of the payment year."),
    born: str = typer.Option(None, metavar="DATE", help="Birth date, in place of the age."),
    sex: str = typer.Option("", help="F or M."),
    model: str = typer.Option("", help="V22, V24, V28, ESRD-V24, RXHCC-V08, HHS-V05, ...; what the payment year pays by, where not given."),
    year: int = typer.Option(None, "--year", help="Payment year."),
    dual: str = typer.Option("NA", help="Dual status: none, partial, full or CMS's code."),
    orec: str = typer.Option("0", help="Original reason for entitlement, 0 to 3."),
    metal: str = typer.Option(None, help="HHS-HCC: platinum, gold, silver, bronze or catastrophic."),
    months: int = typer.Option(None, help="HHS-HCC: months enrolled in the benefit year; 12 where not given."),
    segment: str = typer.Option(None, help="Segment in CMS's letters, such as CNA, where known."),
    program: str = typer.Option("ma", help="ma or pace."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes."),
) -> None:
    """Score risk by CMS-HCC, ESRD, RxHCC and HHS-HCC, with every step."""
    from claimwright.risk import RiskRequest

    if dx is not None:
        codes = tuple(code.strip() for code in dx.split(",") if code.strip())
        request = RiskRequest(
            model=model, payment_year=year, age=age, birth_date=_date(born), sex=sex, dual=dual, orec=orec, segment=segment,
            metal=metal, enrolled_months=months, program=program, diagnoses=codes,
        )  # fmt: skip
        raise typer.Exit(_one(request, as_json))
    if not ndjson:
        raise InputError("risk", "needs --ndjson with records, or --dx for one person", "see claimwright risk --help")
    from claimwright.cli.streams import stream

    raise typer.Exit(stream(source, handler, RiskRequest, jobs, strict=True))


class Tables(NamedTuple):
    """Installed tables alone: no score needs the diagnosis book."""

    store: Store


def tables() -> Tables:
    """Where installed tables are."""
    from claimwright.codesets import Store

    return Tables(Store())


def handler() -> Callable[[RiskRequest], dict[str, Any]]:
    """What answers one request."""
    from claimwright.core import plain
    from claimwright.risk import risk as risk_of

    books = tables()

    def answer(request: RiskRequest) -> dict[str, Any]:
        return {key: value for key, value in plain(risk_of(request, books)).items() if value not in ((), [], {}, "") or key in ALWAYS}

    return answer


ALWAYS = frozenset(
    ("id", "segment", "hccs", "dropped", "interactions", "demographic", "raw_score", "normalized", "payment_score", "by_hcc")
)  # fmt: skip
"""Fields that every answer has, empty or not."""


def _one(request: RiskRequest, as_json: bool) -> int:
    from claimwright.core import encode
    from claimwright.risk import risk as risk_of

    if as_json:
        print(encode(handler()(request)).decode())
        return 0
    result = risk_of(request, tables())
    _show(result)
    return 0 if result.raw_score is not None or result.parts else 1


def _date(text: str | None) -> Any:
    try:
        return parse_date(text) if text else None
    except ValueError as error:
        raise InputError("--born", str(error)) from error


def _show(result: RiskResult) -> None:
    """A table for eyes: each factor with what made it, then the way to the payment score."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    head = " ".join(filter(None, (result.model, f"payment year {result.payment_year or '?'}", result.segment)))
    console.print(head, style="italic")
    table = Table(box=None, pad_edge=False)
    for name, justify in (("", "left"), ("factor", "right"), ("from", "left")):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for name, factor in result.by_demographic.items():
        table.add_row(name, _three(factor), "age, sex, entitlement")
    for item in result.conditions:
        table.add_row(f"{_spoken(item.hcc)}  {item.label}", _three(item.coefficient), ", ".join(item.diagnoses))
    for name, factor in result.by_interaction.items():
        table.add_row(name, _three(factor), "together" if name in result.interactions else "number of conditions")
    if result.raw_score is not None:
        table.add_row("[bold]raw score", f"[bold]{_three(result.raw_score)}")
    if result.normalized is not None:
        table.add_row("normalized", _three(result.normalized))
    for part in result.parts:
        table.add_row(f"{part.percent} % {part.model}", "-" if part.payment_score is None else _three(part.payment_score))
    if result.payment_score is not None:
        table.add_row("[bold]payment score", f"[bold]{_three(result.payment_score)}")
    if table.row_count:
        console.print(table)
    for dropped in result.dropped:
        console.print(f"dropped {_spoken(dropped.hcc)} ({', '.join(dropped.diagnoses)}): {dropped.because}")
    for unused in result.unused:
        console.print(f"unused {unused.code}: {unused.because}")
    for note in result.warnings:
        console.print(f"note: {note}")
    if result.reason:
        console.print(f"{'no payment score' if result.conditions or result.raw_score is not None else 'no score'}: {result.reason}")


def _spoken(hcc: str) -> str:
    """Groups of drugs are named with their kind, categories by number alone."""
    return hcc if hcc[0].isalpha() else f"HCC {hcc}"


def _three(number: float) -> str:
    return f"{number:.3f}"
