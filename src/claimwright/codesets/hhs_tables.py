"""The tables of the HHS-HCC models as CMS publishes them with its "do it yourself" software, read where ``hccpy`` (optional) carries them.

The same questions as :mod:`.hcc_tables` answers: mapping, factors, hierarchies, labels, edits. Categories are named as CMS's variables are:
``003``, ``037_1``; groups of drugs ``RXC_03``. Every reader raises InputError where the table is not installed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache

from .hcc_tables import FOLDER, DiagnosisEdit, thousandths
from .icd10cm.validity import package_file

METALS = ("P", "G", "S", "B", "C")
"""Platinum, gold, silver, bronze, catastrophic: the order of the columns."""
MCE_AGES = {"0": (0, 0), "1": (0, 17), "2": (12, 55), "3": (14, None)}
"""Ages of the Medicare Code Editor's groups (newborn, pediatric, maternity, adult), as the edit macro I0V05ED2 states them."""
_SET0 = re.compile(r"%SET0\(CC=\s*([\d._]+)\s*,\s*HIER=%STR\(([^)]*)\)", re.IGNORECASE)
_LABEL = re.compile(r'^\s*(HHS_HCC[\d_]+|RXC_\d\d)\s*=\s*"([^"]*)"', re.MULTILINE)
_EDIT = re.compile(r'\bIF\s+(\(?[^();]*?\)?)\s+and\s+&ICD0\s+IN\s*\(([^)]*)\)\s*THEN\s+CC="([^"]*)"', re.IGNORECASE)
_BOUND = re.compile(r"&AGERTI\s*(<|>=|>|ne)\s*(\d+)", re.IGNORECASE)


@cache
def mapping(package: str, file: str, *more: str) -> dict[str, tuple[str, ...]]:
    """Diagnosis -> categories. ``more``: kind and file of drugs (NDC) and services (HCPCS), kept apart as ``NDC:00002102002``."""
    found: dict[str, tuple[str, ...]] = {}
    for code, category in _pairs(package, file):
        found[code] = (*found.get(code, ()), padded(category))
    for kind, other in zip(more[::2], more[1::2], strict=True):
        found |= {f"{kind}:{code}": (f"RXC_{int(group):02}",) for code, group in _pairs(package, other)}
    return found


@cache
def coefficients(package: str, file: str) -> dict[str, tuple[int, ...]]:
    """Relative factors in thousandths by model, metal and CMS's variable name in small letters: ``adult_s_hhs_hcc001``."""
    found: dict[str, tuple[int, ...]] = {}
    with package_file(package, FOLDER, file).open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines):
            if len(row) >= 8 and row[2] == "Yes":
                for metal, value in zip(METALS, row[3:8], strict=True):
                    found[f"{row[0]}_{metal}_{row[1]}".lower()] = (thousandths(value),)
    return found


@cache
def hierarchies(package: str, file: str) -> dict[str, tuple[str, ...]]:
    """Category -> the categories it outranks, from CMS's hierarchy macro."""
    text = package_file(package, FOLDER, file).read_text("latin-1")
    return {padded(parent): tuple(padded(child) for child in children.split(",")) for parent, children in _SET0.findall(text)}


@cache
def labels(package: str, file: str) -> dict[str, str]:
    """Category or drug group -> CMS's words for it, from its label macro."""
    text = package_file(package, FOLDER, file).read_text("latin-1")
    return {name.removeprefix("HHS_HCC"): words for name, words in _LABEL.findall(text)}


@cache
def diagnosis_edits(package: str, macro: str, ages: str, sexes: str) -> dict[str, tuple[DiagnosisEdit, ...]]:
    """Diagnosis -> its edits: the code editor's ages and sexes, which void, then the splits of CMS's edit macro."""
    found: dict[str, tuple[DiagnosisEdit, ...]] = {}
    for code, edit in (*_mce(package, ages, sexes), *_splits(package_file(package, FOLDER, macro).read_text("latin-1"))):
        found[code] = (*found.get(code, ()), edit)
    return found


def padded(category: str) -> str:
    """``37.1`` -> ``037_1``, as CMS's variables are named."""
    whole, _dot, part = category.strip().replace("_", ".").partition(".")
    return f"{int(whole):03}_{part}" if part.strip("0") else f"{int(whole):03}"


def _mce(package: str, ages: str, sexes: str) -> Iterator[tuple[str, DiagnosisEdit]]:
    for code, group in _pairs(package, ages):
        youngest, oldest = MCE_AGES[group]
        yield code, DiagnosisEdit("mce_age", "", youngest, oldest, "")
    for code, group in _pairs(package, sexes):
        yield code, DiagnosisEdit("sex", "F" if group == "1" else "M", None, None, "")  # 1 is for males only: it strikes females


def _splits(macro: str) -> Iterator[tuple[str, DiagnosisEdit]]:
    """The statements ``IF &AGERTI < 18 and &ICD0 IN (...) THEN CC="9"``."""
    for condition, codes, category in _EDIT.findall(macro):
        target = "" if category.startswith("-") else padded(category)
        youngest = oldest = None
        for sign, years in _BOUND.findall(condition):
            if sign == "<":
                youngest = int(years)
            else:
                oldest = int(years) - 1 if sign == ">=" else int(years)
        sex = "F" if '&SEX="2"' in condition else ""
        edit = DiagnosisEdit("sex" if sex else "age", sex, youngest, oldest, target)
        yield from ((code, edit) for code in re.findall(r'"(\w+)\s*"', codes))


def _pairs(package: str, file: str) -> Iterator[tuple[str, str]]:
    """The first two columns of CMS's tables; of the second its first word."""
    for line in package_file(package, FOLDER, file).read_text("latin-1").splitlines():
        if len(parts := line.split()) >= 2:
            yield parts[0], parts[1]
