"""Plots that the server draws: columns over time, stacked bars by name. Geometry only; ``office/plot.html`` writes SVG and table.

Amounts are money; every length is in the units of the drawing, which is about as wide on a page as :data:`WIDTH` pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimwright.core import Money

WIDTH, HEIGHT = 560, 170
LEFT, BELOW, ABOVE = 46, 20, 10
"""Room of a column plot for its scale, its names, and above the highest column."""
APART = (1, 3)
"""Colours of columns that stand beside each other."""
ROW, NAME, TOTAL = 26, 150, 60
"""Of a bar plot: height of a row, room for its name, and for its sum."""
LETTER = 7
"""Width of a letter, about."""


class Bar(NamedTuple):
    """A rectangle; ``tone``: which of the five colours it has; ``says``: what stands there, in words."""

    x: float
    y: float
    width: float
    height: float
    tone: int
    says: str


class Text(NamedTuple):
    """A word of the drawing; ``at``: start, middle or end of it stands at ``x``."""

    x: float
    y: float
    at: str
    text: str


class Row(NamedTuple):
    """What the drawing shows as a row of the table: a name, where it leads ("" nowhere), amounts."""

    name: str
    amounts: tuple[Money, ...]
    href: str = ""


class Plot(NamedTuple):
    """A drawing and its table. ``series``: what the amounts of each row are; ``lines``: heights of the scale's lines."""

    title: str
    heading: str
    series: tuple[str, ...]
    rows: tuple[Row, ...]
    width: int
    height: int
    bars: tuple[Bar, ...]
    texts: tuple[Text, ...]
    lines: tuple[float, ...] = ()
    tones: tuple[int, ...] = (1, 2, 3, 4, 5)

    @property
    def legend(self) -> list[tuple[int, str]]:
        """The colour of each series, and its name."""
        return list(zip(self.tones, self.series, strict=False))

    @property
    def shows(self) -> bool:
        """Whether there is anything to see."""
        return any(amount for row in self.rows for amount in row.amounts)


def columns(title: str, heading: str, series: Sequence[str], rows: Sequence[Row]) -> Plot:
    """Columns side by side for each row, such as what was charged and paid week by week; amounts below nothing have no column."""
    top = _round(max((amount for row in rows for amount in row.amounts), default=Money(0)))
    deep = HEIGHT - BELOW - ABOVE
    step = (WIDTH - LEFT) / max(1, len(rows))
    wide = step * 0.8 / len(series)
    bars = []
    for place, row in enumerate(rows):
        for number, amount in enumerate(row.amounts):
            tall = deep * max(0, int(amount)) / int(top)
            x = LEFT + place * step + step * 0.1 + number * wide
            says = f"{row.name}, {series[number]}: ${amount:,}"
            bars.append(Bar(round(x, 1), round(ABOVE + deep - tall, 1), round(wide * 0.94, 1), round(tall, 1), APART[number], says))
    lines = tuple(round(ABOVE + deep * part, 1) for part in (0, 0.5, 1))
    scale = [Text(LEFT - 6, y + 4, "end", short(Money(round(int(top) * (1 - part))))) for y, part in zip(lines, (0, 0.5, 1), strict=True)]
    every = 1 + (len(rows) - 1) // 6
    names = [
        Text(round(LEFT + (place + 0.5) * step, 1), HEIGHT - 5, "middle", row.name) for place, row in enumerate(rows) if place % every == 0
    ]
    return Plot(title, heading, tuple(series), tuple(rows), WIDTH, HEIGHT, tuple(bars), (*scale, *names), lines, APART)


def stacks(title: str, heading: str, series: Sequence[str], rows: Sequence[Row], *, width: int = WIDTH, name: int = NAME) -> Plot:
    """One bar for each row, of its amounts one behind the other, such as what each payer owes by age; ``name``: room for the names."""
    longest = max([1, *(sum(max(0, int(amount)) for amount in row.amounts) for row in rows)])
    room = width - name - TOTAL
    bars = [bar for place, row in enumerate(rows) for bar in _stack(row, place, series, name, room / longest)]
    texts = []
    for place, row in enumerate(rows):
        y, total = place * ROW + 17, Money(sum(row.amounts))
        texts += [
            Text(0, y, "start", _cut(row.name, name // LETTER)),
            Text(round(name + room * max(0, int(total)) / longest + 6, 1), y, "start", short(total)),
        ]
    return Plot(title, heading, tuple(series), tuple(rows), width, ROW * len(rows), tuple(bars), tuple(texts))


def _stack(row: Row, place: int, series: Sequence[str], name: int, scale: float) -> Iterator[Bar]:
    x = float(name)
    for number, amount in enumerate(row.amounts, 1):
        wide = max(0, int(amount)) * scale
        if wide:
            says = f"{row.name}, {series[number - 1]}: ${amount:,}"
            yield Bar(round(x, 1), place * ROW + 4, round(wide, 1), ROW - 8, number, says)
        x += wide


def short(amount: Money) -> str:
    """An amount for a scale: ``$950``, ``$1.2k``, ``$34k``, ``$1.2M``."""
    dollars = round(int(amount) / 100)
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if abs(dollars) >= size:
            return f"${dollars / size:.1f}{sign}".replace(".0", "") if abs(dollars) < 10 * size else f"${round(dollars / size)}{sign}"
    return f"${dollars}"


def _round(amount: Money) -> Money:
    """The next amount of one, two or five with zeros, so that a scale reads well."""
    size = 100
    while size * 10 < amount:
        size *= 10
    return Money(next((size * step for step in (1, 2, 5, 10) if size * step >= amount), size))


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"
