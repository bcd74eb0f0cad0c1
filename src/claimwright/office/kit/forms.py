"""How forms look, and reading what they say."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Every ``{{ form }}`` of the office: a line a field, its label, its help, what is wrong with it."""

    form_template_name = "office/form.html"


def whole(text: str | None, default: int = 0, *, most: int = 999_999_999) -> int:
    """A whole number from 0 to ``most`` in plain digits; ``default`` for anything else (``str.isdigit`` also takes ``²``)."""
    written = (text or "").strip()
    if not (written.isascii() and written.isdecimal()) or len(written.lstrip("0")) > len(str(most)):
        return default
    return min(int(written), most)


def decimal(text: str | None, default: float = 0.0, *, most: float) -> float:
    """A number from minus to plus ``most``, such as a distance in inches; ``default`` for anything else. Never for money."""
    try:
        number = float((text or "").strip() or default)
    except ValueError:
        return default
    return max(-most, min(most, round(number, 3))) if number == number else default
