"""Eligibility inquiry, 005010X279A1 (270), as data: loops, segments, elements and code subsets of the guide, in our own notation.

Sources, read for facts and compared: the open guides of stupidedi (BSD) and linuxforhealth-x12 (Apache-2.0), published companion
guides (CAQH CORE 154, 259, 260; CMS HETS) and the X12.org examples carried by open-source test suites.
"""

from claimwright.x12.schema import Loop, TransactionSet
from claimwright.x12.standard_inquiries import PROCEDURE_KINDS, PROVIDER_ROLES, RECEIVER_REFERENCES, SERVICE_TYPES

# fmt: off

_QUESTION = (
    f"EQ R1: 1={SERVICE_TYPES}?x99 2?(1={PROCEDURE_KINDS} 2 3-6?) 3=FAM? 5?(1 2-4?)",
    "AMT S1: 1=R 2",
    "AMT S1: 1=PB 2",
    "III S10: 1=GR|NI|ZZ 2",
    "REF S1: 1=9F|G1 2",
    "DTP S1: 1=291 2=D8|RD8 3:D8|RD8",
)
_PLACE = (
    "N3 S1: 1 2?",
    "N4 S1: 1 2-4? 7?",
    f"PRV S1: 1={PROVIDER_ROLES} 2=9K|D3|EI|HPI|PXC|SY|TJ? 3?",
    "DMG S1: 1=D8? 2:D8? 3=F|M|U?",
)
_DIAGNOSES = "HI S1: 1(1=ABK|BK 2) 2-8?(1=ABF|BF 2)"
_DATES = "DTP S2: 1=102|291 2=D8|RD8 3:D8|RD8"

TRANSACTION = TransactionSet(
    name="270", code="270", functional_group="HS", versions=("005010X279A1", "005010X279"),
    title="Eligibility inquiry",
    unit="2000C",
    contents=(
    "ST R1: 1=270 2 3",
    "BHT R1: 1=0022 2=01|13 3? 4 5 6=RT?",
    Loop("2000A", "R*", "source level",
        "HL R1: 1 3=20 4=1",
        Loop("2100A", "R1", "source",
            "NM1 R1: 1=2B|36|GP|P5|PR 2=1|2 3 4? 5? 7? 8=24|46|FI|NI|PI|XV|XX 9",
        ),
        Loop("2000B", "R*", "receiver level",
            "HL R1: 1 2 3=21 4=1",
            Loop("2100B", "R1", "receiver",
                "NM1 R1: 1=1P|2B|36|80|FA|GP|P5|PR 2=1|2 3? 4? 5? 7? 8=24|34|FI|PI|PP|SV|XV|XX 9",
                f"REF S9: 1={RECEIVER_REFERENCES} 2 3?",
                "N3 S1: 1 2?",
                "N4 S1: 1 2-4? 7?",
                f"PRV S1: 1={PROVIDER_ROLES} 2=PXC? 3?",
            ),
            Loop("2000C", "R*", "subscriber level",
                "HL R1: 1 2 3=22 4=0|1",
                "TRN S2: 1=1 2 3 4?",
                Loop("2100C", "R1", "subscriber",
                    "NM1 R1: 1=IL 2=1|2 3? 4? 5? 7? 8=II|MI? 9?",
                    "REF S9: 1=18|1L|1W|3H|6P|CT|EA|EJ|F6|GH|HJ|IG|N6|NQ|SY|Y4 2",
                    *_PLACE,
                    "INS S1: 1=Y 2=18 17",
                    _DIAGNOSES,
                    _DATES,
                    Loop("2110C", "S99", "question", *_QUESTION),
                ),
                Loop("2000D", "S*", "dependent level",
                    "HL R1: 1 2 3=23 4=0",
                    "TRN S2: 1=1 2 3 4?",
                    Loop("2100D", "R1", "dependent",
                        "NM1 R1: 1=03 2=1 3? 4? 5? 7?",
                        "REF S9: 1=18|1L|1W|3H|6P|CT|EA|EJ|F6|GH|HJ|IF|IG|MRC|N6|SY|Y4 2",
                        *_PLACE,
                        "INS S1: 1=N 2=01|19|34 17?",
                        _DIAGNOSES,
                        _DATES,
                        Loop("2110D", "R99", "question", *_QUESTION),
                    ),
                ),
            ),
        ),
    ),
    "SE R1: 1 2",
    ),
)
