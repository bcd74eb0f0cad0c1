"""What each code of a stay did: the library's answers, one for each code as it was given, in its order."""

from __future__ import annotations

from typing import Literal

from claimwright.core import replace

from ..values import Affects, Coded, CodeEffect, Hac, Stay
from .native import RawCode, RawGroup
from .request import EXEMPT, POA, bare, indicator, text_of

_AFFECTS: dict[str, Affects] = {"BOTH": "both", "INITIAL": "initial", "FINAL": "final", "NONE": "none"}
_LEVELS: dict[str, Literal["MCC", "CC"]] = {"MCC": "MCC", "CC": "CC"}
_HAC_STATUS = {
    "HAC_CRITERIA_MET": "met", "HAC_CRITERIA_NOT_MET": "not-met", "HAC_NOT_APPLICABLE_EXEMPT": "exempt",
    "HAC_NOT_APPLICABLE_EXCLUSION": "excluded",
}  # fmt: skip


def effects_of(stay: Stay, raw: RawGroup) -> tuple[CodeEffect, ...]:
    """One effect for each code; the library answers in an order of its own."""
    answers: dict[str, list[RawCode]] = {}
    for one in raw.sdx_output:
        answers.setdefault(one.code, []).append(one)
    effects = []
    for given in stay.secondary:
        queue = answers.get(bare(text_of(given)))
        effects.append(_secondary(given, queue.pop(0) if queue else None, raw.final_severity))
    made = [number for number, one in enumerate(effects) if one.makes_severity]
    if len(made) == 1:
        effects[made[0]] = replace(effects[made[0]], sole=True)
    return (_principal(stay.principal, raw.pdx_output), *effects, *_procedures(stay, raw.proc_output))


def _principal(given: Coded | str, raw: RawCode | None) -> CodeEffect:
    poa, note = _indicated(given)
    valid = raw is not None and "VALID" in raw.flags
    affects = _AFFECTS.get(raw.drg_impact, "none") if raw else "none"
    return CodeEffect(code=text_of(given), role="principal", cc=None, hac=(), poa=poa, valid=valid, affects=affects, note=note)


def _indicated(given: Coded | str) -> tuple[str | None, str]:
    """The indicator as it was given, and what is wrong with it."""
    if isinstance(given, str):
        return None, ""
    known = given.poa in POA or indicator(given) in (*POA, *EXEMPT)
    return given.poa, "" if known else "no such present-on-admission indicator: taken as not given"


def _secondary(given: Coded | str, raw: RawCode | None, severity: str) -> CodeEffect:
    shown, (poa, note) = text_of(given), _indicated(given)
    if raw is None or "VALID" not in raw.flags:
        return CodeEffect(code=shown, role="secondary", cc=None, hac=(), poa=poa, valid=False, note=note)
    affects, cc = _AFFECTS.get(raw.drg_impact, "none"), _LEVELS.get(raw.severity)
    if cc is None and not raw.hacs:
        return CodeEffect(code=shown, role="secondary", cc=None, hac=(), poa=poa, affects=affects, note=note)
    hac = tuple(Hac(one.hac_list.removeprefix("HAC"), one.description, _HAC_STATUS.get(one.hac_status, "")) for one in raw.hacs)
    why_not = _why_not(raw, hac, given) if cc else ""
    counts = cc is not None and not why_not
    return CodeEffect(
        code=shown, role="secondary", cc=cc, hac=hac, poa=poa, counts=counts, why_not=why_not,
        makes_severity=counts and cc == severity, affects=affects, note=note,
    )  # fmt: skip


def _why_not(raw: RawCode, hac: tuple[Hac, ...], given: Coded | str) -> str:
    if "EXCLUDED" in raw.flags:
        return "excluded by the principal diagnosis"
    if "DEATH_EXCLUSION" in raw.flags:
        return "counts only for a patient who left alive"
    met = next((one for one in hac if one.status == "met"), None)
    if met is None:
        return ""
    missing = indicator(given) not in POA
    return f"hospital-acquired condition {met.number}: {'its indicator is missing' if missing else 'not present on admission'}"


def _procedures(stay: Stay, raw: tuple[RawCode, ...]) -> list[CodeEffect]:
    answers = {one.code: _AFFECTS.get(one.drg_impact, "none") for one in raw}
    shown = (text_of(given) for given in stay.procedures)
    return [CodeEffect(code=code, role="procedure", cc=None, hac=(), affects=answers.get(bare(code), "none")) for code in shown]
