"""``/api/v1/figures``: the numbers that the front page and its plots show, as far as the caller's role goes."""

from __future__ import annotations

from datetime import date
from typing import Any

from claimwright.core import Money
from claimwright.core.struct import Sparse
from claimwright.office.api.declaring import Calls
from claimwright.office.home import plots, queries
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.plots import Plot
from claimwright.office.ledger import plots as books


class Number(Sparse, frozen=True, kw_only=True):
    """A count or an amount (the other is null), with its name, what it is counted in, and the address of its rows."""

    name: str
    count: int | None = None
    amount: Money | None = None
    note: str = ""
    address: str


class Age(Sparse, frozen=True):
    """What is owed of an age, in days."""

    days: str
    amount: Money


class Figures(Sparse, frozen=True, kw_only=True):
    """What waits, what is owed by age, as of the office's day."""

    on: date
    figures: tuple[Number, ...]
    ages: tuple[Age, ...]


class PlotRow(Sparse, frozen=True):
    """A row of a plot: its name, and an amount for each series."""

    name: str
    amounts: tuple[Money, ...]


class PlotTable(Sparse, frozen=True, kw_only=True):
    """What a plot shows, as a table."""

    title: str
    heading: str
    series: tuple[str, ...]
    rows: tuple[PlotRow, ...]


class Plots(Sparse, frozen=True):
    """The plots of the office."""

    plots: tuple[PlotTable, ...]


def as_figures(by: Any) -> Figures:
    """The numbers of the front page."""
    on = office_day(by.practice)
    waits, money, ages = queries.shown(by, on, queries.tomorrow(by, on))
    return Figures(on=on, figures=tuple(map(_number, waits + money)), ages=tuple(Age(one["name"], one["amount"]) for one in ages))


def _number(one: queries.Figure) -> Number:
    amount = isinstance(one.value, Money)
    return Number(
        name=one.label, count=None if amount else one.value, amount=one.value if amount else None, note=one.note, address=one.href
    )  # fmt: skip


def as_plots(by: Any) -> Plots:
    """The tables of the plots."""
    shown = plots.shown(by)
    if by.may("account:read"):
        shown.append(books.by_payer(by.practice, office_day(by.practice)))
    return Plots(tuple(map(_table, shown)))


def _table(plot: Plot) -> PlotTable:
    rows = tuple(PlotRow(row.name, row.amounts) for row in plot.rows)
    return PlotTable(title=plot.title, heading=plot.heading, series=plot.series, rows=rows)


calls = Calls("figures", "claim:read", own=True)
calls.state("", as_figures, seen="home:read", summary="The numbers of the front page")
calls.state("/plots", as_plots, seen="home:read", summary="What the plots show: week by week, denials by reason, who owes by age")
