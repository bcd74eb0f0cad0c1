"""One row of a relative value file, the indices of a locality, the locality of a ZIP code."""

from __future__ import annotations

from decimal import Decimal

from claimwright.core import Value


class RelativeValues(Value, frozen=True, kw_only=True):
    """One row of the CMS relative value file: a code, with modifier 26, TC or 53 where it has a row of its own.

    Units are relative value units. ``*_na``: CMS marks the place as not applicable ("NA"). Indicators as in the file: ``pctc``
    professional/technical, ``global_days``, ``multiple``, ``bilateral``, ``assistant``, ``cosurgeons``, ``team``. ``endo_base``: the
    code of its endoscopic family's base, "" where it has none. ``pre``, ``intra``, ``post``: shares of a global package. They, ``team``
    and ``endo_base`` are None where the source leaves them out. ``opps_*``: the units of the imaging cap, None where there is none.
    """

    code: str
    modifier: str = ""
    status: str = "A"
    work: Decimal
    nonfacility_pe: Decimal
    facility_pe: Decimal
    mp: Decimal
    nonfacility_na: bool = False
    facility_na: bool = False
    pctc: str = "9"
    global_days: str = "XXX"
    multiple: str = "9"
    bilateral: str = "9"
    assistant: str = "9"
    cosurgeons: str = "9"
    team: str | None = None
    endo_base: str | None = None
    pre: Decimal | None = None
    intra: Decimal | None = None
    post: Decimal | None = None
    opps_nonfacility_pe: Decimal | None = None
    opps_facility_pe: Decimal | None = None
    opps_mp: Decimal | None = None
    release: str = ""


class Locality(Value, frozen=True, kw_only=True):
    """The three geographic practice cost indices of a Medicare payment locality (42 CFR 414.26)."""

    carrier: str
    locality: str
    state: str = ""
    name: str = ""
    work: Decimal
    pe: Decimal
    mp: Decimal
    release: str = ""


class ZipPlace(Value, frozen=True, kw_only=True):
    """The Medicare carrier and locality of a ZIP code. ``needs_nine``: the five digits lie in several localities; this is the main one."""

    zip: str
    carrier: str
    locality: str
    needs_nine: bool = False
    release: str = ""


class AnesthesiaFactor(Value, frozen=True, kw_only=True):
    """The anaesthesia conversion factor of a locality, dollars per unit (42 CFR 414.46)."""

    carrier: str
    locality: str
    factor: Decimal
    release: str = ""


class BaseUnits(Value, frozen=True, kw_only=True):
    """The base units of an anaesthesia code. ``stale``: no newer list than that of an earlier year is installed."""

    code: str
    units: Decimal
    release: str = ""
    stale: bool = False
