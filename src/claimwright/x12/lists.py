"""Code subsets that several transaction sets share, named in the tables as ``=$name``."""

from typing import Final

LISTS: Final[dict[str, str]] = {
    "ambulance": "01 04 05 06 07 08 09 12",
    "attachment": (
        "03 04 05 06 07 08 09 10 11 13 15 21 A3 A4 AM AS B2 B3 B4 BR BS BT CB CK CT D2 DA DB DG DJ DS EB HC HR I5 IR LA"
        " M1 MT NN OB OC OD OE OX OZ P4 P5 PE PN PO PQ PY PZ RB RR RT RX SG V5 XP"
    ),
    "contact": "EM EX FX TE",
    "delay": "1 2 3 4 5 6 7 8 9 10 11 15",
    "element_fault": "1 2 3 4 5 6 7 8 9 10 11 12 13 I10 I11 I12 I13 I6 I9",
    "entity": "03 1P 1Z 40 41 71 72 73 77 82 85 87 DK DN DQ FA GB HK IL LI MSC PR PRP QB QC QD SEP TL TTP TU",
    "filing": "11 12 13 14 15 16 17 AM BL CH CI DS FI HM LM MA MB MC OF TV VA WC ZZ",
    "group_fault": "1 2 3 4 5 6 10 11 12 13 14 15 16 17 18 19 23 24 25 26",
    "id_qualifier": "01 14 20 27 28 29 30 33 ZZ",
    "msp": "12 13 14 15 16 41 42 43 47",
    "plb": ("50 51 72 90 AH AM AP B2 B3 BD BN C5 CR CS CT CV CW DM E3 FB FC GO HM IP IR IS J1 L3 L6 LE LS OA OB PI PL RA RE SL TL WO WU"),
    "pointer": "1 2 3 4 5 6 7 8 9 10 11 12",
    "pricing": "00 01 02 03 04 05 06 07 08 09 10 11 12 13 14",
    "relationship": "01 18 19 20 21 39 40 53 G8",
    "sequence": "A B C D E F G H P S T U",
    "set_fault": "1 2 3 4 5 6 7 8 9 10 11 12 13 15 16 17 18 19 23 24 25 26 27 I5 I6",
    "ta1": (
        "000 001 002 003 004 005 006 007 008 009 010 011 012 013 014 015 016 017 018 019 020 021 022 023 024 025 026 027 028 029 030 031"
    ),
}
