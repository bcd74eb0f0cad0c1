"""A model made ready to score: categories as bits of an integer, so that hierarchies and interactions are a few operations."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from importlib import import_module
from typing import NamedTuple

from claimwright.codesets.hcc_tables import DiagnosisEdit
from claimwright.core import dotted

from .definition import Definition
from .person import Key
from .profiles import Profile, profile_of
from .segments import Segment, compile_segment
from .values import Unused

PEOPLE = 32768
"""Demographic profiles, and diagnoses with edits as they count for an age and sex, remembered per model."""
SPELLINGS = 65536
"""Codes written with a dot, and codes that no model maps, remembered per model."""
Mapping = dict[str, tuple[str, ...]]


class Entry(NamedTuple):
    """A diagnosis as a model reads it: its code as people read it, its categories as a mask and as bits; where it has none, why."""

    code: str
    mask: int
    places: tuple[int, ...]
    unused: Unused | None = None


class Model:
    """A model of a payment year with its tables. Raises InputError where a table is not installed.

    ``borrowed``: the payment year whose mapping stands in for the model's own, else 0. ``quick``, ``entries``: diagnoses that mean the same
    for everybody. ``children``: by the bit of a category, those it outranks. ``chronic``: None where the model marks none.
    """

    def __init__(self, definition: Definition, calibration: int = 0, mapping: tuple[str, Mapping] | None = None) -> None:
        """``calibration``: which of several published sets of factors; ``mapping``: in place of the package's, with its release's name."""
        self.definition, tables = definition, definition.tables
        reader = import_module(f"claimwright.codesets.{definition.reader}")
        factors = reader.coefficients(*tables.coefficients).items()
        self.coefficients = {name: values[min(calibration, len(values) - 1)] for name, values in factors}
        self.labels: dict[str, str] = reader.labels(*tables.labels)
        self.hccs = tuple(sorted(self.labels, key=_order))
        self.bit = {hcc: place for place, hcc in enumerate(self.hccs)}
        release, mapped = mapping or (tables.mapping[1], reader.mapping(*tables.mapping))
        self.borrowed = 0 if mapping else definition.mapping_year
        self.masks = {code: self.mask(categories) for code, categories in mapped.items()}
        self.edits: dict[str, tuple[DiagnosisEdit, ...]] = reader.diagnosis_edits(*tables.edits) if tables.edits else {}
        self.quick = {code: mask for code, mask in self.masks.items() if code not in self.edits}
        self.entries = {code: Entry(shown(code), mask, bits(mask)) for code, mask in self.quick.items()}
        self._room = len(self.entries) + SPELLINGS
        self._rank(reader.hierarchies(*tables.hierarchies) | definition.ranks)
        self.chronic = self.mask(reader.chronic(*tables.chronic)) if tables.chronic else None
        self.special = tuple((self.mask(rule.drop), self.mask(rule.unless), rule.why) for rule in definition.special)
        self.profile, self.entry = lru_cache(PEOPLE)(self._profile), lru_cache(PEOPLE)(self._entry)
        title = f"{definition.title} {definition.payment_year}"
        self.releases = {"model": title, "mapping": release, "factors": tables.coefficients[1]}

    def mask(self, hccs: Iterable[str]) -> int:
        """The bits of categories; those the model does not pay for have none."""
        return sum({1 << self.bit[hcc] for hcc in hccs if hcc in self.bit})

    def edit(self, code: str, age: int, sex: str) -> DiagnosisEdit | None:
        """The edit that changes this diagnosis for a person, if any."""
        return next((edit for edit in self.edits.get(code, ()) if edit.applies(age, sex)), None)

    def _entry(self, given: str, age: int, sex: str) -> Entry:
        """A diagnosis for a person, after the edits; without categories where the model maps it to none."""
        code = given.replace(".", "").strip().upper()
        mask = self.masks.get(code, 0)
        if edit := self.edit(code, age, sex) if code in self.edits else None:
            return self._edited(given, code, edit, age, sex)
        found = Entry(shown(code), mask, bits(mask), None if mask else self._unused(given, code))
        if code not in self.edits and len(self.entries) < self._room:
            self.entries[given], self.quick[given] = found, mask
        return found

    @cached_property
    def segments(self) -> dict[str, Segment]:
        """Every segment, by its name in capitals."""
        return {rule.name.upper(): compile_segment(self, rule) for rule in self.definition.segments}

    def factor(self, segment: str, name: str) -> int | None:
        """A relative factor in thousandths by its name without the segment; None where the segment has none."""
        return self.coefficients.get((self.definition.prefix.format(segment=segment) + name).lower())

    def _profile(self, key: Key) -> Profile:
        return profile_of(self, key)

    def _rank(self, ranks: Mapping) -> None:
        self.children = {1 << self.bit[parent]: self.mask(children) for parent, children in ranks.items() if parent in self.bit}
        self.parents = sum(self.children)
        self.outranked: dict[int, tuple[tuple[int, str], ...]] = {}
        for above in sorted(self.children):
            because = f"hierarchy: {_spoken(self.hccs[above.bit_length() - 1])} outranks it"
            for place in bits(self.children[above]):
                self.outranked[place] = (*self.outranked.get(place, ()), (above, because))

    def _edited(self, given: str, code: str, edit: DiagnosisEdit, age: int, sex: str) -> Entry:
        mask = self.mask([edit.category])
        because = f"{edit.kind} edit: the diagnosis does not count for sex {sex} at age {age}"
        if mask:
            because = f"{edit.kind} edit: for sex {sex} at age {age} it counts for HCC {edit.category}, not as mapped"
        return Entry(shown(code), mask, bits(mask), Unused(shown(code), because))

    def _unused(self, given: str, code: str) -> Unused:
        """Why a code has no category; what is no code is shown as it was given."""
        if ":" in code:
            return Unused(given, f"names no drug group of {self.definition.title}")
        if given.count(".") > 1 or not 3 <= len(code) <= 7 or not code.isalnum() or not code[0].isalpha() or not code[1].isdigit():
            return Unused(given, "not written like an ICD-10-CM code")
        return Unused(shown(code), f"not a diagnosis of {self.definition.title}")


def shown(code: str) -> str:
    """A code as people read it: a diagnosis with its dot, a drug (``NDC:``) or service (``HCPCS:``) as it is."""
    return code if ":" in code else dotted(code)


def bits(mask: int) -> tuple[int, ...]:
    """The places of the bits of a mask, lowest first."""
    places = []
    while mask:
        low = mask & -mask
        places.append(low.bit_length() - 1)
        mask ^= low
    return tuple(places)


def _spoken(hcc: str) -> str:
    return hcc if hcc[0].isalpha() else f"HCC {hcc}"


def _order(hcc: str) -> tuple[int, str]:
    """Categories by number, drug groups after them."""
    digits = hcc.partition("_")[0]
    return (int(digits), hcc) if digits.isdigit() else (10**6, hcc)
