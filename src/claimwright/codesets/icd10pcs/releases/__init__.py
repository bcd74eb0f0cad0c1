"""The known releases of ICD-10-PCS, one TOML file each: source, address, dates, counts of the validity list."""

from __future__ import annotations

from functools import cache

from claimwright.core import convert
from claimwright.core.discovery import tables

from ...values import Release


@cache
def releases() -> tuple[Release, ...]:
    """Every known release, oldest first."""
    found = (convert({"system": "icd10pcs", "name": name, **table}, Release) for name, table in tables(__name__).items())
    return tuple(sorted(found, key=lambda release: release.first))
