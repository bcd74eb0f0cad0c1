"""Request for additional information, 006020X313 (277, adopted by 91 FR 14350), recognised: the envelope is checked, the order of levels.

The guide's own tables are not public; loops are those of the base standard as open libraries (cosyte/x12, MIT) and companion guides tell
them. Every element but those that hold the levels together is left open.
"""

from claimwright.x12.schema import Loop, TransactionSet

# fmt: off

_NAME = ("NM1 R1: 1 2 3-12?", "N3 S2: 1-2?", "N4 S1: 1-7?", "PER S*: 1-9?")
_STATUS = "STC S*: 1?(1? 2:LOINC? 3-4?) 2-9? 10?(1? 2:LOINC? 3-4?) 11?(1? 2:LOINC? 3-4?) 12?"
_DATES = "DTP S*: 1 2=D8|RD8 3:D8|RD8"


def _trace(letter: str, occurs: str) -> Loop:
    """2200: what is asked about, with its lines."""
    return Loop(f"2200{letter}", occurs, "what is asked",
        "TRN R1: 1=1|2 2 3? 4?",
        _STATUS,
        "REF S*: 1-4?",
        _DATES,
        "QTY S*: 1-4?",
        "AMT S*: 1-3?",
        Loop(f"2210{letter}", "S*", "paperwork",
            "PWK R1: 1-7?",
            "PER S1: 1-9?",
            "N1 S1: 1-6?",
            "N3 S1: 1-2?",
            "N4 S1: 1-7?",
        ),
        Loop(f"2220{letter}", "S*", "line asked about",
            "SVC R1: 1?(1-8?) 2-5? 6?(1-8?) 7?",
            _STATUS,
            "REF S*: 1-4?",
            _DATES,
            "TOO S*: 1? 2? 3?(1-5?)",
            "PWK S*: 1-7?",
        ),
    )


def _level(letter: str, codes: str, name: str, *below: Loop) -> Loop:
    return Loop(f"2000{letter}", "S*", name,
        f"HL R1: 1 2? 3={codes} 4=0|1?",
        "SBR S1: 1-9?",
        "PAT S1: 1-9?",
        "DMG S1: 1-4? 6-11?",
        Loop(f"2100{letter}", "R*", "name", *_NAME),
        _trace(letter, "S*"),
        *below,
    )


TRANSACTION = TransactionSet(
    name="277RFAI", code="277", functional_group="HN", versions=("006020X313", "005010X213"),
    title="Request for additional information",
    unit="2200D",
    contents=(
    "ST R1: 1=277 2 3",
    "BHT R1: 1 2 3 4? 5? 6?",
    "REF S*: 1-4?",
    Loop("1000", "S*", "party", *_NAME),
    _level("A", "20", "payer level",
        _level("B", "21", "receiver level",
            _level("C", "19", "provider level",
                _level("D", "22|23|PT", "patient level"),
            ),
        ),
    ),
    "SE R1: 1 2",
    ),
)
