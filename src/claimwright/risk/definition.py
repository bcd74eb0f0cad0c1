"""A risk model of a payment year as its file states it. A file may extend another and say only what differs."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from claimwright.core import Value, convert, field
from claimwright.core.discovery import tables

APPENDED = ("segments", "variables")
"""Lists that a file adds to; every other list takes the place of the one it extends."""
Place = tuple[str, ...]


class SegmentRule(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is scored by a segment, and the pattern of the demographic factor's name. ``constant``: the segment is one number."""

    name: str
    when: dict[str, str | bool] = field(default_factory=dict)
    demographic: str = ""
    constant: bool = False


class Variable(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A demographic factor beside age and sex. ``bare``: the segments that use it where its name in CMS's table carries none."""

    name: str
    when: dict[str, str | bool]
    bare: tuple[str, ...] = ()


class SpecialRule(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Categories dropped before the hierarchies, unless one of others is there."""

    drop: tuple[str, ...]
    unless: tuple[str, ...] = ()
    why: str


class Factors(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a payment year turns the raw score of a program into the payment score.

    ``segments``: those it holds for; empty: all that no earlier entry holds for. ``reason``: why there is no payment score, in which
    case ``normalization`` may still be known. ``standing``: how well the numbers are known.
    """

    program: str
    segments: tuple[str, ...] = ()
    normalization: str | None = None
    coding_intensity: str | None = None
    source: str = ""
    standing: str = ""
    reason: str = ""


class Tables(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Package, file and CMS's names of each table."""

    mapping: Place
    coefficients: Place
    hierarchies: Place
    labels: Place
    edits: Place = ()
    chronic: Place = ()


class Definition(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A model of a payment year.

    ``prefix``: how the names of a segment's factors begin; ``hcc``: what stands before a category's number in them. ``counts``: the
    number of payment categories has factors of its own. ``aged_at_64``: who is 64 and was entitled by age counts as 65.
    ``calibration``: which of several published calibrations a program uses. ``mapping_year``: whose mapping the package gives, where it
    is not the year's own. ``ranks``: hierarchies beside those of the table. ``reader``: the module of ``codesets`` that reads the tables.
    ``frail``: segments to whose scores a frailty adjuster may be added.
    ``age_on``: month and day of the year on which age is counted. ``missing``: why the model cannot be computed here.
    """

    model: str
    title: str
    payment_year: int
    family: str
    prefix: str
    hcc: str
    sources: tuple[str, ...]
    segments: tuple[SegmentRule, ...]
    variables: tuple[Variable, ...]
    tables: Tables
    special: tuple[SpecialRule, ...] = ()
    ranks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    interactions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    factors: tuple[Factors, ...] = ()
    calibration: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    counts: bool = False
    aged_at_64: bool = False
    mapping_year: int = 0
    reader: str = "hcc_tables"
    age_on: str = "02-01"
    frail: tuple[str, ...] = ()
    missing: str = ""

    def factors_for(self, program: str, segment: str) -> Factors | None:
        """The year's factors for a program and a segment, if the file says anything of them."""
        return next((item for item in self.factors if item.program == program and segment in (item.segments or (segment,))), None)


@cache
def definitions() -> dict[str, dict[int, Definition]]:
    """Every model, by name, then by payment year."""
    raw = tables(f"{__package__}.models")
    found: dict[str, dict[int, Definition]] = {}
    for name in raw:
        definition = convert(_resolved(name), Definition)
        found.setdefault(definition.model, {})[definition.payment_year] = definition
    return found


def _resolved(name: str) -> dict[str, Any]:
    package, _slash, stem = name.rpartition("/")
    raw = tables(".".join(filter(None, (f"{__package__}.models", package))))[stem]
    own = {key: value for key, value in raw.items() if key != "extends"}
    return _over(_resolved(raw["extends"]), own) if "extends" in raw else own


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            merged[key] = base[key] | value
        else:
            merged[key] = [*base.get(key, ()), *value] if key in APPENDED else value
    return merged


@cache
def model_key(words: str) -> str:
    """``"CMS-HCC Model V28"``, ``"v28"`` -> V28; ``"RxHCC V08"`` -> RXHCC-V08; the words in capitals where they name no version."""
    text = words.upper()
    version = re.search(r"V\s*(\d\d?)\b", text)
    if not version:
        return text.strip()
    kind = next((f"{kind}-" for kind in ("ESRD", "RXHCC", "HHS") if kind in text), "")
    return f"{kind}V{int(version[1]):02}"


def definition_for(model: str, year: int | None) -> tuple[Definition, bool] | None:
    """The model's file of a payment year, or of the year nearest before it, else after it; whether it is of that very year.

    ``year`` None: the newest. None where there is no such model.
    """
    years = definitions().get(model)
    if not years:
        return None
    if year in years:
        return years[year], True
    earlier = [known for known in years if year is None or known < year]
    return years[max(earlier) if earlier else min(years)], False


class Share(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A model's percentage of a blended score."""

    model: str
    percent: int


class Blend(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a payment year pays by, for each program."""

    payment_year: int
    source: str
    programs: dict[str, tuple[Share, ...]]


@cache
def blends() -> dict[int, Blend]:
    """Every payment year's blend."""
    found = (convert(raw, Blend) for raw in tables(f"{__package__}.blends").values())
    return {blend.payment_year: blend for blend in found}


@cache
def assumed_year() -> int:
    """The payment year where none is named: the newest that Medicare Advantage can be paid by, all factors known."""
    return max(year for year, blend in blends().items() if all(_payable(share.model, year) for share in blend.programs["ma"]))


def _payable(model: str, year: int) -> bool:
    definition = definitions().get(model, {}).get(year)
    found = definition.factors_for("ma", "") if definition else None
    return bool(found and found.normalization and not found.reason)
