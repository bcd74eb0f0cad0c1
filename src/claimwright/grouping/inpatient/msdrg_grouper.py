"""MS-DRG and Medicare code edits by the ``msdrg`` package, behind the :class:`~claimwright.grouping.values.Grouper` protocol.

The answers equal those of CMS's grouper (v40.0 to v43.1) and code editor; see ``tests/grouping`` for the claims they were compared on.
"""

from __future__ import annotations

from claimwright.core import encode

from ..values import Grouping, MceEdit, Stay
from .edits import edits_of, words
from .effects import effects_of
from .native import INT, RawGroup, native
from .request import request_of, text_of
from .versions import Version, named, span, version_of

_ONE_HAC, _SEVERAL_HACS = "HAC_STATUS_INVALID_POA_N_OR_U", "HAC_STATUS_INVALID_MULT_HACS_POA_NOT_Y_W"


class MsdrgGrouper:
    """The ``msdrg`` package as a Grouper. Stateless: the library is opened when first asked, once per process."""

    def group(self, stay: Stay) -> Grouping:
        """The DRG, the edits and the effect of every code; a reason where there is none."""
        version = _version(stay)
        if version is None:
            return Grouping(id=stay.id, date=stay.discharge_date, reason=_no_version(stay))
        if reason := _unusable(stay):
            return Grouping(id=stay.id, version=version.name, date=stay.discharge_date, reason=reason)
        library, data = native(), encode(request_of(stay, version))
        raw = library.group(data)
        if raw is None:
            return Grouping(id=stay.id, version=version.name, date=stay.discharge_date, reason="the grouper could not read the stay")
        return _grouping(stay, version, raw, edits_of(stay, library, data))


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
    if not text_of(stay.principal).strip():
        return "no principal diagnosis"
    if stay.age is None:
        return "no age at admission"
    return "the age is no number of years" if abs(stay.age) > INT else ""


def _grouping(stay: Stay, version: Version, raw: RawGroup, mce: tuple[MceEdit, ...] | None) -> Grouping:
    code = _return_code(raw, len(stay.secondary))
    return Grouping(
        id=stay.id, version=version.name, drg=_padded(raw.final_drg, 3), initial_drg=_padded(raw.initial_drg, 3),
        mdc=_padded(raw.final_mdc, 2), initial_mdc=_padded(raw.initial_mdc, 2), title=raw.final_drg_description or "",
        severity=raw.final_severity, initial_severity=raw.initial_severity, return_code=code,
        return_words=words(code, "return_codes"), hac_status=raw.grouper_flags.hac_status_value, mce=mce,
        codes=effects_of(stay, raw), date=stay.discharge_date or version.first, releases={"msdrg": f"v{version.name}"},
    )  # fmt: skip


def _padded(number: int | None, digits: int) -> str | None:
    return None if number is None else str(number).zfill(digits)


def _return_code(raw: RawGroup, secondary: int) -> str:
    """CMS's grouper speaks of several conditions as soon as the stay has several secondary diagnoses; the library counts otherwise.

    Seen on all 197 claims of CMS's answers that end in one of the two codes, v40.0 to v43.1; the DRG, 999, is the same.
    """
    return _SEVERAL_HACS if raw.return_code == _ONE_HAC and secondary > 1 else raw.return_code
