"""Acknowledgement of syntax, 005010X231A1, as data: loops, segments, elements and code subsets of the guide, in our own notation.

Sources, read for facts and compared: the open map files of pyx12 (BSD), published companion guides
(CMS, NGS, Stedi) and the X12.org examples carried by open-source test suites.
"""

from claimwright.x12.schema import Loop, TransactionSet

# fmt: off

TRANSACTION = TransactionSet(
    name="999", code="999", functional_group="FA", versions=("005010X231A1", "005010X231"),
    title="Acknowledgement of syntax",
    unit="2000",
    contents=(
    "ST R1: 1=999 2 3",
    "AK1 R1: 1=BE|HB|HC|HI|HN|HP|HR|HS|PI|RA 2 3",
    Loop("2000", "S*", "answer to a transaction set",
        "AK2 R1: 1=270|271|275|276|277|278|820|834|835|837 2 3?",
        Loop("2100", "S*", "segment in error",
            "IK3 R1: 1 2 3? 4=1|2|3|4|5|6|7|8|I4|I6|I7|I8|I9?",
            "CTX S9: 1(1=SITUATIONAL_TRIGGER)x10 2 3 4? 5?(1 2? 3?) 6?(1)",
            "CTX S1: 1(1 2)x10 5?(1 2? 3?)",
            Loop("2110", "S*", "element in error",
                "IK4 S1: 1(1 2? 3?) 2? 3=$element_fault 4?",
                "CTX S10: 1(1=SITUATIONAL_TRIGGER)x10 2 3 4? 5?(1 2? 3?) 6?(1)",
            ),
        ),
        "IK5 R1: 1=A|E|M|R|W|X 2-6=$set_fault?",
    ),
    "AK9 R1: 1=A|E|M|P|R|W|X 2 3 4 5-9=$group_fault?",
    "SE R1: 1 2",
    ),
)
