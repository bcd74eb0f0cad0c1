"""Claim status inquiry, 005010X212 (276), as data: loops, segments, elements and code subsets of the guide, in our own notation.

Sources, read for facts and compared: the open guides of stupidedi (BSD) and linuxforhealth-x12 (Apache-2.0), published companion
guides and the X12.org examples carried by open-source test suites.
"""

from claimwright.x12.schema import Loop, TransactionSet
from claimwright.x12.standard_inquiries import STATUS_PROCEDURES

# fmt: off


def _claim(letter: str, occurs: str) -> Loop:
    """2200 of a subscriber (D) or a dependent (E): one claim asked about."""
    return Loop(f"2200{letter}", occurs, "claim asked about",
        "TRN R1: 1=1 2",
        "REF S1: 1=1K 2",
        "REF S1: 1=BLT 2",
        "REF S1: 1=LU 2",
        "REF S1: 1=6P 2",
        "REF S1: 1=EJ 2",
        "REF S1: 1=XZ 2",
        "REF S1: 1=D9 2",
        "AMT S1: 1=T3 2",
        "DTP S1: 1=472 2=D8|RD8 3:D8|RD8",
        Loop(f"2210{letter}", "S*", "line asked about",
            f"SVC R1: 1(1={STATUS_PROCEDURES} 2 3-6?) 2 4? 7?",
            "REF S1: 1=FJ 2",
            "DTP R1: 1=472 2=D8|RD8 3:D8|RD8",
        ),
    )


TRANSACTION = TransactionSet(
    name="276", code="276", functional_group="HR", versions=("005010X212",),
    title="Claim status inquiry",
    unit="2000D",
    contents=(
    "ST R1: 1=276 2 3",
    "BHT R1: 1=0010 2=13 3 4 5",
    Loop("2000A", "R*", "source level",
        "HL R1: 1 3=20 4=1",
        Loop("2100A", "R1", "payer",
            "NM1 R1: 1=PR 2=2 3 8=PI|XV 9",
        ),
        Loop("2000B", "R*", "receiver level",
            "HL R1: 1 2 3=21 4=1",
            Loop("2100B", "R1", "receiver",
                "NM1 R1: 1=41 2=1|2 3? 4? 5? 8=46 9",
            ),
            Loop("2000C", "R*", "provider level",
                "HL R1: 1 2 3=19 4=1",
                Loop("2100C", "R2", "provider",
                    "NM1 R1: 1=1P 2=1|2 3? 4? 5? 7? 8=FI|SV|XX 9",
                ),
                Loop("2000D", "R*", "subscriber level",
                    "HL R1: 1 2 3=22 4=0|1",
                    "DMG S1: 1=D8 2:D8 3=F|M?",
                    Loop("2100D", "R1", "subscriber",
                        "NM1 R1: 1=IL 2=1|2 3 4? 5? 7? 8=24|II|MI 9",
                    ),
                    _claim("D", "S*"),
                    Loop("2000E", "S*", "dependent level",
                        "HL R1: 1 2 3=23 4=0?",
                        "DMG R1: 1=D8 2:D8 3=F|M?",
                        Loop("2100E", "R1", "dependent",
                            "NM1 R1: 1=QC 2=1 3 4? 5? 7?",
                        ),
                        _claim("E", "R*"),
                    ),
                ),
            ),
        ),
    ),
    "SE R1: 1 2",
    ),
)
