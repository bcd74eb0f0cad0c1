"""AHRQ's Clinical Classifications Software Refined for diagnoses: ``DXCCSR_v2026-1.csv``.

Layout from documentation (``DXCCSR-User-Guide``, https://hcup-us.ahrq.gov/toolssoftware/ccsr/dxccsr.jsp; no official file was at hand):
csv, values in single quotes: code, description, default category of inpatients and of outpatients, up to six categories.
"""

from __future__ import annotations

import re
from datetime import date

from claimwright.core import InputError

from ..official.sheet import Column, Sheet, diagnosis
from ..official.spans import Span

_VERSION = re.compile(r"v(20\d\d)[-.](\d)", re.IGNORECASE)


def version_in_name(title: str, name: str) -> Span:
    """``v2026-1``: of the fiscal year 2026, in force from its first day until the next."""
    found = _VERSION.search(name) or _VERSION.search(title)
    if found is None:
        raise InputError("file", "does not say of which version it is", "keep AHRQ's own name of the file")
    return Span(f"v{found[1]}-{found[2]}", date(int(found[1]) - 1, 10, 1), None)


def unquoted(cell: str) -> str | None:
    """A value without its single quotes; None where nothing is left."""
    return cell.strip("' ") or None


SHEET = Sheet(
    system="ccsr",
    source="AHRQ CCSR for diagnoses",
    marks=(rb"ICD-10-CM CODE", rb"Default CCSR CATEGORY IP"),
    heading="icd 10 cm code",
    columns=(
        Column("code", "icd 10 cm code", diagnosis),
        Column("inpatient", "default ccsr category ip", unquoted),
        Column("outpatient", "default ccsr category op", unquoted),
        *(Column(f"category_{number}", f"ccsr category {number}", unquoted, needed=number == 1) for number in range(1, 7)),
    ),
    key=("code",),
    span=version_in_name,
    whole=60000,
)
SYSTEM, recognises, load = SHEET.system, SHEET.recognises, SHEET.load
