"""What modifiers do to a fee. Each change is one step; CMS rounds the amount to the cent after each.

CMS, Medicare Claims Processing Manual (Pub. 100-04), chapter 12: 20.4.3 assistant, 20.4.6 unusual circumstances, 40.2 and 40.4 packages,
40.7 bilateral, 40.8 co-surgeons and teams; the indicators as in chapter 23, record layout of the fee schedule file.
"""

from __future__ import annotations

from decimal import Decimal

from claimwright.codesets.pfs import RelativeValues
from claimwright.core import Money

from .draft import Draft, NoPrice
from .year import rules

COMPONENTS = ("26", "TC", "53")
"""Modifiers that may have a row of their own in the relative value file."""

BY_REPORT = {
    "22": "more work than usual: priced by report (Pub. 100-04, ch. 12, 20.4.6); the steps show the usual fee",
    "52": "reduced service: priced by report (Pub. 100-04, ch. 12, 20.4.6); the steps show the whole fee",
    "73": "for facilities alone (42 CFR 419.44(b)); a professional's stopped service is modifier 53",
    "74": "for facilities alone (42 CFR 419.44(b)); a professional's stopped service is modifier 53",
}

NOT_PAID = {
    "GY": "the claim itself says that Medicare excludes the service",
    "GZ": "the claim itself expects a denial as not necessary, without a notice to the patient: denied without review (CR 7228)",
}
THERAPY_ASSISTANTS = ("CQ", "CO")
ASSISTANTS = {"80": "assistant_physician", "81": "assistant_physician", "82": "assistant_physician", "AS": "assistant_nonphysician"}
_ASSISTANT = {"0": "only with proof that an assistant was needed", "1": "never, by law", "9": "not applicable"}
_TEAM = {"0": "not permitted for this code", "1": "only with proof that a team was needed", "2": "permitted", "9": "not applicable"}
_CO = {"0": "not permitted", "1": "only with proof that two were needed", "9": "not applicable"}
_SHARED = {"54": ("pre", "intra"), "55": ("post",), "56": ("pre",)}
_PACKAGED = {"010": 10, "090": 90}
"""Global days that have shares, with the days of aftercare."""
_RETURNED_IN_FULL = ("000", "XXX", "ZZZ")
SIDES = ("LT", "RT")


def component(modifiers: tuple[str, ...]) -> str:
    """The modifier that chooses the row, "" for the whole service."""
    return next((modifier for modifier in modifiers if modifier in COMPONENTS), "") if modifiers else ""


def no_component(part: str, whole: RelativeValues) -> NoPrice:
    """Why a code has no row for a component."""
    if part == "53":
        return NoPrice("modifier 53, discontinued service: priced by report (no row of its own in the relative value file)")
    return NoPrice(f"modifier {part}: this code has no such component (professional/technical indicator {whole.pctc})")


def before_others(draft: Draft) -> None:
    """Package shares, both sides, units: what is done before a service is ranked among others. Raises NoPrice."""
    given = draft.request.modifiers
    if given:
        for modifier in given:
            if words := BY_REPORT.get(modifier) or NOT_PAID.get(modifier):
                raise NoPrice(f"modifier {modifier}, {words}")
            if modifier in THERAPY_ASSISTANTS:
                words = "by a therapy assistant: Medicare pays 85 percent of its share, the patient owes as otherwise (SSA 1834(v))"
                draft.notes = (*draft.notes, f"modifier {modifier}, {words}")
        if "66" in given:
            raise NoPrice(
                f"modifier 66, team surgery: priced by report ({_TEAM.get(draft.row.team or '', 'indicator not in the tables here')})"
            )
        _package(draft)
    sided = _both_sides(draft)
    if draft.request.units != 1 and not sided:
        units = draft.request.units
        if draft.cap is not None:
            draft.cap = Money.of(draft.cap.dollars * units)
        draft.set(Money.of(draft.amount.dollars * units), "x {} units", units)


