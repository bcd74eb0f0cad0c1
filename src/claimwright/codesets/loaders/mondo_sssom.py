"""Mondo's mappings to ICD-10-CM in the SSSOM form: ``mondo_exactmatch_icd10cm.sssom.tsv`` (https://mondo.monarchinitiative.org).

Layout: remarks with ``#`` that name the licence and the day of the release, then a heading and one row a mapping; one file a kind of
match.
"""

from __future__ import annotations

import re
from datetime import date
from typing import IO

from claimwright.core import InputError

from ..official.sheet import Column, Sheet
from ..official.spans import Span
from ..store import Loaded, Store

SYSTEM = "mondo-icd10cm"
_RELEASE = re.compile(r"releases/(20\d\d)-(\d\d)-(\d\d)/mappings/mondo_(\w+?)match")


def _span(title: str, _name: str) -> Span:
    found = _RELEASE.search(title)
    if found is None:
        raise InputError("file", "does not say of which release it is", "give the file with its remarks")
    first = date(int(found[1]), int(found[2]), int(found[3]))
    return Span(f"{first}-{found[4]}", first, None)


SHEET = Sheet(
    system=SYSTEM,
    source="Mondo (CC0)",
    marks=(rb"mapping_set_id", rb"mondo_\w+match_icd10cm", rb"subject_id\tsubject_label\tpredicate_id"),
    heading="subject id",
    columns=(
        Column("id", "subject id"),
        Column("label", "subject label"),
        Column("match", "predicate id"),
        Column("code", "object id", lambda cell: cell.removeprefix("ICD10CM:")),
    ),
    key=("id", "code"),
    span=_span,
)
recognises = SHEET.recognises


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one kind of match. Raises InputError naming the line that is not as it should be."""
    return SHEET.load(stream, store)
