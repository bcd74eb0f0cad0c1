"""Services review, request and answer, 005010X217 (278), as data: one table for both, because ST01 and ST03 are the same.

BHT02 tells them apart: 13 asks, 11 answers. What only one of the two may carry is said by ``rules/review_situations.py``. Sources, read
for facts and compared: the 4010 map files of pyx12 (BSD; the ancestor, with other levels), the loop and segment lists of X217 in
EdiFabric's and Stedi's public guides, companion guides (CMS esMD 278) and the X12.org examples carried by open-source test suites. Where
only one source names a code subset, any code will do.
"""

from claimwright.x12.schema import Loop, TransactionSet
from claimwright.x12.standard_inquiries import FREQUENCIES, PERIODS

# fmt: off

_CONTACT = "PER S{0}: 1=IC 2? 3=EM|FX|TE|UR? 4? 5=EM|EX|FX|TE|UR? 6? 7=EM|EX|FX|TE|UR? 8?"
_ID = "8=24|34|46|PI|XV|XX"
_FAULT = "AAA S9: 1=N|Y 3? 4=C|G|N|P|R|S|W|X|Y?"
_ADDRESS = ("N3 S1: 1 2?", "N4 S1: 1? 2-7?")
_REVIEW = (
    "UM {0}1: 1=AR|HS|IN|SC 2=1|2|3|4|I|N|R|S? 3? 4?(1 2=A|B) 5?(1=AA|AP|EM|OA 2=AA|AP|EM|OA? 3=AA|AP|EM|OA? 4? 5?) 6=03|E|U? 7? 8?"
    " 9=A|I|M|O|Y? 10?"
)
_DECISION = "HCR S1: 1=A1|A2|A3|A4|A6|C|CT|NA 2? 3?x5 4=N|Y?"
_DELIVERY = f"HSD S1: 1=DY|FL|HS|MN|VS? 2? 3=DA|MO|WK? 4? 5={PERIODS}? 6? 7={FREQUENCIES}? 8=A|B|C|D|E|F|G|Y?"
_PAPER = "PWK S10: 1 2=AA|BM|EL|EM|FX|VO 5=AC? 6? 7?"
_CONDITION = "CRC S1: 1={0} 2=N|Y 3 4-7?"
_TRACE = "TRN S3: 1=1|2 2 3 4?"
_REFERENCES = ("REF S1: 1=BB 2", "REF S1: 1=NT 2")
_CERTIFIED = (
    "DTP S1: 1=102 2=D8 3:D8",
    "DTP S1: 1=036 2=D8 3:D8",
    "DTP S1: 1=007 2=D8|RD8 3:D8|RD8",
)
_CODES = "HI S1: 1(1 2 3=D8|RD8? 4?) 2-12?(1 2 3=D8|RD8? 4?)"
_RELATED = "01|04|05|07|09|10|15|17|19|20|21|22|23|24|29|32|33|34|36|39|40|41|43|53|G8"


def _provider(loop_id: str, occurs: str, name: str, roles: str) -> Loop:
    """A provider of the event (2010EA) or of one service (2010F)."""
    return Loop(loop_id, occurs, name,
        f"NM1 R1: 1={roles} 2=1|2 3-5? 7? {_ID}? 9?",
        "REF S8: 1 2 3?",
        *_ADDRESS,
        _CONTACT.format(1),
        _FAULT,
        "PRV S1: 1=AD|AS|AT|CO|CV|OP|OR|OT|PC|PE|RF 2=PXC 3",
    )


