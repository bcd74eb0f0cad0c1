"""Letters with amounts, such as statements: as PDF for print and window envelopes, and as plain text that any reader takes.

Both are made from one value, so that they say the same. The same letters give the same bytes; no network, no file.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from claimwright.core import InputError, Money, Value

WIDTH, HEIGHT, MARGIN = 612.0, 792.0, 54.0
"""US letter, in points."""
WINDOW, BODY, TOP, BOTTOM = 648.0, 548.0, 738.0, 72.0
"""Height of the addressee's first line (two inches from the top), of the first line of page one and of further pages, and the last line."""
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
"""Of the fourteen fonts that every reader of PDF has."""
COLUMNS = 72
"""Of the plain text."""


class Row(Value, frozen=True):
    """A line with an amount, or with words alone; ``strong``: what matters most."""

    text: str
    amount: Money | None = None
    strong: bool = False


class Section(Value, frozen=True):
    """Lines under a heading."""

    title: str
    rows: tuple[Row, ...]


class Letter(Value, frozen=True, kw_only=True):
    """One letter. ``sender`` and ``to``: their lines; ``number``: what it is known by; ``words``: paragraphs before the sections.

    ``total``: what it comes to, printed large; ``foot``: paragraphs behind it.
    """

    sender: tuple[str, ...]
    to: tuple[str, ...]
    number: str
    on: date
    title: str
    words: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    total: Row
    foot: tuple[str, ...] = ()


class Letters(Value, frozen=True):
    """Printed letters, and how many pages they have together."""

    pdf: bytes
    pages: int


class _Line(NamedTuple):
    left: str
    right: str = ""
    font: str = PLAIN
    size: float = 10.0
    before: float = 0.0


def as_text(letter: Letter) -> str:
    """The letter in plain text of 72 columns."""
    return "\n".join(_text(letter)) + "\n"


def print_letters(letters: Sequence[Letter]) -> Letters:
    """The letters as one PDF, each beginning on a page of its own. Raises InputError for no letter, or without reportlab."""
    if not letters:
        raise InputError("letters", "there is nothing to print", "give at least one")
    try:
        from reportlab.pdfgen.canvas import Canvas
    except ImportError as error:
        raise InputError("forms", "needs reportlab", 'pip install "claimwright[office]"') from error
    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, lang="en-US")
    canvas.setTitle(letters[0].title)
    canvas.setAuthor(letters[0].sender[0] if letters[0].sender else "")
    pages = 0
    for letter in letters:
        parts = list(_pages(list(_lines(letter))))
        for number, lines in enumerate(parts, 1):
            _draw(canvas, letter, lines, number, len(parts))
        pages += len(parts)
    canvas.save()
    return Letters(buffer.getvalue(), pages)


def _text(letter: Letter) -> Iterator[str]:
    yield from letter.sender
    yield from ("", *letter.to, "", f"{letter.title}, {_day(letter.on)}, {letter.number}", "")
    for words in letter.words:
        yield from (*textwrap.wrap(words, COLUMNS), "")
    for section in letter.sections:
        yield section.title
        yield from (_row(row, "  ") for row in section.rows)
        yield ""
    yield from (_row(letter.total, "").upper(), "")
    for words in letter.foot:
        yield from (*textwrap.wrap(words, COLUMNS), "")


def _row(row: Row, before: str) -> str:
    amount = "" if row.amount is None else f"{row.amount:,}"
    left = f"{before}{row.text}"[: COLUMNS - 16]
    return f"{left:<{COLUMNS - 16}}{amount:>16}".rstrip()


def _lines(letter: Letter) -> Iterator[_Line]:
    yield _Line(letter.title, font=BOLD, size=14)
    for words in letter.words:
        yield from _paragraph(words)
    for section in letter.sections:
        yield _Line(section.title, font=BOLD, before=10)
        for row in section.rows:
            yield _Line(row.text, _money(row), BOLD if row.strong else PLAIN)
    yield _Line(letter.total.text, _money(letter.total), BOLD, 13, 16)
    for words in letter.foot:
        yield from _paragraph(words)


def _paragraph(words: str) -> Iterator[_Line]:
    for number, line in enumerate(textwrap.wrap(words, 98)):
        yield _Line(line, before=0 if number else 8)


def _money(row: Row) -> str:
    return "" if row.amount is None else f"-${abs(row.amount):,}" if row.amount < 0 else f"${row.amount:,}"


def _pages(lines: list[_Line]) -> Iterator[list[tuple[float, _Line]]]:
    """The lines of each page with their heights."""
    at, page = BODY, list[tuple[float, _Line]]()
    for line in lines:
        step = line.before + line.size * 1.4
        if at - step < BOTTOM and page:
            yield page
            at, page = TOP, []
        at -= step
        page.append((at, line))
    yield page


def _draw(canvas: Any, letter: Letter, lines: list[tuple[float, _Line]], number: int, pages: int) -> None:
    canvas.setFont(PLAIN, 10)
    if number == 1:
        _column(canvas, letter.sender, HEIGHT - MARGIN)
        _column(canvas, letter.to, WINDOW)
        for place, words in enumerate((_day(letter.on), letter.number)):
            canvas.drawRightString(WIDTH - MARGIN, HEIGHT - MARGIN - 13 * place, _latin(words))
    for height, line in lines:
        canvas.setFont(line.font, line.size)
        canvas.drawString(MARGIN, height, _latin(line.left))
        canvas.drawRightString(WIDTH - MARGIN, height, line.right)
    canvas.setFont(PLAIN, 8)
    canvas.drawString(MARGIN, 40, f"{letter.number}, page {number} of {pages}")
    canvas.showPage()


def _column(canvas: Any, lines: Sequence[str], top: float) -> None:
    for place, words in enumerate(lines):
        canvas.drawString(MARGIN, top - 13 * place, _latin(words))


def _day(on: date) -> str:
    return f"{on:%B} {on.day}, {on.year}"


def _latin(words: str) -> str:
    """What the fonts have; another sign becomes a question mark."""
    return words.encode("cp1252", "replace").decode("cp1252")
