"""Eligibility answer, 005010X279A1 (271), as data: loops, segments, elements and code subsets of the guide, in our own notation.

Sources, read for facts and compared: the open guides of stupidedi (BSD) and linuxforhealth-x12 (Apache-2.0), published companion
guides (CAQH CORE 154, 259, 260; CMS HETS) and the X12.org examples carried by open-source test suites.
"""

from claimwright.x12.schema import Loop, TransactionSet
from claimwright.x12.standard_inquiries import (
    CONTACTS,
    FREQUENCIES,
    PERIODS,
    PROCEDURE_KINDS,
    PROVIDER_ROLES,
    RECEIVER_REFERENCES,
    SERVICE_TYPES,
)

# fmt: off

_INFORMATION = "1|2|3|4|5|6|7|8|A|B|C|CB|D|E|F|G|H|I|J|K|L|M|MC|N|O|P|Q|R|S|T|U|V|W|X|Y"
_INSURANCE = (
    "12|13|14|15|16|41|42|43|47|AP|C1|CO|CP|D|DB|EP|FF|GP|HM|HN|HS|IN|IP|LC|LD|LI|LT|MA|MB|MC|MH|MI|MP|OT|PE|PL|PP|PR|PS|QM|RP|SP|TF|WC|WU"
)
_REFUSED = "15|35|42|43|45|47|48|49|51|52|56|57|58|60|61|62|63"
_BRANCHES = "AAA S9: 1=N|Y 3={0} 4=C|N|R|S|W|X|Y"
_DATES = "DTP S9: 1=096|102|152|291|307|318|340|341|342|343|346|347|356|357|382|435|442|458|472|539|540|636|771 2=D8|RD8 3:D8|RD8"
_MILITARY = (
    "MPI S9: 1=A|C|L|O|P|S|T 2=AE|AO|AS|AT|AU|CC|DD|HD|IR|LX|PE|RE|RM|RR|RU 3=A|B|C|D|E|F|G|H|I|J|K|L|M|N|O|Q|R|S|U|W 4? 5? 6=D8|RD8? 7?"
)


def _person(letter: str, name: str, relationship: str, references: str, refused: str) -> Loop:
    """2100C or 2100D with everything that is said of the person's benefits."""
    return Loop(f"2100{letter}", "R1", "subscriber" if letter == "C" else "dependent",
        name,
        f"REF S9: 1={references} 2 3?",
        "N3 S1: 1 2?",
        "N4 S1: 1 2-4? 7?",
        _BRANCHES.format(f"{_REFUSED}|{refused}"),
        f"PRV S1: 1={PROVIDER_ROLES} 2=PXC? 3?",
        "DMG S1: 1=D8? 2:D8? 3=F|M|U?",
        f"INS S1: {relationship} 3=001? 4=25? 17?",
        "HI S1: 1(1=ABK|BK 2) 2-8?(1=ABF|BF 2)",
        _DATES,
        _MILITARY,
        Loop(f"2110{letter}", "S*", "benefit",
            f"EB R1: 1={_INFORMATION} 2=CHD|DEP|ECH|EMP|ESP|FAM|IND|SPC|SPO? 3={SERVICE_TYPES}?x99 4={_INSURANCE}? 5? 6={PERIODS}? 7? 8?"
            f" 9=8H|99|CA|CE|D3|DB|DY|HS|LA|LE|M2|MN|P6|QA|S7|S8? 10? 11=N|U|Y? 12=N|U|W|Y? 13?(1={PROCEDURE_KINDS} 2 3-6? 8?) 14?(1 2-4?)",
            f"HSD S9: 1=DY|FL|HS|MN|VS? 2? 3=DA|MO|VS|WK|YR? 4? 5={PERIODS}? 6? 7={FREQUENCIES}? 8=A|B|C|D|E|F|G|Y?",
            "REF S9: 1=18|1L|1W|49|6P|9F|ALS|CLI|F6|FO|G1|IG|M7|N6|NQ 2 3?",
            "DTP S20: 1=096|193|194|198|290|291|292|295|304|307|318|346|348|349|356|357|435|472|636|771 2=D8|RD8 3:D8|RD8",
            "AAA S9: 1=N|Y 3=15|33|52|53|54|55|56|57|60|61|62|63|69|70|98|AA|AE|AF|AG|AO|CI|E8|IA|MA 4=C|N|R|W|X|Y",
            "MSG S10: 1",
            Loop(f"2115{letter}", "S10", "benefit's place or condition",
                "III R1: 1=GR|NI|ZZ? 2? 3=44? 4?",
            ),
            Loop("LS", "S1", "related entities",
                "LS R1: 1=2120",
                Loop(f"2120{letter}", "R23", "related entity",
                    "NM1 R1: 1=13|1I|1P|2B|36|73|FA|GP|GW|I3|IL|LR|OC|P3|P4|P5|PR|PRP|SEP|TTP|VER|VN|VY|X3|Y2 2=1|2 3? 4? 5? 7?"
                    " 8=24|34|46|FA|FI|II|MI|NI|PI|PP|SV|XV|XX? 9? 10=01|02|27|41|48|65|72?",
                    "N3 S1: 1 2?",
                    "N4 S1: 1 2-4? 5=RJ? 6? 7?",
                    f"PER S3: 1=IC 2? 3={CONTACTS}? 4? 5={CONTACTS}? 6? 7={CONTACTS}? 8?",
                    f"PRV S1: 1={PROVIDER_ROLES} 2=PXC? 3?",
                ),
                "LE R1: 1=2120",
            ),
        ),
    )


