"""NLM's map from SNOMED CT to ICD-10-CM: ``tls_Icd10cmHumanReadableMap_US1000124_20260901.tsv``.

Layout from documentation (``doc_Icd10cmMapReleaseNotes``,
https://www.nlm.nih.gov/research/umls/mapping_projects/snomedct_to_icd10cm.html; no official file was at hand): tab, a heading, one row a
rule of a concept; groups are needed together, of a group the first rule that holds answers. SNOMED CT needs a UMLS licence: the file
stays on the user's machine.
"""

from __future__ import annotations

import re
from datetime import date

from claimwright.core import InputError

from ..official.sheet import Column, Sheet, text, whole_number
from ..official.spans import Span

_DAY = re.compile(r"_(20\d\d)(\d\d)(\d\d)\b")


def _span(_title: str, name: str) -> Span:
    found = _DAY.search(name)
    if found is None:
        raise InputError("file", "does not say of which day it is", "keep NLM's own name of the file")
    first = date(int(found[1]), int(found[2]), int(found[3]))
    return Span(f"{first:%Y-%m-%d}", first, None)


def _concept(cell: str) -> str:
    if not (cell.isdigit() and 6 <= len(cell) <= 18):
        raise ValueError(f"{cell!r} is no SNOMED CT identifier")
    return cell


SHEET = Sheet(
    system="snomed-icd10cm",
    source="NLM SNOMED CT to ICD-10-CM map",
    marks=(rb"referencedComponentId", rb"mapTarget", rb"mapAdvice"),
    heading="id",
    columns=(
        Column("concept", "referencedcomponentid", _concept),
        Column("part", "mapgroup", whole_number),
        Column("priority", "mappriority", whole_number),
        Column("name", "referencedcomponentname", needed=False),
        Column("rule", "maprule"),
        Column("advice", "mapadvice"),
        Column("target", "maptarget", lambda cell: (text(cell) or "").replace(".", "") or None),
        Column("category", "mapcategoryname", needed=False),
    ),
    key=("concept", "part", "priority"),
    span=_span,
    whole=50000,
    notice="SNOMED CT is copyright International Health Terminology Standards Development Organisation; use it under your UMLS licence",
    skip=lambda cells: len(cells) > 2 and cells[2] == "0",
)
SYSTEM, recognises, load = SHEET.system, SHEET.recognises, SHEET.load
