"""How values look on a page."""

from __future__ import annotations

from typing import Any

from django import template

from claimwright.core import Money

register = template.Library()

SYSTEMS = {"icd10cm": "ICD-10-CM", "icd10pcs": "ICD-10-PCS", "cpt": "CPT", "hcpcs": "HCPCS"}


@register.filter
def money(amount: Any) -> str:
    """Dollars with a sign and grouped thousands; a true minus."""
    if amount is None:
        return "–"
    text = f"{Money(abs(int(amount))):,}"
    return f"−${text}" if int(amount) < 0 else f"${text}"


@register.filter
def signed(amount: Any) -> str:
    """As :func:`money`, with a plus for a debit."""
    return f"+{money(amount)}" if int(amount) > 0 else money(amount)


@register.filter
def phone(number: str) -> str:
    """Ten digits as people read them: ``(614) 555-0100``; anything else as it is."""
    return f"({number[:3]}) {number[3:6]}-{number[6:]}" if len(number) == 10 and number.isdigit() else number


@register.filter
def percent(share: Any) -> str:
    """0.93 as 93 %."""
    return f"{round(100 * (share or 0))} %"


@register.filter
def system(name: str) -> str:
    """A code system's usual name."""
    return SYSTEMS.get(name, name.upper() or "")


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """A value of a mapping."""
    return mapping.get(key)


@register.filter
def words(name: str) -> str:
    """``insurance-receivable`` as words."""
    return str(name).replace("-", " ").replace("_", " ")


@register.filter
def same(one: Any, other: Any) -> bool:
    """Whether the two are equal; for ``with``."""
    return bool(one == other)


@register.filter
def holds(those: Any, one: Any) -> bool:
    """Whether it is one of those; for ``with``."""
    return one in those


@register.filter
def among(one: str, others: str) -> bool:
    """Whether it is one of these words; for ``with``."""
    return one in others.split()


@register.filter
def minutes(seconds: int) -> str:
    """Seconds as minutes, a begun one counted: ``3 min``."""
    return f"{-(-seconds // 60)} min"


@register.filter
def undashed(code: str) -> str:
    """A code as printed in the Index without the dash that stands for what is missing: ``E11.-`` is E11."""
    return code.rstrip("-").rstrip(".")
