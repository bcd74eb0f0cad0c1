"""Amounts for the balancing rules: whole cents, None where the text is no amount (SNIP 1 says so already)."""

from __future__ import annotations

import re
from functools import lru_cache

from claimwright.x12.instance import Instance
from claimwright.x12.strides import BLANK, located
from claimwright.x12.tree import Elements

_AMOUNT = re.compile(r"(-?)(\d*)(?:\.(\d{0,2})0*)?\Z")


@lru_cache(maxsize=4096)
def cents(text: str) -> int | None:
    """An amount in cents; an empty one is zero."""
    match = _AMOUNT.match(text)
    if not match or (text and not (match[2] or match[3])):
        return None
    value = int(match[2] or 0) * 100 + int((match[3] or "").ljust(2, "0"))
    return -value if match[1] else value


def adjustments(loop: Instance) -> tuple[Elements, ...]:
    """Finds every CAS right under a loop."""
    return tuple([elements for _, elements, _ in loop.segments if elements[0] == "CAS"])


def adjusted(loop: Instance) -> int | None:
    """The sum of every CAS amount right under a loop; None where one is no amount."""
    total = 0
    for elements in located(loop, adjustments):
        if elements is not BLANK:
            for at in range(3, len(elements), 3):
                value = cents(elements[at])
                if value is None or (not elements[at] and elements[at - 1]):
                    return None  # a reason without its amount: SNIP 2 says so already
                total += value
    return total


def dollars(value: int) -> str:
    """Cents as dollars, for messages."""
    return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02d}"