_EVENT = Loop("2000E", "S*", "patient event level",
    "HL R1: 1 2 3=EV 4=0|1",
    _TRACE,
    _FAULT,
    _REVIEW.format("R"),
    _DECISION,
    *_REFERENCES,
    "DTP S1: 1=439 2=D8 3:D8",
    "DTP S1: 1=484 2=D8 3:D8",
    "DTP S1: 1=ABC 2=D8 3:D8",
    "DTP S1: 1=431 2=D8 3:D8",
    "DTP S1: 1=AAH 2=D8|RD8 3:D8|RD8",
    "DTP S1: 1=435 2=D8|RD8 3:D8|RD8",
    "DTP S1: 1=096 2=D8|RD8 3:D8|RD8",
    *_CERTIFIED,
    _CODES,
    _DELIVERY,
    *(_CONDITION.format(code) for code in ("07", "08", "09", "11", "75", "76", "77")),
    "CL1 S1: 1-4?",
    "CR1 S1: 1=KG|LB? 2? 3=I|R|T|X? 4=A|B|C|D|E|F? 5=DH|DK? 6-10?",
    "CR2 S1: 1-12?",
    "CR5 S1: 1-18?",
    "CR6 S1: 1-21?",
    _PAPER,
    "MSG S1: 1",
    _provider("2010EA", "S14", "event's provider", "1P|1T|71|72|73|77|AAJ|DD|DK|DN|FA|G3|P3|QB|QV|SJ"),
    Loop("2010EB", "S5", "transport or contact",
        f"NM1 R1: 1=45|FS|L5|ND|PW|R3|2B|ABG|PR 2=1|2 3-5? 7? {_ID}? 9?",
        *_ADDRESS,
        _CONTACT.format(3),
        _FAULT,
    ),
    Loop("2010EC", "S3", "other reviewer",
        f"NM1 R1: 1=CA|X3 2=1|2 3-5? 7? {_ID}? 9?",
        *_ADDRESS,
        _CONTACT.format(3),
        "REF S1: 1=ZZ 2 3? 4?(1 2 3-6?)",
        "DTP S1: 1=598 2=D8 3:D8",
    ),
    Loop("2000F", "S*", "service level",
        "HL R1: 1 2 3=SS 4=0",
        _TRACE,
        _FAULT,
        _REVIEW.format("S"),
        _DECISION,
        *_REFERENCES,
        "DTP S1: 1=472 2=D8|RD8 3:D8|RD8",
        *_CERTIFIED,
        _CODES,
        "SV1 S1: 1(1=HC|IV|N4|WK|ZZ 2 3-8?) 2? 3=F2|MJ|UN? 4? 7?(1 2-4?) 11=N|Y? 20?",
        "SV2 S1: 1? 2?(1=HC|ID|IV|N4|WK|ZZ 2 3-8?) 3? 4=DA|F2|UN? 5? 6? 9? 10?",
        "SV3 S1: 1(1=AD 2 3-8?) 2? 4?(1 2-5?) 5=I|R? 6? 7?",
        "TOO S32: 1=JP 2? 3?(1 2-5?)",
        _DELIVERY,
        _PAPER,
        "MSG S1: 1",
        _provider("2010F", "S12", "service's provider", "1P|1T|72|73|77|AAJ|DD|DK|DQ|FA|G3|P3|QB|QV|SJ"),
    ),
)

TRANSACTION = TransactionSet(
    name="278", code="278", functional_group="HI", versions=("005010X217",),
    title="Services review",
    unit="2000E",
    contents=(
    "ST R1: 1=278 2 3",
    "BHT R1: 1=0007 2=01|11|13|36 3 4 5 6=18|19|AT|RU?",
    Loop("2000A", "R1", "reviewer level",
        "HL R1: 1 3=20 4=0|1",
        _FAULT,
        Loop("2010A", "R1", "reviewer",
            f"NM1 R1: 1=X3 2=1|2 3-5? 7? {_ID} 9",
            _CONTACT.format(1),
            _FAULT,
        ),
        Loop("2000B", "S1", "requester level",
            "HL R1: 1 2 3=21 4=0|1",
            Loop("2010B", "R2", "requester",
                f"NM1 R1: 1=1P|FA 2=1|2 3-5? 7? {_ID} 9",
                "REF S8: 1 2 3?",
                *_ADDRESS,
                _CONTACT.format(1),
                _FAULT,
                "PRV S1: 1=AD|AS|AT|CO|CV|OP|OR|OT|PC|PE|RF 2=PXC 3",
            ),
            Loop("2000C", "S1", "subscriber level",
                "HL R1: 1 2 3=22 4=0|1",
                Loop("2010C", "R1", "subscriber",
                    "NM1 R1: 1=IL 2=1 3-7? 8=II|MI 9",
                    "REF S9: 1 2 3?",
                    *_ADDRESS,
                    _FAULT,
                    "DMG S1: 1=D8 2:D8 3=F|M|U?",
                    "INS S1: 1=Y 2=18 8? 17?",
                ),
                Loop("2000D", "S1", "dependent level",
                    "HL R1: 1 2 3=23 4=0|1",
                    Loop("2010D", "R1", "dependent",
                        "NM1 R1: 1=QC 2=1 3-5? 7?",
                        "REF S3: 1 2 3?",
                        *_ADDRESS,
                        _FAULT,
                        "DMG S1: 1=D8 2:D8 3=F|M|U?",
                        f"INS S1: 1=N 2={_RELATED} 17?",
                    ),
                    _EVENT,
                ),
                _EVENT,
            ),
        ),
    ),
    "SE R1: 1 2",
    ),
)
