"""Claims on paper, CMS-1500 and UB-04 as PDF, and letters with amounts. See ``README.md`` in this folder."""

from .letter import Letter, Letters, Row, Section, as_text, print_letters
from .printing import Cut, Printed, form_for, forms, print_form
from .sheet import Field, Sheet, sheet

__all__ = [
    "Cut", "Field", "Letter", "Letters", "Printed", "Row", "Section", "Sheet", "as_text", "form_for", "forms", "print_form",
    "print_letters", "sheet",
]  # fmt: skip
