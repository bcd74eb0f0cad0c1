"""What of a person decides the segment and the demographic factors."""

from __future__ import annotations

from typing import Any, NamedTuple

BANDS = (34, 44, 54, 59, 64, 69, 74, 79, 84, 89, 94)
"""The last age of each band but the oldest (AGESEXV2)."""
HHS_BANDS = (0, 1, 4, 9, 14, 20, 24, 29, 34, 39, 44, 49, 54, 59)
"""The same of the HHS-HCC models (AGESEXV6)."""
SINGLE = range(65, 70)
"""Ages with a band of their own in the new-enrollee segments."""
OLDEST = 124
"""The oldest age the Medicare Code Editor takes for possible."""
DUAL = {
    "": "none", "NA": "none", "NONE": "none", "00": "none", "09": "none",
    "01": "partial", "03": "partial", "05": "partial", "06": "partial", "PARTIAL": "partial",
    "02": "full", "04": "full", "08": "full", "FULL": "full",
}  # fmt: skip
"""Medicare-Medicaid status codes (CMS, as in the MARx guide): QMB 01, SLMB 03, QDWI 05 and QI 06 have partial, 02, 04, 08 full benefits.

09 is Medicare without Medicaid benefits. 07 and 10 are not in use.
"""
ENTITLED = ("0", "1", "2", "3")
Key = tuple[Any, ...]
Flags = dict[str, str | bool]


class Person(NamedTuple):
    """A person as the models see one, or why not. ``age``: as edits see it; ``flags``: what rules ask; ``words``: parts of factor names."""

    age: int
    sex: str
    flags: Flags
    words: dict[str, str]
    segment: str
    warnings: tuple[str, ...] = ()
    reason: str = ""


def person(key: Key, aged_at_64: bool) -> Person:
    """Read the fields of a request, in the order of ``engine.person_key``."""
    age, sex, dual, orec, crec, institutional, new_enrollee, snp, low_income, graft_months, segment, metal, enrolled = key
    notes: list[str] = []
    code = str(dual if dual is not None else "").strip().upper()
    code = code.zfill(2) if code.isdigit() else code
    original, current = _entitlement("orec", orec, notes), _entitlement("crec", crec, None)
    letter = {"1": "M", "2": "F"}.get(str(sex).strip(), str(sex).strip().upper())
    reason = _unusable(age, letter, code, original, current, graft_months, enrolled)
    if reason or original is None or current is None:
        return Person(0, "", {}, {}, "", reason=reason)
    years = int(age)
    named = (segment or "").strip()  # a caller who names the segment has counted the age as well
    counted = 65 if aged_at_64 and years == 64 and original == "0" and not named else years
    if counted < 65 and original == current == "0":
        notes.append(f"age {years} with an original entitlement by age (orec 0) is unusual: check both")
    flags = _flags(counted, letter, DUAL[code], original, current, bool(institutional), bool(new_enrollee), graft_months)
    flags |= {"snp": bool(snp), "low_income": bool(low_income), "metal": (metal or "").strip()[:1].upper(), "enrolled": str(enrolled or 12)}
    return Person(years, letter, flags, _words(counted, letter, original, flags), named, tuple(notes))


def _unusable(age: Any, sex: str, dual: str, orec: str | None, crec: str | None, months: int | None, enrolled: int | None) -> str:
    """Why a person cannot be scored; empty where one can."""
    if age is None:
        return "the age (or birth date and payment year) is missing"
    faults = (
        (not 0 <= age <= OLDEST, f"age {age:g} is not between 0 and {OLDEST}"),
        (sex not in ("M", "F"), "sex must be F or M: the model has no factor for any other"),
        (dual not in DUAL, f"dual status {dual!r} is none of NA, 00-06, 08, 09, none, partial, full"),
        (orec is None, "orec must be 0, 1, 2 or 3"),
        (crec is None, "crec must be 0, 1, 2 or 3"),
        (months is not None and months < 0, f"graft_months {months} is negative"),
        (enrolled is not None and not 1 <= enrolled <= 12, f"enrolled_months {enrolled} is not between 1 and 12"),
    )
    return next((text for wrong, text in faults if wrong), "")


def _entitlement(name: str, given: Any, notes: list[str] | None) -> str | None:
    """The code as text, None where it is none; a missing one is read as 0, as CMS's files have it for the aged."""
    text = "" if given is None else str(given).strip()
    if text:
        return text if text in ENTITLED else None
    if notes is not None:
        notes.append(f"{name} is missing: read as 0 (entitled by age)")
    return "0"


def _flags(age: int, sex: str, dual: str, orec: str, crec: str, institutional: bool, new: bool, months: int | None) -> Flags:
    disabled = age < 65 and orec != "0"
    return {
        "sex": sex, "aged": age >= 65, "not aged": age < 65, "disabled": disabled,
        "originally_disabled": orec == "1" and age >= 65, "originally_esrd": orec in ("2", "3"), "orec_1": orec == "1",
        "esrd": orec in ("2", "3") or crec in ("2", "3"),
        "dual": dual, "medicaid": dual != "none", "full_dual": dual == "full", "institutional": institutional, "new_enrollee": new,
        "male": sex == "M", "generation": "infant" if age < 2 else "child" if age < 21 else "adult", "age 0": age == 0, "age 1": age == 1,
        "graft": graft_stage(months), "grafted": months is not None and months >= 4,
    }  # fmt: skip


def graft_stage(months: int | None) -> str:
    """none, 1M-3M, 4_9 or 10PL: how the ESRD models stage the months after a kidney transplant. Month 0 is paid as the first."""
    if months is None:
        return "none"
    if months <= 3:
        return f"{max(months, 1)}M"
    return "4_9" if months <= 9 else "10PL"


def band(age: int, lasts: tuple[int, ...] = BANDS) -> str:
    """``"65_69"``; ``"95_GT"``. ``lasts``: the last age of each band but the oldest."""
    first = 0
    for last in lasts:
        if age <= last:
            return f"{first}_{last}"
        first = last + 1
    return f"{first}_GT"


def _words(age: int, sex: str, orec: str | None, flags: Flags) -> dict[str, str]:
    """Parts of factor names. New enrollees of 64 who are entitled by age stand in the band of 65 in every model (AGESEXV2)."""
    new = 65 if age == 64 and orec == "0" else age
    return {
        "sex": sex, "band": band(age), "years": str(new) if new in SINGLE else band(new), "short": "85_GT" if age >= 85 else band(new),
        "medicaid": "MCAID" if flags["medicaid"] else "NMCAID", "fbd": "FBD" if flags["full_dual"] else "ND_PBD",
        "origdis": "ORIGDIS" if flags["originally_disabled"] else "NORIGDIS", "orecdis": "ORIGDIS" if flags["orec_1"] else "NORIGDIS",
        "hhs_band": band(age, HHS_BANDS),
        "esrd": "ESRD" if flags["esrd"] else "NESRD", "od": "OD" if flags["originally_disabled"] else "NOD",
    }  # fmt: skip
