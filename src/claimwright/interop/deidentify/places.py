"""Three digits of a ZIP code, where more than 20,000 people live in them."""

from __future__ import annotations

import tomllib
from pathlib import Path

TABLES: list[dict[str, object]] = tomllib.loads((Path(__file__).parent / "zip3.toml").read_text("utf-8"))["census"]
RESTRICTED = frozenset(prefix for table in TABLES for prefix in str(table["restricted"]).split())
"""Those of any census: a place that ever was too small stays hidden."""


def zip3(code: str) -> str:
    """The first three digits of a ZIP code; 000 for a prefix with 20,000 people or fewer, and for what is no ZIP code."""
    digits = code.replace("-", "")
    whole = len(digits) in (5, 9) and digits.isascii() and digits.isdigit()
    return digits[:3] if whole and digits[:3] not in RESTRICTED else "000"
