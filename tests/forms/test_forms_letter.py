"""Letters with amounts: the same in PDF and in text, whole on every page, the same bytes each time."""

from __future__ import annotations

import io
from datetime import date

import pypdfium2
import pytest

from claimwright import forms
from claimwright.core import InputError, Money


def letter(rows: int = 3, **changes: object) -> forms.Letter:
    told = {
        "sender": ("Example Clinic", "1 Elm Street"), "to": ("Ana Rivera", "3 Oak Lane", "Dayton, OH 45402"), "number": "S1",
        "on": date(2026, 3, 2), "title": "Statement", "words": ("Please pay by March 23, 2026.",), "foot": ("Call us.",),
        "sections": (forms.Section("Visit", tuple(forms.Row(f"Service {place:05d}", Money(100)) for place in range(rows))),),
        "total": forms.Row("Please pay", Money(123456), True),
    }  # fmt: skip
    return forms.Letter(**(told | changes))


def texts(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(io.BytesIO(pdf))]


def test_pdf_and_text_say_the_same():
    (page,) = texts(forms.print_letters([letter()]).pdf)
    text = forms.as_text(letter())
    for words in ("Example Clinic", "Ana Rivera", "Service 00002", "Please pay by March 23, 2026.", "1,234.56", "Call us."):
        assert words in page
        assert words in text
    assert max(map(len, text.splitlines())) <= 72


def test_a_long_letter_goes_over_pages_and_loses_no_line():
    made = forms.print_letters([letter(200), letter()])
    pages = texts(made.pdf)
    assert len(pages) == made.pages > 3
    assert sum(page.count("Service ") for page in pages) == 203
    assert "page 2 of" in pages[1]


def test_the_same_letters_are_the_same_bytes():
    assert forms.print_letters([letter()]).pdf == forms.print_letters([letter()]).pdf


def test_signs_that_the_font_lacks_do_not_stop_the_print():
    (page,) = texts(forms.print_letters([letter(to=("Zoë Ōkami 愛",))]).pdf)
    assert "Zoë" in page


def test_no_letter_is_refused():
    with pytest.raises(InputError):
        forms.print_letters([])
