"""Benefit enrollment, 005010X220A1 (834), as data: loops, segments, elements and code subsets of the guide, in our own notation.

Sources, read for facts and compared: the open map files of pyx12 (BSD), the open guides of linuxforhealth-x12 (Apache-2.0) and stupidedi
(BSD), and the X12.org examples carried by open-source test suites.
"""

from claimwright.x12.schema import Loop, TransactionSet

# fmt: off

_NUMBERS = "AP|BN|CP|EM|EX|FX|HP|TE|WP"
_CONTACT = "3={0} 4 5={0}? 6? 7={0}? 8?"
_PERSONAL, _EMPLOYER, _SCHOOL = map(_CONTACT.format, (_NUMBERS, "AP|BN|CP|EM|EX|FX|TE", "EM|EX|FX|TE"))
_ADDRESS = ("N3 S1: 1 2?", "N4 S1: 1 2-4? 7?")
_RESIDENCE = ("N3 S1: 1 2?", "N4 S1: 1 2-4? 5=60|CY? 6? 7?")
_AMOUNTS = "B9|C1|D2|EBA|FK|P3|R"
_ZONES = (
    "01|02|03|04|05|06|07|08|09|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|AD|AS|AT|CD|CS|CT|ED|ES|ET|GM|HD|HS|HT|LT|MD|MS|MT|ND|NS|NT"
    "|PD|PS|PT|TD|TS|TT|UT"
)
_DEMOGRAPHIC = "DMG {0}1: 1=D8{1} 2:D8{1} 3=F|M|U{1} 4=B|D|I|M|R|S|U|W|X? 5?({2})x10 6=1|2|3|4|5|6|7? 10=REC? 11?"
_RACE = "1=7|8|A|B|C|D|E|F|G|H|I|J|N|O|P|Z? 2=RET? 3?"
_EMPLOYED = "01|02|03|04|05|06|07|08|09|10|11|12|17|18|19|20|21|22|23"
_RELATED = "01|03|04|05|06|07|08|09|10|11|12|13|14|15|16|17|18|19|23|24|25|26|31|38|53|60|D2|G8|G9"
_REASONS = (
    "01|02|03|04|05|06|07|08|09|10|11|14|15|16|17|18|20|21|22|25|26|27|28|29|31|32|33|37|38|39|40|41|43|59|AA|AB|AC|AD|AE|AF|AG|AH|AI|AJ|AL"
    "|EC|XN|XT"
)
_DAYS = "050|286|296|297|300|301|303|336|337|338|339|340|341|350|351|356|357|383|385|386|393|394|473|474"

_COVERAGE = Loop("2300", "S99", "coverage",
    "HD R1: 1=001|002|021|024|025|026|030|032 3=AG|AH|AJ|AK|DCP|DEN|EPO|FAC|HE|HLT|HMO|LTC|LTD|MM|MOD|PDG|POS|PPO|PRA|STD|UR|VIS 4?"
    " 5=CHD|DEP|E1D|E2D|E3D|E5D|E6D|E7D|E8D|E9D|ECH|EMP|ESP|FAM|IND|SPC|SPO|TWO? 9=N|Y?",
    "DTP R6: 1=300|303|343|348|349|543|695 2=D8|RD8 3:D8|RD8",
    f"AMT S9: 1={_AMOUNTS} 2",
    "REF S14: 1=17|1L|9V|CE|E8|M7|PID|RB|X9|XM|XX1|XX2|ZX|ZZ 2",
    "REF S1: 1=QQ 2",
    "IDC S3: 1 2=D|H|P 3? 4=1|2|RX?",
    Loop("2310", "S30", "provider",
        "LX R1: 1",
        "NM1 R1: 1=1X|3D|80|FA|OD|P3|QA|QN|Y2 2=1|2 3-7? 8=34|FI|SV|XX? 9? 10=25|26|72",
        "N3 S2: 1 2?",
        "N4 S1: 1 2-4? 7?",
        f"PER S2: 1=IC {_PERSONAL}",
        "PLA S1: 1=2 2=1P 3 5=14|22|46|AA|AB|AC|AD|AE|AF|AG|AH|AI|AJ",
    ),
    Loop("2320", "S5", "other coverage",
        "COB R1: 1=P|S|T|U 2? 3=1|5|6 4=1|35|48|50|54|89|90|A4|AG|AL|BB?x9",
        "REF S4: 1=60|6P|SY|ZZ 2",
        "DTP S2: 1=344|345 2=D8 3:D8",
        Loop("2330", "S3", "other carrier",
            "NM1 R1: 1=36|GW|IN 2=2 3? 8=FI|NI|XV? 9?",
            "N3 S1: 1 2?",
            "N4 S1: 1 2-4? 7?",
            "PER S1: 1=CN 3=TE 4",
        ),
    ),
)

