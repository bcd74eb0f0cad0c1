"""An unspecified code is not reported beside a more specific code for the same condition (I.B.2, I.B.18)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Removal, note

RULE = Guideline(id="icd10cm-guideline-I.B.18", title="Specific over unspecified", sections=("I.B.2", "I.B.18"), order=20)
BLEEDING = (
    *("K22.11", "K22.6", "K25.0", "K25.4", "K25.6", "K26.0", "K26.4", "K26.6", "K27.4", "K28.4", "K29.01", "K29.51", "K29.71"),
    *("K31.811", "K31.82", "K55.21", "K57.11", "K57.13", "K57.31", "K57.33", "K57.91", "K57.93", "I85.01", "I85.11"),
)
"""Bleeding of the digestive tract whose place is known."""
SAME_CONDITION = {
    "K92.0": BLEEDING,
    "K92.1": BLEEDING,
    "K92.2": BLEEDING,
    "I24.89": ("I21.A1",),
    "T07": ("S",),
    "Z98.51": ("Z30.2",),
    "L02.91": (
        "L02",
        "G06",
        "J36",
        "J39.1",
        "J85",
        "K04",
        "K35",
        "K57",
        "K61",
        "K63.0",
        "K65",
        "K75.0",
        "M46",
        "N15.1",
        "N34",
        "N61",
        "N70",
        "N75",
        "T81.4",
    ),
    "M19": ("M15", "M16", "M17", "M18", "M47"),
    "R52": ("M", "R10", "R07", "R51", "G89", "N"),
    "M25.50": ("M25.5", "M17", "M16"),
    "L08.9": ("L0", "T81.4"),
    "T14": ("S",),
    "R56.9": ("G40",),
    "A53.9": ("A50", "A51", "A52", "A53.0"),
    "J18.9": ("J12", "J13", "J14", "J15", "J16"),
    "T30.0": ("T20", "T21", "T22", "T23", "T24", "T25"),
    "B19.20": ("B18.2",),
    "B19.10": ("B18.1",),
    "I51.9": ("I",),
    "J98.4": ("J",),
    "R69": ("A", "B", "C", "E", "I", "J", "K", "M", "N"),
    "B99.9": ("A", "B", "J", "N"),
    "M54.9": ("M54.", "M51", "M48", "S39.012", "M47"),
    "I73.9": ("I70",),
    "N28.9": ("N18", "N17"),
    "N12": ("N10",),
    "I07.1": ("I36",),
    "R13.13": ("R13.12",),
    "D64.9": ("D5", "D60", "D61", "D62", "D63"),
    "I50.9": ("I50.",),
    "M79.60": ("M79.6",),
    "E78.5": ("E78.0", "E78.1", "E78.2"),
    "M79.9": ("M",),
    "K21.9": ("K21.0",),
    "N40.0": ("N40.1",),
    "I25.10": ("I25.11", "I25.7"),
    "K80.20": ("K80.0", "K80.1"),
    "K35.80": ("K35.2", "K35.3", "K35.89"),
    "K70.30": ("K70.31",),
    "D57.1": ("D57.0",),
    "G20.A1": ("G20.A2", "G20.B"),
    "I50.32": ("I50.33",),
    "I50.22": ("I50.23",),
    "I50.42": ("I50.43",),
    "M06.9": ("M05", "M06.0", "M06.8"),
    "E78.00": ("E78.2",),
    "I85.10": ("I85.11",),
    "I85.00": ("I85.01",),
    "M81.0": ("M80", "M81.8"),
    "M48.061": ("M48.062",),
    "K74.60": ("K70.3", "K74.3", "K74.4", "K74.5", "K74.69"),
    "R04.0": ("I78.0",),
    "R63.4": ("E66",),
    "K27.4": ("K25.0", "K25.4", "K26.0", "K26.4", "K28.4"),
    "K27.9": ("K25.", "K26.", "K27.", "K28."),
    "K26.9": ("K26.",),
    "K25.9": ("K25.",),
    "K29.70": ("K29.71",),
    "K64.8": ("K64.0", "K64.1", "K64.2", "K64.3"),
    "F10.20": ("F10.21", "F10.22", "F10.23", "F10.24", "F10.25", "F10.26", "F10.27", "F10.28"),
    "C80.1": ("C0", "C1", "C2", "C3", "C4", "C5", "C6", "C70", "C71", "C72", "C73", "C74", "C75", "C81", "C82", "C83", "C84", "C85", "C9"),
}
"""Code or category -> prefixes of codes that say the same more exactly, where that is not simply the same category."""


def apply(case: Case) -> Changes:
    """Remove "unspecified" where a sibling of its category, or a code of the table, is reported."""
    for code in sorted(case.findings):
        if any(_says_more(case, other, code) for other in case.findings if other != code):
            yield Removal(code, "replaced-by-combination", "a more specific code is reported")


def _says_more(case: Case, other: str, code: str) -> bool:
    title = (case.title(code) or "").lower()
    if other[:3] == code[:3] and "unspecified" in title and "unspecified" not in (case.title(other) or "").lower():
        return code[:5] == other[:5] or code[3:5] == ".9" or (code[0] in "MJFN" and len(code) <= 6 and _is_residual(case, code))
    if other[:5] == code[:5] and "uncomplicated" in title and "uncomplicated" not in (case.title(other) or "").lower():
        return True
    wider = SAME_CONDITION.get(code) or SAME_CONDITION.get(code[:3]) or SAME_CONDITION.get(code[:6])
    return bool(wider) and other.startswith(wider) and other[:5] != code[:5]  # type: ignore[arg-type]


def _is_residual(case: Case, code: str) -> bool:
    """The category's own "unspecified" branch, such as J45.909."""
    return code[4:5] == "9"


EXAMPLES = (
    note("ASSESSMENT\n1. Asthma.\n2. Moderate persistent asthma with acute exacerbation.", codes=("J45.41",), absent=("J45.909",)),
    note("ASSESSMENT\n1. Mild persistent asthma.\n2. Mild persistent asthma, acute exacerbation.", codes=("J45.31",), absent=("J45.30",)),
)
