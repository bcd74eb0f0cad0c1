"""The tables that come with the package: TSV files of this folder, each stating its period and its release."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from claimwright.core import convert
from claimwright.core.discovery import files

from .values import AnesthesiaFactor, Locality, RelativeValues


def relative_values(code: str, on: date, modifier: str = "") -> RelativeValues | None:
    """The row of a code (and component) in force on a day; None where no table of that year has it."""
    return _relative_values(on.year).get((code, modifier))


def locality(carrier: str, number: str, on: date) -> Locality | None:
    """The indices of a locality in force on a day."""
    return _localities(on.year).get((carrier, number))


def anesthesia_factor(carrier: str, number: str, on: date) -> AnesthesiaFactor | None:
    """The anaesthesia conversion factor of a locality in force on a day."""
    return _factors(on.year).get((carrier, number))


def codes(year: int) -> list[str]:
    """The codes of the package's own relative values of a year."""
    return sorted({code for code, _modifier in _relative_values(year)})


def places(year: int) -> list[tuple[str, str]]:
    """Carrier and number of every locality of a year."""
    return sorted(_localities(year))


@cache
def _relative_values(year: int) -> dict[tuple[str, str], RelativeValues]:
    return {(one.code, one.modifier): one for one in (convert(_marked(row), RelativeValues) for row in _rows(f"rvu_{year}.tsv"))}


@cache
def _localities(year: int) -> dict[tuple[str, str], Locality]:
    return {(one.carrier, one.locality): one for one in (convert(row, Locality) for row in _rows(f"gpci_{year}.tsv"))}


@cache
def _factors(year: int) -> dict[tuple[str, str], AnesthesiaFactor]:
    return {(one.carrier, one.locality): one for one in (convert(row, AnesthesiaFactor) for row in _rows(f"anesthesia_{year}.tsv"))}


def _marked(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "nonfacility_na": row["nonfacility_na"] == "NA", "facility_na": row["facility_na"] == "NA"}


def _rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of one file by heading, with its release; none where the file is not here. A file serves one calendar year."""
    for item in files(__package__ or "", name):
        lines = item.read_text("utf-8").splitlines()
        release = next(line.split()[-1] for line in lines if line.startswith("# release "))
        heading, *body = (line.split("\t") for line in lines if line and not line.startswith("#"))
        for cells in body:
            yield {**dict(zip(heading, cells, strict=True)), "release": release}
