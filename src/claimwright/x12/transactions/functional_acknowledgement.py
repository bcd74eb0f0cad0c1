"""Functional acknowledgement, 005010X230 (997), as data: what a 999 took the place of and some payers still send.

Sources: the open schema of StAEDI (Apache-2.0), the 4010 map of pyx12 (BSD) and the X12.org example that stupidedi (BSD) carries. HIPAA
adopted no acknowledgement of this kind; we read the envelope and check the content, and never write one.
"""

from claimwright.x12.schema import Loop, TransactionSet

# fmt: off

TRANSACTION = TransactionSet(
    name="997", code="997", functional_group="FA", versions=("005010X230", "005010", "004010"),
    title="Functional acknowledgement",
    unit="2000",
    contents=(
    "ST R1: 1=997 2 3?",
    "AK1 R1: 1 2 3?",
    Loop("2000", "S*", "answer to a transaction set",
        "AK2 R1: 1 2 3?",
        Loop("2100", "S*", "segment in error",
            "AK3 R1: 1 2 3? 4=1|2|3|4|5|6|7|8?",
            "AK4 S*: 1(1 2? 3?) 2? 3=1|2|3|4|5|6|7|8|9|10|12|13 4?",
        ),
        "AK5 R1: 1=A|E|M|R|W|X 2-6=$set_fault?",
    ),
    "AK9 R1: 1=A|E|M|P|R|W|X 2 3 4 5-9=$group_fault?",
    "SE R1: 1 2",
    ),
)
