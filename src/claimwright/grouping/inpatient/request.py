"""A stay as the library takes it: codes without dots, numbers for sex and status."""

from __future__ import annotations

from typing import Any

from claimwright.core import undotted

from ..values import Coded, Stay
from .versions import Version

POA = ("Y", "N", "U", "W")
EXEMPT = ("", "1", "E")
"""Ways to say that a code is exempt from reporting: a blank, and 1 or E in older layouts."""
_SEX = {"M": 0, "F": 1}
_UNKNOWN_SEX = 2
_LONGEST, _NO_CODE = 7, "?"


def request_of(stay: Stay, version: Version) -> dict[str, Any]:
    """The claim that the library groups and edits. The stay has a principal diagnosis and a usable age."""
    request: dict[str, Any] = {
        "version": version.number, "age": stay.age, "sex": _SEX.get(stay.sex.strip().upper()[:1], _UNKNOWN_SEX),
        "discharge_status": _status(stay.discharge_status), "hospital_status": stay.hospital_status,
        "pdx": _diagnosis(stay.principal), "sdx": [_diagnosis(one) for one in stay.secondary],
        "procedures": [{"code": bare(text_of(one))} for one in stay.procedures],
    }  # fmt: skip
    if stay.admit_diagnosis is not None and (admitting := text_of(stay.admit_diagnosis).strip()):
        request["admit_dx"] = {"code": bare(admitting)}
    if (day := stay.discharge_date) is not None:
        request["discharge_date"] = day.year * 10000 + day.month * 100 + day.day
    return request


def text_of(one: Coded | str) -> str:
    """A code as it was given."""
    return one if isinstance(one, str) else one.code


def bare(code: str) -> str:
    """A code as the library takes it; what cannot be one, which it would cut short, becomes a code that surely is none."""
    plain = undotted(code)
    return plain if not plain or (len(plain) <= _LONGEST and plain.isascii() and plain.isalnum()) else _NO_CODE


def indicator(one: Coded | str) -> str:
    """The present-on-admission indicator, upper case; "" where none was given."""
    return "" if isinstance(one, str) else (one.poa or "").strip().upper()


def _diagnosis(one: Coded | str) -> dict[str, str]:
    code, poa = bare(text_of(one)), indicator(one)
    return {"code": code, "poa": poa} if poa in POA else {"code": code}


def _status(status: int | str) -> int:
    """The patient status as a number; -1, which the editor finds invalid, for what is none."""
    if isinstance(status, int):
        return status if 0 <= status <= 99 else -1
    bare = status.strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 2 else -1
