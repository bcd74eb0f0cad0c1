"""Attachment to a claim, 006020X314 (275, adopted by 91 FR 14350), recognised: the envelope is checked, the content only for its order.

The guide's own tables are not public; the order of segments is that of the base standard, as the open samples of StAEDI (Apache-2.0)
and companion guides (CMS esMD, UnitedHealthcare) show it. Every element is left open.
"""

from claimwright.x12.schema import Loop, TransactionSet

# fmt: off

TRANSACTION = TransactionSet(
    name="275", code="275", functional_group="PI", versions=("006020X314", "005010X210", "005010X211"),
    title="Attachment",
    unit="2000",
    contents=(
    "ST R1: 1=275 2 3?",
    "BGN R1: 1 2 3? 4-9?",
    "DTP S*: 1-3?",
    Loop("1000", "R*", "party",
        "NM1 R1: 1 2 3-12?",
        "N3 S*: 1-2?",
        "N4 S*: 1-7?",
        "PER S*: 1-9?",
        "PRV S*: 1-6?",
        "REF S*: 1-4?",
        "DTP S*: 1-3?",
    ),
    Loop("2000", "R*", "attachment",
        "LX R1: 1",
        "TRN S*: 1-4?",
        "STC S*: 1?(1? 2:LOINC? 3-4?) 2-9? 10?(1? 2:LOINC? 3-4?) 11?(1? 2:LOINC? 3-4?) 12?",
        "DTP S*: 1-3?",
        "REF S*: 1-4?",
        "PWK S*: 1-7?",
        Loop("2100", "S*", "document",
            "CAT R1: 1-5?",
            "DTP S*: 1-3?",
            "REF S*: 1-4?",
            "EFI S1: 1-7?",
            "BIN S1: 1-2?",
            "BDS S1: 1-3?",
        ),
    ),
    "SE R1: 1 2",
    ),
)
