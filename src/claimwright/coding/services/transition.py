"""Care after a hospital stay (99495, 99496), in place of the visit: talked to within two business days, seen within 14 or 7 days.

Source: CMS, Physician Fee Schedule final rule CY2013 and MLN908628: moderate decision making within 14 days, high within 7 days.
"""

from __future__ import annotations

import re
from datetime import date

from claimwright.core import Evidence

from .named import Reading, spanned
from .numbers import NUMBER, value

_DAYS = re.compile(
    rf"({NUMBER}) days? (?:after|since|post|from|following|ago)[^.;]{{0,40}}(?:left|leaving|discharge\w*|hospital|went home|inpatient)|"
    rf"(?:discharge\w*|hospital\w*|home)[^.;]{{0,40}}({NUMBER}) days? ago|post-?discharge day ({NUMBER})",
    re.I,
)
_DISCHARGED = re.compile(r"(?:discharged?|left|hospital(?:ized)?)[^.;\n]{0,60}?(?:to |-|–|on )\s?(\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?", re.I)
_CONTACT = re.compile(
    r"(?:nurse|staff|we|I|office|coordinator|MA|team)[^.;]{0,80}(?:call(?:ed)?|phone[d]?|telephone[d]?|reached|spoke|contact\w*)|"
    r"(?:telephone|phone|call(?:ed)?|contact\w*|spoke|reached)[^.;]{0,80}(?:within (?:two|2|48)|business day|after discharge|"
    r"on \w+ \d|day after|on \d{1,2}/\d)|"
    r"\bTCM call|two[- ]day call|interactive contact",
    re.I,
)
_MEDICINES = re.compile(
    r"reconcil\w+|medicines? (?:were )?(?:reviewed|gone through)|went through the (?:medicines|medications|med list)", re.I
)
HIGH, LATEST, SOON = 3, 14, 7


def transition(reading: Reading, rank: int) -> tuple[str, tuple[Evidence, ...]] | None:
    """The code with its words, where a stay ended, a talk followed and medicines were reconciled. ``rank``: of decision making."""
    case = reading.case
    if rank < HIGH - 1 or not case.has_any(("discharg", "hospital")):
        return None
    medicines = _first(reading, _MEDICINES)
    contact = _first(reading, _CONTACT) if medicines else None
    since = _since(reading) if contact else None
    if not (contact and medicines and since and 0 <= since[0] <= LATEST):
        return None
    return ("99496" if rank >= HIGH and since[0] <= SOON else "99495"), (contact, medicines, since[1])


def _first(reading: Reading, pattern: re.Pattern[str]) -> Evidence | None:
    return next((spanned(one, *match.span()) for one in reading.case.holding(pattern) if (match := pattern.search(one.text))), None)


def _since(reading: Reading) -> tuple[int, Evidence] | None:
    """Days between the end of the stay and the visit."""
    for one in reading.case.holding(_DAYS):
        if match := _DAYS.search(one.text):
            return int(value(next(group for group in match.groups() if group))), spanned(one, *match.span())
    for one in reading.case.holding(_DISCHARGED):
        if match := _DISCHARGED.search(one.text):
            found = _day(reading.case.on, int(match[1]), int(match[2]))
            if found is not None:
                return (reading.case.on - found).days, spanned(one, *match.span())
    return None


def _day(on: date, month: int, day: int) -> date | None:
    """The last such day up to the visit."""
    for year in (on.year, on.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            return None
        if found <= on:
            return found
    return None
