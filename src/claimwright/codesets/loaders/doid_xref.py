"""The Disease Ontology's cross-references to ICD-10-CM: tab, ``id``, ``label``, ``icd10cm`` (https://disease-ontology.org, CC0).

They tie words to codes and are no coding advice; a reference may name a category.
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet
from ..official.spans import undated

SHEET = Sheet(
    system="doid-icd10cm",
    source="Disease Ontology (CC0)",
    marks=(rb"\Aid\tlabel\ticd10cm\b",),
    heading="id",
    columns=(Column("id", "id"), Column("label", "label"), Column("code", "icd10cm")),
    key=("id", "code"),
    span=undated("cross-references"),
)
SYSTEM, recognises, load = SHEET.system, SHEET.recognises, SHEET.load
