"""Loss of consciousness with a head injury: the sixth character of S06 by the time that the record tells (tabular list, S06; I.B.2)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, instead, said

RULE = Guideline(id="icd10cm-guideline-I.B.2-consciousness", title="Loss of consciousness", sections=("I.B.2",), order=23)
_LOC = re.compile(
    r"\b(?:(?P<none>(?:no|without|denies|denied|negative for)(?: any)? (?:LOC|loss of consciousness)|(?:did not|never) (?:lose|lost) "
    r"consciousness|LOC:? (?:neg\w*|no|denied))|(?:LOC|loss of consciousness|lost consciousness|unconscious|"
    r"knocked out|out cold|out (?=for))"
    r"(?P<time>[^.;]{0,25}?(?P<number>\d+) ?(?P<unit>s(?:ec\w*)?|min\w*|h(?:ou)?rs?|h)\b)?|"
    r"(?P<brief>brief|momentary|transient) (?:LOC|loss of consciousness))",
    re.I,
)
STEMS = ("loc", "conscious", "knocked out", "out cold", "out for")
MINUTES = ((30, "1"), (59, "2"), (359, "3"), (1440, "4"))
"""Up to so many minutes -> sixth character; of a concussion the tabular list has up to 30 minutes alone."""


def apply(case: Case) -> Changes:
    """In place of a status that is not known the one that is told, in the statement or in the story."""
    for found in case.codes("S06"):
        if len(found.code) != 8 or found.code[6] not in "9A":
            continue
        words = said(case, STEMS, _LOC, RECORD, asserted=False)
        told = next(((span, match) for span in words if (match := _LOC.fullmatch(span.text))), None)
        digit = _digit(told[1]) if told else ""
        code = f"{found.code[:6]}{digit}{found.code[7]}" if digit else ""
        if told and code != found.code and case.billable(code):
            yield instead(found, code, (told[0],))


def _digit(match: re.Match[str]) -> str:
    if match["none"]:
        return "0"
    if match["brief"]:
        return "1"
    if not match["time"]:
        return "9"
    scale = {"s": 1 / 60, "m": 1, "h": 60}[match["unit"][0].lower()]
    return next((digit for most, digit in MINUTES if int(match["number"]) * scale <= most), "9")


EXAMPLES = (
    note("ASSESSMENT\n1. Concussion with brief LOC.", codes=("S06.0X1A",), absent=("S06.0XAA",)),
    note("HPI\nShe denies loss of consciousness.\n\nASSESSMENT\n1. Concussion.", codes=("S06.0X0A",), absent=("S06.0XAA",)),
    note("ASSESSMENT\n1. Traumatic subdural hematoma, LOC for 20 minutes.", codes=("S06.5X1A",), absent=("S06.5XAA",)),
    note("ASSESSMENT\n1. Concussion.", codes=("S06.0XAA",), absent=("S06.0X1A",)),
)
