"""Premium payment, 005010X218 (820), as data: loops, segments, elements and code subsets of the guide, in our own notation.

Sources, read for facts and compared: the open map files of pyx12 (BSD), companion guides, and the X12.org examples carried by
open-source test suites.
"""

from claimwright.x12.schema import Loop, TransactionSet

# fmt: off

_PARTY = ("N2 S1: 1", "N3 S1: 1 2?", "N4 S1: 1 2-4? 7?")
_CONTACT = "PER S*: 1=IC 2 3=EM|FX|TE 4 5=EM|EX|FX|TE? 6? 7=EM|EX|FX|TE? 8?"
_PERIOD = "DTM S1: 1=582|AAG 2? 5=RD8? 6:RD8?"
_EARLIER = "52|53|80|81|86|BJ|H1|H6|RU|WO"
_CURRENT = "20|52|53|AA|AX|H1|H6|IA|J3"

TRANSACTION = TransactionSet(
    name="820", code="820", functional_group="RA", versions=("005010X218",),
    title="Premium payment",
    unit="2000B",
    contents=(
    "ST R1: 1=820 2 3?",
    "BPR R1: 1=C|D|I|P|U|X 2 3=C 4=ACH|BOP|CHK|FWT|NON|SWT 5=CCP|CTX? 6=01|02|04? 7? 8=ALC|DA? 9-11? 12=01|02|04? 13? 14=DA|SG? 15? 16",
    "TRN R1: 1=1|3 2 3? 4?",
    "CUR S1: 1=2B|PR 2",
    "REF S*: 1=14|17|18|2F|38|72|LB 2",
    "DTM S1: 1=009 2",
    "DTM S1: 1=035 2",
    "DTM S1: 1=582 5=RD8 6:RD8",
    "DTM S1: 1=097 2",
    Loop("1000A", "R1", "receiver of the premium",
        "N1 R1: 1=PE 2? 3=1|9|EQ|FI|XV? 4?",
        *_PARTY,
        "RDM S1: 1=BM|EM|FT|FX|IA|OL 2? 3?",
    ),
    Loop("1000B", "R1", "payer of the premium",
        "N1 R1: 1=PR 2? 3=1|24|75|9|EQ|FI|PI? 4?",
        *_PARTY,
        _CONTACT,
    ),
    Loop("1000C", "S14", "bank between",
        "N1 R1: 1=04|0B|8W|AK|BE|BK|C1|C2|IAT|MJ|RB|Z6|ZB|ZL 2? 3=31|57|94|A3|A4|A6|CF|G|PA? 4?",
        *_PARTY,
        _CONTACT,
    ),
    Loop("2000A", "S1", "organization",
        "ENT R1: 1 2=2L|AG|NH|RGA|UN 3=1|24|9|FI 4",
        Loop("2200A", "S*", "adjustment of earlier payments",
            f"ADX R1: 1 2={_EARLIER}|WW",
        ),
        Loop("2300A", "R*", "premium of the organization",
            "RMR R1: 1=11|1L|CT|IK 2 3=PA|PI|PO|PP? 4 5?",
            "REF S*: 1=14|17|18|2F|38|E9|LB|LU|ZZ 2",
            _PERIOD,
            Loop("2310A", "S1", "summary line",
                "IT1 R1: 1",
                Loop("2312A", "S4", "allowance or charge",
                    "SAC R1: 1=C 2=A172|B680|D940|G740 5",
                ),
                Loop("2315A", "S3", "member count",
                    "SLN R1: 1 3=O 4 5(1=10|IE|PR)",
                ),
            ),
            Loop("2320A", "S*", "adjustment of this payment",
                f"ADX R1: 1 2={_CURRENT}",
            ),
        ),
    ),
    Loop("2000B", "S*", "individual",
        "ENT R1: 1 2=2J 3=34|EI|II 4",
        Loop("2100B", "S*", "individual's name",
            "NM1 R1: 1=DO|EY|IL|QE 2=1 3-7? 8=34|EI|N? 9?",
        ),
        Loop("2200B", "S*", "adjustment of earlier payments",
            f"ADX R1: 1 2={_EARLIER}",
        ),
        Loop("2300B", "R*", "premium of the individual",
            "RMR R1: 1=11|9J|AZ|B7|CT|ID|IG|IK|KW 2 4 5?",
            "REF S*: 1=14|18|2F|38|E9|LU|ZZ 2",
            _PERIOD,
            Loop("2320B", "S*", "adjustment of this payment",
                f"ADX R1: 1 2={_CURRENT}",
            ),
        ),
    ),
    "SE R1: 1 2",
    ),
)
