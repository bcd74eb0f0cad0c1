"""MS-DRG and Medicare code edits by the ``msdrg`` package, behind the :class:`~claimwright.grouping.values.Grouper` protocol.

The answers equal those of CMS's grouper (v40.0 to v43.1) and code editor; see ``tests/grouping`` for the claims they were compared on.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from claimwright.core import encode, replace, undotted
from claimwright.core.discovery import tables

from ..values import Affects, Coded, CodeEffect, Grouping, Hac, MceEdit, Stay
from .native import INT, Native, RawCode, RawEdits, RawGroup, native
from .versions import Version, named, span, version_of

POA = ("Y", "N", "U", "W")
EXEMPT = ("", "1", "E")
"""Ways to say that a code is exempt from reporting: a blank, and 1 or E in older layouts."""
_SEX = {"M": 0, "F": 1}
_UNKNOWN_SEX = 2
_AFFECTS: dict[str, Affects] = {"BOTH": "both", "INITIAL": "initial", "FINAL": "final", "NONE": "none"}
_HAC_STATUS = {
    "HAC_CRITERIA_MET": "met", "HAC_CRITERIA_NOT_MET": "not-met", "HAC_NOT_APPLICABLE_EXEMPT": "exempt",
    "HAC_NOT_APPLICABLE_EXCLUSION": "excluded",
}  # fmt: skip
_ONE_HAC, _SEVERAL_HACS = "HAC_STATUS_INVALID_POA_N_OR_U", "HAC_STATUS_INVALID_MULT_HACS_POA_NOT_Y_W"
_LONGEST, _NO_CODE = 7, "?"
_LEVELS: dict[str, Literal["MCC", "CC"]] = {"MCC": "MCC", "CC": "CC"}
_LONG_VENTILATION, _LONG = "5A1955Z", 4
_Given = dict[str, str]


class MsdrgGrouper:
    """The ``msdrg`` package as a Grouper. Stateless: the library is opened when first asked, once per process."""

    def group(self, stay: Stay) -> Grouping:
        """The DRG, the edits and the effect of every code; a reason where there is none."""
        version = _version(stay)
        reason = "" if version else _no_version(stay)
        if version is None or (reason := _unusable(stay)):
            return Grouping(id=stay.id, version=version.name if version else None, date=stay.discharge_date, reason=reason)
        library = native()
        pdx, sdx, procedures = (
            _diagnosis(stay.principal),
            [_diagnosis(one) for one in stay.secondary],
            [_code(one) for one in stay.procedures],
        )
        claim = _claim(stay, version, pdx, sdx, procedures)
        data = encode(claim)
        raw = library.group(data)
        if raw is None:
            return Grouping(id=stay.id, version=version.name, date=stay.discharge_date, reason="the grouper could not read the stay")
        return _grouping(stay, version, raw, _edits(stay, library, data), sdx)


def _version(stay: Stay) -> Version | None:
    if stay.version is not None and stay.version != "":
        return named(str(stay.version))
    return version_of(stay.discharge_date) if stay.discharge_date else None


def _no_version(stay: Stay) -> str:
    if stay.version is not None and stay.version != "":
        return f"no MS-DRG version {stay.version!s:.12}: known are discharges of {span()}"
    if stay.discharge_date is None:
        return "no day of discharge: it chooses the MS-DRG version"
    return f"no MS-DRG version for a discharge on {stay.discharge_date}: known are {span()}"


def _unusable(stay: Stay) -> str:
    """Why a stay cannot be handed to the library at all; "" where it can."""
    if not _text(stay.principal):
        return "no principal diagnosis"
    if stay.age is None:
        return "no age at admission"
    return "the age is no number of years" if abs(stay.age) > INT else ""


def _text(one: Coded | str) -> str:
    return (one if isinstance(one, str) else one.code).strip()


def _bare(code: str) -> str:
    """A code as the library takes it; what cannot be one, which it would cut short, becomes a code that surely is none."""
    bare = undotted(code)
    return bare if not bare or (len(bare) <= _LONGEST and bare.isascii() and bare.isalnum()) else _NO_CODE


def _code(one: Coded | str) -> _Given:
    return {"code": _bare(one if isinstance(one, str) else one.code)}


def _diagnosis(one: Coded | str) -> _Given:
    if isinstance(one, str):
        return {"code": _bare(one)}
    poa = (one.poa or "").strip().upper()
    return {"code": _bare(one.code), "poa": poa} if poa in POA else {"code": _bare(one.code)}


def _claim(stay: Stay, version: Version, pdx: _Given, sdx: list[_Given], procedures: list[_Given]) -> dict[str, Any]:
    claim: dict[str, Any] = {
        "version": version.number, "age": stay.age, "sex": _SEX.get(stay.sex.strip().upper()[:1], _UNKNOWN_SEX),
        "discharge_status": _status(stay.discharge_status), "hospital_status": stay.hospital_status,
        "pdx": pdx, "sdx": sdx, "procedures": procedures,
    }  # fmt: skip
    if stay.admit_diagnosis is not None and _text(stay.admit_diagnosis):
        claim["admit_dx"] = _code(stay.admit_diagnosis)
    if (day := stay.discharge_date) is not None:
        claim["discharge_date"] = day.year * 10000 + day.month * 100 + day.day
    return claim


def _status(status: int | str) -> int:
    """The patient status as a number; -1, which the editor finds invalid, for what is none."""
    if isinstance(status, int):
        return status if 0 <= status <= 99 else -1
    bare = status.strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 2 else -1


def _edits(stay: Stay, library: Native, data: bytes) -> tuple[MceEdit, ...] | None:
    if stay.discharge_date is None:
        return None
    raw = library.edit(data)
    if raw is None:
        return None
    found = [MceEdit(one.name, one.count, one.edit_type, _words(one.name)) for one in raw.edits] if raw.edits else []
    if stay.length_of_stay is not None and 0 <= stay.length_of_stay < _LONG and (long := _long_ventilation(stay, raw)):
        found.append(MceEdit("INCONSISTENT_WITH_LENGTH_OF_STAY", long, "PREPAYMENT", _words("INCONSISTENT_WITH_LENGTH_OF_STAY")))
    return tuple(found)


def _long_ventilation(stay: Stay, raw: RawEdits) -> int:
    """How often ventilation of more than 96 hours is coded: the editor has that edit, but the library is told no length of stay."""
    if any(one.name == "INCONSISTENT_WITH_LENGTH_OF_STAY" for one in raw.edits):
        return 0
    return sum(_code(one)["code"] == _LONG_VENTILATION for one in stay.procedures)


@cache
def _words(name: str, table: str = "mce") -> str:
    words: str = tables(__package__ or "")[table]["rows"].get(name, "")
    return words


def _grouping(stay: Stay, version: Version, raw: RawGroup, mce: tuple[MceEdit, ...] | None, sdx: list[_Given]) -> Grouping:
    code = _return_code(raw, len(sdx))
    return Grouping(
        id=stay.id, version=version.name, drg=_padded(raw.final_drg, 3), initial_drg=_padded(raw.initial_drg, 3),
        mdc=_padded(raw.final_mdc, 2), initial_mdc=_padded(raw.initial_mdc, 2), title=raw.final_drg_description or "",
        severity=raw.final_severity, initial_severity=raw.initial_severity, return_code=code, return_words=_words(code, "return_codes"),
        hac_status=raw.grouper_flags.hac_status_value, mce=mce, codes=tuple(_effects(stay, raw)),
        date=stay.discharge_date or version.first, releases={"msdrg": f"v{version.name}"},
    )  # fmt: skip


def _padded(number: int | None, digits: int) -> str | None:
    return None if number is None else str(number).zfill(digits)


def _return_code(raw: RawGroup, secondary: int) -> str:
    """CMS's grouper speaks of several conditions as soon as the stay has several secondary diagnoses; the library counts otherwise.

    Seen on all 197 claims of CMS's answers that end in one of the two codes, v40.0 to v43.1; the DRG, 999, is the same.
    """
    return _SEVERAL_HACS if raw.return_code == _ONE_HAC and secondary > 1 else raw.return_code


def _effects(stay: Stay, raw: RawGroup) -> list[CodeEffect]:
    """One effect for each code as it was given, in its order; the library answers in an order of its own."""
    answers: dict[str, list[RawCode]] = {}
    for one in raw.sdx_output:
        answers.setdefault(one.code, []).append(one)
    effects = []
    for given in stay.secondary:
        code = _bare(given if isinstance(given, str) else given.code)
        queue = answers.get(code)
        effects.append(_secondary(given, queue.pop(0) if queue else None, raw.final_severity))
    made = [number for number, one in enumerate(effects) if one.makes_severity]
    if len(made) == 1:
        effects[made[0]] = replace(effects[made[0]], sole=True)
    return [_principal(stay.principal, raw.pdx_output), *effects, *_procedures(stay, raw.proc_output)]


def _principal(given: Coded | str, raw: RawCode | None) -> CodeEffect:
    shown, poa, note = _shown(given)
    valid = raw is not None and "VALID" in raw.flags
    affects = _AFFECTS.get(raw.drg_impact, "none") if raw else "none"
    return CodeEffect(code=shown, role="principal", cc=None, hac=(), poa=poa, valid=valid, affects=affects, note=note)


def _shown(given: Coded | str) -> tuple[str, str | None, str]:
    """A code as it was given, its indicator, and what is wrong with that."""
    if isinstance(given, str):
        return given, None, ""
    poa = (given.poa or "").strip().upper()
    wrong = "" if poa in POA or poa in EXEMPT else "no such present-on-admission indicator: taken as not given"
    return given.code, given.poa, wrong


def _secondary(given: Coded | str, raw: RawCode | None, severity: str) -> CodeEffect:
    shown, poa, note = _shown(given)
    if raw is None or "VALID" not in raw.flags:
        return CodeEffect(code=shown, role="secondary", cc=None, hac=(), poa=poa, valid=False, note=note)
    affects, cc = _AFFECTS.get(raw.drg_impact, "none"), _LEVELS.get(raw.severity)
    if cc is None and not raw.hacs:
        return CodeEffect(code=shown, role="secondary", cc=None, hac=(), poa=poa, affects=affects, note=note)
    hac = tuple(Hac(one.hac_list.removeprefix("HAC"), one.description, _HAC_STATUS.get(one.hac_status, "")) for one in raw.hacs)
    why_not = _why_not(raw, hac, poa) if cc else ""
    counts = cc is not None and not why_not
    return CodeEffect(
        code=shown, role="secondary", cc=cc, hac=hac, poa=poa, counts=counts, why_not=why_not,
        makes_severity=counts and cc == severity, affects=affects, note=note,
    )  # fmt: skip


def _why_not(raw: RawCode, hac: tuple[Hac, ...], poa: str | None) -> str:
    if "EXCLUDED" in raw.flags:
        return "excluded by the principal diagnosis"
    if "DEATH_EXCLUSION" in raw.flags:
        return "counts only for a patient who left alive"
    met = next((one for one in hac if one.status == "met"), None)
    if met is None:
        return ""
    missing = (poa or "").strip().upper() not in POA
    return f"hospital-acquired condition {met.number}: {'its indicator is missing' if missing else 'not present on admission'}"


def _procedures(stay: Stay, raw: tuple[RawCode, ...]) -> list[CodeEffect]:
    answers = {one.code: _AFFECTS.get(one.drg_impact, "none") for one in raw}
    shown = (given if isinstance(given, str) else given.code for given in stay.procedures)
    return [CodeEffect(code=code, role="procedure", cc=None, hac=(), affects=answers.get(_bare(code), "none")) for code in shown]