_MEMBER = Loop("2000", "R*", "member",
    f"INS R1: 1=N|Y 2={_RELATED} 3=001|021|024|025|030 4={_REASONS}? 5=A|C|S|T 6?(1=A|B|C|D|E 2=0|1|2?) 7=1|10|2|3|4|5|6|7|8|9|ZZ?"
    " 8=AC|AO|AU|FT|L1|PT|RT|TE? 9=F|N|P? 10=N|Y? 11=D8? 12:D8? 13=R|U? 17?",
    "REF R1: 1=0F 2",
    "REF S1: 1=1L 2",
    "REF S13: 1=17|23|3H|4A|6O|ABB|D3|DX|F6|P5|Q4|QQ|ZZ 2",
    f"DTP S24: 1={_DAYS} 2=D8 3:D8",
    Loop("2100A", "R1", "member's name",
        "NM1 R1: 1=74|IL 2=1 3 4-7? 8=34|ZZ? 9?",
        f"PER S1: 1=IP {_PERSONAL}",
        *_RESIDENCE,
        _DEMOGRAPHIC.format("S", "", _RACE),
        f"EC S*: 1={_EMPLOYED} 2={_EMPLOYED}? 3={_EMPLOYED}?",
        "ICM S1: 1=1|2|3|4|6|7|8|9|B|C|H|Q|S|U 2 3-5?",
        f"AMT S7: 1={_AMOUNTS} 2",
        "HLH S1: 1=N|S|T|U|X 2? 3?",
        "LUI S*: 1=LD|LE? 2? 3? 4=5|6|7|8?",
    ),
    Loop("2100B", "S1", "name as it was",
        "NM1 R1: 1=70 2=1 3 4-7? 8=34|ZZ? 9?",
        _DEMOGRAPHIC.format("S", "?", "1? 2? 3?"),
    ),
    Loop("2100C", "S1", "mailing address",
        "NM1 R1: 1=31 2=1",
        "N3 R1: 1 2?",
        "N4 R1: 1 2-4? 7?",
    ),
    Loop("2100D", "S3", "employer",
        "NM1 R1: 1=36 2=1|2 3? 4-7? 8=24|34? 9?", f"PER S1: 1=EP 2? {_EMPLOYER}", *_ADDRESS,
    ),
    Loop("2100E", "S3", "school", "NM1 R1: 1=M8 2=2 3", f"PER S1: 1=SK 2? {_SCHOOL}", *_ADDRESS),
    Loop("2100F", "S1", "custodial parent",
        "NM1 R1: 1=S3 2=1 3 4 5-7? 8=34|ZZ? 9?", f"PER S1: 1=PQ {_PERSONAL}", *_ADDRESS,
    ),
    Loop("2100G", "S13", "responsible person",
        "NM1 R1: 1=6Y|9K|E1|EI|EXS|GB|GD|J6|LR|QD|S1|TZ|X4 2=1 3 4-7? 8=34|ZZ? 9?", f"PER S1: 1=RP {_PERSONAL}", *_ADDRESS,
    ),
    Loop("2100H", "S1", "drop-off", "NM1 R1: 1=45 2=1 3? 4-7?", *_ADDRESS),
    Loop("2200", "S*", "disability",
        "DSB R1: 1=1|2|3|4 7=DX|ZZ? 8?",
        "DTP S2: 1=360|361 2=D8 3:D8",
    ),
    _COVERAGE,
    Loop("LS", "S1", "reporting categories",
        "LS R1: 1=2700",
        Loop("2700", "R*", "reporting category",
            "LX R1: 1",
            Loop("2750", "S1", "category",
                "N1 R1: 1=75 2",
                "REF S1: 1=00|17|18|19|26|3L|6M|9V|9X|GE|LU|PID|XX1|XX2|YY|ZZ 2",
                "DTP S1: 1=007 2=D8|RD8 3:D8|RD8",
            ),
        ),
        "LE R1: 1=2700",
    ),
)

TRANSACTION = TransactionSet(
    name="834", code="834", functional_group="BE", versions=("005010X220A1", "005010X220"),
    title="Benefit enrollment",
    unit="2000",
    contents=(
    "ST R1: 1=834 2 3",
    f"BGN R1: 1=00|15|22 2 3 4 5={_ZONES}? 6? 8=2|4|RX",
    "REF S1: 1=38 2",
    "DTP S*: 1=007|090|091|303|382|388 2=D8 3:D8",
    "QTY S3: 1=DT|ET|TO 2",
    Loop("1000A", "R1", "sponsor",
        "N1 R1: 1=P5 2? 3=24|94|FI 4",
    ),
    Loop("1000B", "R1", "payer",
        "N1 R1: 1=IN 2? 3=94|FI|XV 4",
    ),
    Loop("1000C", "S2", "administrator or broker",
        "N1 R1: 1=BO|TV 2 3=94|FI|XV 4",
        Loop("1100C", "S1", "account",
            "ACT R1: 1 6?",
        ),
    ),
    _MEMBER,
    "SE R1: 1 2",
    ),
)
