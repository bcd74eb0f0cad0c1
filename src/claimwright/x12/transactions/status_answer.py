"""Claim status answer, 005010X212 (277), as data: loops, segments, elements and code subsets of the guide, in our own notation.

Sources, read for facts and compared: the open map files of pyx12 (BSD), the open guides of linuxforhealth-x12 (Apache-2.0),
published companion guides and the X12.org examples carried by open-source test suites.
"""

from claimwright.x12.schema import Loop, TransactionSet
from claimwright.x12.standard_inquiries import STATUS_ENTITIES, STATUS_PROCEDURES

# fmt: off

_STATUS = f"(1 2 3={STATUS_ENTITIES}? 4=RX?)"


def _claim(letter: str, occurs: str) -> Loop:
    """2200 of a subscriber (D) or a dependent (E): one claim and where it stands."""
    return Loop(f"2200{letter}", occurs, "claim status",
        "TRN R1: 1=2 2",
        f"STC R*: 1{_STATUS} 2 4-6? 8? 9? 10?{_STATUS} 11?{_STATUS}",
        "REF S1: 1=1K 2",
        "REF S1: 1=BLT 2",
        "REF S1: 1=EJ 2",
        "REF S1: 1=XZ 2",
        "REF S1: 1=VV 2",
        "REF S1: 1=D9 2",
        "DTP S1: 1=472 2=D8|RD8 3:D8|RD8",
        Loop(f"2220{letter}", "S*", "line status",
            f"SVC R1: 1(1={STATUS_PROCEDURES} 2 3-6?) 2 3 4? 7?",
            f"STC R*: 1{_STATUS} 2 10?{_STATUS} 11?{_STATUS}",
            "REF S1: 1=FJ 2",
            "DTP R1: 1=472 2=D8|RD8 3:D8|RD8",
        ),
    )


TRANSACTION = TransactionSet(
    name="277", code="277", functional_group="HN", versions=("005010X212",),
    title="Claim status answer",
    unit="2000D",
    contents=(
    "ST R1: 1=277 2 3",
    "BHT R1: 1=0010 2=08 3 4 5 6=DG",
    Loop("2000A", "R*", "source level",
        "HL R1: 1 3=20 4=1",
        Loop("2100A", "R1", "payer",
            "NM1 R1: 1=PR 2=2 3 8=PI|XV 9",
            "PER S1: 1=IC 2? 3=ED|EM|FX|TE 4 5=ED|EM|EX|FX|TE? 6? 7=ED|EM|EX|FX|TE? 8?",
        ),
        Loop("2000B", "R*", "receiver level",
            "HL R1: 1 2 3=21 4=0|1",
            Loop("2100B", "R1", "receiver",
                "NM1 R1: 1=41 2=1|2 3? 4? 5? 8=46 9",
            ),
            Loop("2200B", "S1", "receiver's trace",
                "TRN R1: 1=2 2",
                "STC R*: 1(1 2 3=41|AY|PR?) 2 10?(1 2 3?) 11?(1 2 3?)",
            ),
            Loop("2000C", "S*", "provider level",
                "HL R1: 1 2 3=19 4=0|1",
                Loop("2100C", "R2", "provider",
                    "NM1 R1: 1=1P 2=1|2 3? 4? 5? 7? 8=FI|SV|XX 9",
                ),
                Loop("2200C", "S1", "provider's trace",
                    "TRN R1: 1=1 2",
                    "STC R*: 1(1 2 3=1P?) 2 10?(1 2 3?) 11?(1 2 3?)",
                ),
                Loop("2000D", "S*", "subscriber level",
                    "HL R1: 1 2 3=22 4=0|1",
                    Loop("2100D", "R1", "subscriber",
                        "NM1 R1: 1=IL 2=1|2 3 4? 5? 7? 8=24|II|MI 9",
                    ),
                    _claim("D", "S*"),
                    Loop("2000E", "S*", "dependent level",
                        "HL R1: 1 2 3=23 4=0?",
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
