"""Addenda of our own making, in CMS's layout: made-up codes, APCs and rates, and a few real codes that rules name. No amount is CMS's."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from claimwright.codesets.install import install
from claimwright.codesets.store import Store


class Books(NamedTuple):
    """What grouping and pricing need of the books."""

    store: Store


APCS = """
5012 V 120  V|5024 V 400  V|5025 V 600  V|5041 S 800  .|5501 S 100  .|5502 S 200  .|5521 S 90  .|5522 S 110  .|5523 S 230  .|5571 S 180  .
5601 T 1000 .|5602 T 600  .|5603 T 600  .|5441 T 250  .|5701 V 80   .|5801 S 50   .|5802 S 70  .|5811 T 300  .|5822 S 150  .|5823 S 300  .
5901 J1 5000 .|5902 J1 6000 .|5903 J1 9000 .|8004 S 250 .|8005 S 210 .|8006 S 420 .|8010 S 400 .|8011 J2 2500 .|9101 K 12.345 .
9102 G 50 .|9201 U 700 .|9301 R 200 .|1500 S 500 N
"""
SERVICES = """
XS001 S 5501 100 . 20|XS002 S 5502 200 60 40|XT001 T 5601 1000 . 200|XT002 T 5602 600 . 120|XT003 T 5603 600 . 120|XV001 V 5701 80 . 16
XN001 N . . . .|XQ101 Q1 5801 50 . 10|XQ102 Q1 5802 70 . 14|XQ201 Q2 5811 300 . 60|XL401 Q4 . . . .|XJ101 J1 5901 5000 . 1000
XJ102 J1 5902 6000 . 1200|XJ103 J1 5901 5000 . 1000|XK001 K 9101 12.345 . 2.47|XG001 G 9102 50 . 10|XH001 H . . . .|XF001 F . . . .
XU001 U 9201 700 . 140|XR001 R 9301 200 . 40|XA001 A . . . .|A0429 A . . . .|77067 A . . . .|G0101 A . . . .|XC001 C . . . .|XB001 B . . . .
XE001 E1 . . . .|XY001 Y . . . .|XM001 M . . . .|XP001 P . . . .|XD001 D . . . .|XW001 S 1500 500 . 100|99284 J2 5024 400 . 80
G0378 N . . . .|G0379 J2 5025 600 . 120|G0463 J2 5012 120 . 24|99291 J2 5041 800 . 160|XI001 Q3 5522 110 . 22|XI002 Q3 5523 230 . 46
XI003 Q3 5522 110 . 22|XI004 Q3 5571 180 . 36|XO001 Q3 5521 90 . 18|XZ001 Q3 5822 150 . 30|XZ002 Q3 5823 300 . 60|20610 T 5441 250 . 50
XX001 S 9999 40 . 8|XQ202 Q2 5901 5000 . 1000
"""
COMPOSITES = "XI001 5522 8004|XI002 5523 8004|XI003 5522 8005 or 8006|XI004 5571 8006|XO001 5521 5041, 5045|XZ001 5822 8010|XZ002 5823 8010"
RANKS = "XJ101 5901 1|XJ102 5902 2|XJ103 5901 3"
PAIRS = "XJ101 5901 XJ103 5903|XJ101 5901 XJ101 5903|XJ101 5901 XN001 5903"
OFFSETS = "XT001 5601 400|XJ102 5902 2000"


def rows(table: str) -> list[list[str]]:
    return [one.split(maxsplit=5) for line in table.strip().splitlines() for one in line.split("|")]


def dollars(cell: str) -> str:
    return "" if cell == "." else f'"${cell}"'


def sheet(title: str, heading: str, *lines: tuple[str, ...]) -> str:
    """A title row, a heading of columns divided by bars, rows."""
    return "\n".join(["\t" + title + "\t", heading.replace("|", "\t"), *("\t".join(line) for line in lines), ""])


RATES = "Relative Weight|Payment Rate|National Unadjusted Copayment|Minimum Unadjusted Copayment"
COST = "Geometric Mean Cost of Single J1 Unit Claims"


def addendum_a() -> str:
    lines = [
        (apc, "New Technology - Level 99" if mark == "N" else "Made up", si, "1.0", dollars(rate), ".", "$1.00")
        for apc, si, rate, mark in rows(APCS)
    ]
    return sheet("Addendum A.- OPPS APCs for CY 2025", f"APC |Group Title|SI|{RATES}", *lines)


def addendum_b() -> str:
    lines = [
        (code, "", "", si, apc.strip("."), "" if rate == "." else "1.0", dollars(rate), dollars(national), dollars(least))
        for code, si, apc, rate, national, least in rows(SERVICES)
    ]
    return sheet("Addendum B.-- OPPS Payment by HCPCS Code for CY 2025", f"HCPCS Code|Short Descriptor| CI| SI| APC |{RATES}", *lines)


def composites() -> str:
    lines = ((code, "", "", "Q3", apc, into) for code, apc, into in (one.split(maxsplit=2) for one in COMPOSITES.split("|")))
    heading = "HCPCS Code|Short Descriptor| CI| SI|Single Code APC Assignment |Composite APC Assignment "
    return sheet("Addendum M.-- Composite APCs for CY 2025", heading, *lines)


def ranks() -> str:
    lines = ((code, "", "J1", apc, "1.0", "1", "1", "1.0", rank) for code, apc, rank in (one.split() for one in RANKS.split("|")))
    heading = f"HCPCS Code|Short Descriptor|SI|APC Assignment|APC {COST}|Full Claim Population Service Frequency|"
    heading += f"Single J1 Unit Claim Service Frequency|{COST}|Rank Used for Primary Assignment"
    return sheet("Addendum J for CY2025 ranks", heading, *lines)


def pairs() -> str:
    lines = ((code, "", "J1", apc, other, "", "J1", "", "X100D", to) for code, apc, other, to in (one.split() for one in PAIRS.split("|")))
    heading = "Primary HCPCS Code|Primary Short Descriptor|Primary SI|Primary APC Assignment|Secondary J1 or Add-on HCPCS Code|"
    heading += "Secondary Short Descriptor|Secondary SI|Secondary APC Assignment|Complexity Adjusted HCPCS Assignment|"
    return sheet("Addendum J for CY2025 complexity adjustments", heading + "Complexity Adjusted APC Assignment", *lines)


def offsets() -> str:
    lines = ((code, "", "J1", apc, "40%", "$1.00", "40%", f"${off}") for code, apc, off in (one.split() for one in OFFSETS.split("|")))
    heading = "HCPCS|Short Descriptor|SI|APC|APC Device Offset Percentage|Final CY 2025 APC Payment Rate|Device Offset Percentage|"
    return '"File Description:\n*device-intensive procedures CY 2025"\t\n' + sheet("", heading + "Device Offset Amount", *lines).lstrip()


def files() -> dict[str, str]:
    return {
        "A.txt": addendum_a(), "B.txt": addendum_b(), "M.txt": composites(), "J ranks.txt": ranks(), "J pairs.txt": pairs(),
        "P.txt": offsets(),
    }  # fmt: skip


def installed(folder: Path) -> Books:
    """Books in which the made addenda are installed."""
    store = Store(folder / "books")
    for name, text in files().items():
        path = folder / name
        path.write_text(text, "cp1252")
        install(path, store, accept_ama=True)
    return Books(store)
