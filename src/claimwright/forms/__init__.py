"""Claims on paper: CMS-1500 and UB-04 as PDF. See ``README.md`` in this folder."""

from .printing import Cut, Printed, form_for, forms, print_form
from .sheet import Field, Sheet, sheet

__all__ = ["Cut", "Field", "Printed", "Sheet", "form_for", "forms", "print_form", "sheet"]