TRANSACTION = TransactionSet(
    name="271", code="271", functional_group="HB", versions=("005010X279A1", "005010X279"),
    title="Eligibility answer",
    unit="2000C",
    contents=(
    "ST R1: 1=271 2 3",
    "BHT R1: 1=0022 2=06|11 3? 4 5",
    Loop("2000A", "R*", "source level",
        "HL R1: 1 3=20 4=0|1",
        "AAA S9: 1=N|Y 3=04|41|42|79 4=C|N|P|R|S|Y",
        Loop("2100A", "R1", "source",
            "NM1 R1: 1=2B|36|GP|P5|PR 2=1|2 3 4? 5? 7? 8=24|46|FI|NI|PI|XV|XX 9",
            f"PER S3: 1=IC 2? 3={CONTACTS}? 4? 5={CONTACTS}? 6? 7={CONTACTS}? 8?",
            "AAA S9: 1=N|Y 3=04|41|42|79|80|T4 4=C|N|P|R|S|W|X|Y",
        ),
        Loop("2000B", "S*", "receiver level",
            "HL R1: 1 2 3=21 4=0|1",
            Loop("2100B", "R1", "receiver",
                "NM1 R1: 1=1P|2B|36|80|FA|GP|P5|PR 2=1|2 3? 4? 5? 7? 8=24|34|FI|PI|PP|SV|XV|XX 9",
                f"REF S9: 1={RECEIVER_REFERENCES} 2 3?",
                "N3 S1: 1 2?",
                "N4 S1: 1 2-4? 7?",
                _BRANCHES.format("15|41|43|44|45|46|47|48|50|51|79|97|T4"),
                f"PRV S1: 1={PROVIDER_ROLES} 2=PXC? 3?",
            ),
            Loop("2000C", "S*", "subscriber level",
                "HL R1: 1 2 3=22 4=0|1",
                "TRN S3: 1=1|2 2 3 4?",
                _person("C", "NM1 R1: 1=IL 2=1|2 3? 4? 5? 7? 8=II|MI? 9?", "1=Y 2=18",
                    "18|1L|1W|3H|49|6P|CE|CT|EA|EJ|F6|GH|HJ|IF|IG|N6|NQ|Q4|SY|Y4", "71|72|73|74|75|76|78"),
                Loop("2000D", "S*", "dependent level",
                    "HL R1: 1 2 3=23 4=0",
                    "TRN S3: 1=1|2 2 3 4?",
                    _person("D", "NM1 R1: 1=03 2=1 3? 4? 5? 7?", "1=N 2=01|19|20|21|39|40|53|G8",
                        "18|1L|1W|3H|49|6P|CE|CT|EA|EJ|F6|GH|HJ|IF|IG|MRC|N6|NQ|Q4|SY|Y4", "64|65|66|67|68|71|77"),
                ),
            ),
        ),
    ),
    "SE R1: 1 2",
    ),
)