def _both_sides(draft: Draft) -> bool:
    """Apply the bilateral rule; True where it consumed the units (two units of one code mean both sides)."""
    given, indicator = draft.request.modifiers, draft.row.bilateral
    marked = "50" in given
    counted = draft.request.units == 2 and indicator == "1" and not any(side in given for side in SIDES)
    if not marked and not counted:
        return False
    if "78" in given:
        draft.say(
            "both sides: the rule for returns to the operating room takes its place", draft.amount, source="Pub. 100-04, ch. 12, 40.4.C"
        )
        return False
    percents = rules().percent.bilateral
    if indicator not in percents:
        raise NoPrice("modifier 50: the bilateral concept does not apply to this code (indicator 9)")
    words = "modifier 50" if marked else "2 units"
    draft.take(percents[indicator], "both sides ({}, indicator {})", words, indicator, source="Pub. 100-04, ch. 12, 40.7", of_cap=True)
    return counted


def _package(draft: Draft) -> None:
    """Surgeons who share a global package, and returns to the operating room (42 CFR 414.40(b)(1); Pub. 100-04, chapter 12, 40.2, 40.4)."""
    for modifier in draft.request.modifiers:
        if modifier in _SHARED:
            _shared(draft, modifier)
        elif modifier == "78":
            _returned(draft)


def _shared(draft: Draft, modifier: str) -> None:
    """54 all but the aftercare, 55 the aftercare or the days of it that were taken over, 56 the care before."""
    row = draft.row
    parts: list[Decimal | None] = [getattr(row, name) for name in _SHARED[modifier]]
    known = [part for part in parts if part is not None]
    if row.global_days not in _PACKAGED or len(known) < len(parts) or not sum(known):
        raise NoPrice(f"modifier {modifier}: no shares of a global package are known for this code (global days {row.global_days})")
    source = "Pub. 100-04, ch. 12, 40.4.B"
    draft.take(sum(known, Decimal(0)) * 100, "part of the global package (modifier {})", modifier, source=source, of_cap=True)
    days = draft.request.aftercare_days
    if modifier == "55" and days is not None:
        whole = _PACKAGED[row.global_days]
        if not 0 < days <= whole:
            raise NoPrice(f"modifier 55: {days} days of aftercare; the package of this code has {whole}")
        draft.set(Money.of(draft.amount.dollars * days / whole), "{} of {} days of aftercare", days, whole, source=source)


def _returned(draft: Draft) -> None:
    """78, a return to the operating room: the intra-operative share; a service without a package in full."""
    row, source = draft.row, "Pub. 100-04, ch. 12, 40.4.C"
    if row.global_days in _RETURNED_IN_FULL:
        draft.say("return to the operating room (modifier 78), global days {}: full value", draft.amount, row.global_days, source=source)
    elif row.intra:
        draft.take(row.intra * 100, "return to the operating room (modifier 78): the intra-operative share", source=source)
    else:
        raise NoPrice(f"modifier 78: no intra-operative share is known for this code (global days {row.global_days})")


def surgeons(draft: Draft) -> None:
    """Assistants and co-surgeons, after the rules for several procedures. Raises NoPrice."""
    row, percents = draft.row, rules().percent
    for modifier in draft.request.modifiers:
        if modifier in ASSISTANTS:
            if row.assistant != "2":
                words = _ASSISTANT.get(row.assistant, "unknown")
                raise NoPrice(
                    f"modifier {modifier}: an assistant is not paid without review for this code (indicator {row.assistant}: {words})"
                )
            percent: Decimal = getattr(percents, ASSISTANTS[modifier])
            draft.take(percent, "assistant at surgery (modifier {})", modifier, source="SSA 1848(i)(2); Pub. 100-04, ch. 12, 20.4.3")
        elif modifier == "62":
            if row.cosurgeons != "2":
                why = f"indicator {row.cosurgeons}: {_CO.get(row.cosurgeons, 'unknown')}"
                raise NoPrice(f"modifier 62: co-surgeons are not paid without review for this code ({why})")
            draft.take(percents.cosurgeon, "co-surgeon (modifier 62)", source="Pub. 100-04, ch. 12, 40.8")
