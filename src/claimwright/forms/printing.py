"""A claim on a form as PDF. The same claim gives the same bytes; nothing is read from disk or network but the form's own table.

What does not fit a box is cut, and what no page has room for is left out: both are told in ``Printed.cut``, never silently.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any

from claimwright.core import Claim, InputError, Value, replace
from claimwright.core.discovery import modules

from .sheet import INCH, Box, Sheet, sheet

FONT, LABEL_FONT = "Courier", "Helvetica"
"""Of the fourteen that every reader of PDF has: none is embedded, none is looked for."""
LABEL_SIZE = 4.8
WIDE = 0.6
"""The width of a character of Courier, in parts of its size."""


Texts = list[tuple[Box, str]]
"""The boxes of a page that are not empty, and what stands in them."""


class Cut(Value, frozen=True, kw_only=True):
    """What a form did not take whole. ``page``: of the claim, 0 for all of them; ``printed``: what stands there instead."""

    claim: str = ""
    page: int
    field: str
    value: str
    printed: str


class Printed(Value, frozen=True, kw_only=True):
    """A form as PDF, how many pages it has, and what did not fit."""

    form: str
    pdf: bytes
    pages: int
    cut: tuple[Cut, ...] = ()


@cache
def forms() -> dict[str, ModuleType]:
    """The forms by name. Each module makes the values of a claim's pages: ``pages(claim, sheet, printed_on)``."""
    return {module.__name__.rpartition(".")[2]: module for module in modules(f"{__package__}.sheets")}


def form_for(claim: Claim) -> str:
    """The paper form of a claim's kind. Raises InputError where there is none."""
    for name in forms():
        if claim.kind in sheet(name).claims:
            return name
    raise InputError(f"claim {claim.id}", f"is {claim.kind}, for which there is no form", "send it electronically")


def print_form(
    name: str, claims: Claim | Sequence[Claim], *, grid: bool = True, offset: tuple[float, float] = (0.0, 0.0),
    printed_on: date | None = None,
) -> Printed:  # fmt: skip
    """Claims on a form, one after the other.

    ``grid``: with boxes and labels of ours; without, the data alone, for preprinted paper. ``offset``: how far to the right and down a
    printer must move everything, in inches. ``printed_on``: the date beside the signatures, where it shall stand. Raises InputError for a
    form that does not exist or does not take such a claim.
    """
    if name not in forms():
        raise InputError(name, "is no form", f"choose one of {', '.join(forms())}")
    form = sheet(name)
    pages: list[Texts] = []
    cut: list[Cut] = []
    for claim in [claims] if isinstance(claims, Claim) else claims:
        texts, lost = _filled(claim, form, printed_on)
        pages += texts
        cut += lost
    return Printed(form=name, pdf=_drawn(form, pages, grid, offset), pages=len(pages), cut=tuple(cut))


def _filled(claim: Claim, form: Sheet, printed_on: date | None) -> tuple[list[Texts], list[Cut]]:
    """What stands in the boxes of a claim's pages, and what did not fit."""
    if claim.kind not in form.claims:
        raise InputError(f"claim {claim.id}", f"is {claim.kind}, which {form.title} does not take", f"print it on {form_for(claim)}")
    pages, cut = forms()[form.name].pages(claim, form, printed_on)
    shown = [_fitted(page, form, number) for number, page in enumerate(pages, 1)]
    cut = [*cut, *(one for _, found in shown for one in found)]
    return [texts for texts, _ in shown], [replace(one, claim=claim.id) for one in cut]


def _fitted(values: Mapping[str, str], form: Sheet, page: int) -> tuple[Texts, list[Cut]]:
    """What stands in each box of a page, and what had to be cut."""
    texts: Texts = []
    cut: list[Cut] = []
    for box in form.boxes():
        value = box.text(values)
        if not value:
            continue
        plain = _plain(value)
        printed = plain[: box.field.width].rstrip()
        if printed != plain or plain.count("?") > value.count("?"):
            cut.append(Cut(page=page, field=box.field.number, value=value, printed=printed))
        texts.append((box, printed))
    return texts, cut


def _plain(value: str) -> str:
    """Capital letters without accents, as readers of these forms expect; a sign that has no such letter becomes a question mark."""
    split = unicodedata.normalize("NFKD", value)
    return "".join(sign if sign.isascii() and sign.isprintable() else "?" for sign in split if not unicodedata.combining(sign)).upper()


def _drawn(form: Sheet, pages: Sequence[Texts], grid: bool, offset: tuple[float, float]) -> bytes:
    try:
        from reportlab.pdfgen.canvas import Canvas
    except ImportError as error:
        raise InputError("forms", "needs reportlab", 'pip install "claimwright[office]"') from error

    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, pagesize=(form.width * INCH, form.height * INCH), invariant=1, pageCompression=1)
    canvas.setTitle(form.title)
    canvas.setAuthor("Claimwright")
    for texts in pages:
        canvas.saveState()
        canvas.translate(offset[0] * INCH, -offset[1] * INCH)
        if grid:
            _draw_grid(canvas, form)
        _write(canvas, form, texts, grid)
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _write(canvas: Any, form: Sheet, texts: Texts, grid: bool) -> None:
    """The characters, one to a cell; smaller on our grid, where a label stands above them."""
    cell = INCH / form.pitch
    size = cell / WIDE * (0.83 if grid else 1.0)
    for box, text in texts:
        start = box.left if box.field.align == "left" else box.right - len(text) * cell
        line = canvas.beginText(start, box.bottom + 2)
        line.setFont(FONT, size)
        line.setCharSpace(cell - size * WIDE)
        line.textOut(text)
        canvas.drawText(line)


def _draw_grid(canvas: Any, form: Sheet) -> None:
    canvas.setLineWidth(0.3)
    canvas.setStrokeGray(0.6)
    canvas.setFillGray(0.35)
    canvas.setFont(LABEL_FONT, LABEL_SIZE)
    for box in form.boxes():
        canvas.rect(box.left - 1, box.bottom - 0.5, box.right - box.left + 2, box.top - box.bottom - 0.5)
        if box.field.cents:
            at = box.right - 2 * INCH / form.pitch - 0.5
            canvas.line(at, box.bottom - 0.5, at, box.bottom + 8)
        _draw_label(canvas, box)
    canvas.setFillGray(0)


def _draw_label(canvas: Any, box: Box) -> None:
    """Left of the box, or inside a tall one, or above the first of several rows, where its line leaves room."""
    field = box.field
    if field.beside:
        canvas.drawRightString(box.left - 2.5, box.bottom + 2, field.number)
    elif field.label and box.row == 1:
        height = box.top - LABEL_SIZE if field.height > 1 else box.top + 0.5
        canvas.drawString(box.left, height, f"{field.number} {field.label}".strip())
