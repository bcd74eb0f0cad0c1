"""A model made ready to score: categories as bits of an integer, so that hierarchies and interactions are a few operations."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import NamedTuple

from claimwright.codesets import hcc_tables
from claimwright.codesets.hcc_tables import DiagnosisEdit

from .definition import Definition, SegmentRule
from .person import Flags, Key, Person, person
from .values import Unused

PEOPLE = 32768
"""Demographic profiles remembered per model."""
SPELLINGS = 65536
"""Codes written with a dot, and codes that no model maps, remembered per model."""
Term = tuple[str, int]


class Entry(NamedTuple):
    """A diagnosis as a model reads it: its code without dot, its categories as a mask and as bits; where it has none, why."""

    code: str
    mask: int
    places: tuple[int, ...]
    unused: Unused | None = None


class Interaction(NamedTuple):
    """An interaction of a segment: it applies where the categories have a bit of each mask in common. ``value`` in thousandths."""

    name: str
    masks: tuple[int, ...]
    flags: tuple[str, ...]
    value: int


class Row(NamedTuple):
    """A category in a segment. ``value``: its factor in thousandths, 0 where the segment has none."""

    hcc: str
    label: str
    value: int
    factor: float
    chronic: bool


class Segment(NamedTuple):
    """The factors of a segment: ``rows`` by bit, ``by_mask`` in thousandths by the bit alone, ``counts`` by the number of categories."""

    name: str
    rows: tuple[Row, ...]
    by_mask: dict[int, int]
    interactions: tuple[Interaction, ...]
    counts: tuple[Term | None, ...]


class Profile(NamedTuple):
    """What does not depend on diagnoses: segment, demographic factors and the interactions open to the person; or why none.

    ``partners``: the categories without one of which no interaction applies.
    """

    person: Person
    segment: Segment
    terms: dict[str, float]
    total: int
    interactions: tuple[Interaction, ...]
    partners: int = 0


class Model:
    """A model of a payment year with its tables. Raises InputError where a table is not installed.

    ``borrowed``: the payment year whose mapping stands in for the model's own, else 0.
    """

    def __init__(self, definition: Definition, calibration: int = 0, mapping: tuple[str, dict[str, tuple[str, ...]]] | None = None) -> None:
        """``calibration``: which of several published sets of factors; ``mapping``: in place of the package's, with its release's name."""
        self.definition, tables = definition, definition.tables
        self.coefficients = {
            name: values[min(calibration, len(values) - 1)] for name, values in hcc_tables.coefficients(*tables.coefficients).items()
        }
        release, mapped = mapping or (tables.mapping[1], hcc_tables.mapping(*tables.mapping))
        self.borrowed = 0 if mapping else definition.mapping_year
        self.labels = hcc_tables.labels(*tables.labels)
        self.hccs = tuple(sorted(self.labels, key=int))
        self.bit = {hcc: place for place, hcc in enumerate(self.hccs)}
        self.edits = hcc_tables.diagnosis_edits(*tables.edits) if tables.edits else {}
        self.masks = {code: self.mask(categories) for code, categories in mapped.items()}
        self.quick = {code: mask for code, mask in self.masks.items() if code not in self.edits}
        self.entries = {code: Entry(code, mask, bits(mask)) for code, mask in self.quick.items()}
        self._room = len(self.entries) + SPELLINGS
        self.children = self._children()
        self.parents = sum(self.children)
        self.outranked = self._outranked()
        chronic = hcc_tables.chronic(*tables.chronic) if tables.chronic else None
        self.chronic = None if chronic is None else self.mask(hcc for hcc in self.hccs if hcc in chronic)
        self.special = tuple((self.mask(rule.drop), self.mask(rule.unless), rule.why) for rule in definition.special)
        self.profile = lru_cache(PEOPLE)(self._profile)
        self.releases = {
            "model": f"{definition.title} {definition.payment_year}",
            "mapping": release,
            "factors": tables.coefficients[1],
        }

    def mask(self, hccs: Iterable[str]) -> int:
        """The bits of categories; those the model does not pay for have none."""
        return sum({1 << self.bit[hcc] for hcc in hccs if hcc in self.bit})

    def edit(self, code: str, age: int, sex: str) -> DiagnosisEdit | None:
        """The edit that changes this diagnosis for a person, if any."""
        return next((edit for edit in self.edits.get(code, ()) if edit.applies(age, sex)), None)

    def entry(self, given: str, age: int, sex: str) -> Entry:
        """A diagnosis for a person, after the edits; without categories where the model maps it to none."""
        code = given.replace(".", "").strip().upper()
        mask = self.masks.get(code, 0)
        if edit := self.edit(code, age, sex) if code in self.edits else None:
            return self._edited(given, code, edit, age, sex)
        found = Entry(code, mask, bits(mask), None if mask else Unused(given, self._why_unused(code)))
        if code not in self.edits and len(self.entries) < self._room:
            self.entries[given], self.quick[given] = found, mask
        return found

    def _edited(self, given: str, code: str, edit: DiagnosisEdit, age: int, sex: str) -> Entry:
        mask = self.mask([edit.category])
        because = f"{edit.kind} edit: the diagnosis does not count for sex {sex} at age {age}"
        if mask:
            because = f"{edit.kind} edit: for sex {sex} at age {age} it counts for HCC {edit.category}, not as mapped"
        return Entry(code, mask, bits(mask), Unused(given, because))

    def _why_unused(self, code: str) -> str:
        if not 3 <= len(code) <= 7 or not code.isalnum() or not code[0].isalpha() or not code[1].isdigit():
            return "not written like an ICD-10-CM code"
        return f"not a diagnosis of {self.definition.title}"

    @cached_property
    def segments(self) -> dict[str, Segment]:
        """Every segment, by its name in capitals."""
        return {rule.name.upper(): self._segment(rule) for rule in self.definition.segments}

    def _children(self) -> dict[int, int]:
        pairs = hcc_tables.hierarchies(*self.definition.tables.hierarchies).items()
        return {1 << self.bit[parent]: self.mask(children) for parent, children in pairs if parent in self.bit}

    def _outranked(self) -> dict[int, tuple[tuple[int, str], ...]]:
        """By bit: the categories above it, each with the words for it, the lowest number first."""
        found: dict[int, tuple[tuple[int, str], ...]] = {}
        for above in sorted(self.children):
            because = f"hierarchy: HCC {self.hccs[above.bit_length() - 1]} outranks it"
            for place in bits(self.children[above]):
                found[place] = (*found.get(place, ()), (above, because))
        return found

    def _factor(self, segment: str, name: str) -> int | None:
        return self.coefficients.get((self.definition.prefix.format(segment=segment) + name).lower())

    def _segment(self, rule: SegmentRule) -> Segment:
        definition = self.definition
        rows = tuple(self._row(rule, place) for place in range(len(self.hccs)))
        interactions = []
        for name, parts in definition.interactions.items():
            if (value := self._factor(rule.name, name)) is not None and not rule.constant:
                masks = tuple(
                    self.mask(definition.groups.get(part, (part,))) for part in parts if part in definition.groups or part in self.bit
                )
                flags = tuple(part for part in parts if part not in definition.groups and part not in self.bit)
                interactions.append(Interaction(name, masks, flags, value))
        counts = tuple(self._count(rule.name, number) for number in range(11))
        by_mask = {1 << place: row.value for place, row in enumerate(rows)}
        return Segment(rule.name, rows, by_mask, tuple(interactions), counts)

    def _row(self, rule: SegmentRule, place: int) -> Row:
        hcc = self.hccs[place]
        value = 0 if rule.constant else self._factor(rule.name, self.definition.hcc + hcc) or 0
        return Row(hcc, self.labels[hcc], value, value / 1000, bool(self.chronic and self.chronic >> place & 1))

    def _count(self, segment: str, number: int) -> Term | None:
        name = "D10P" if number >= 10 else f"D{number}"
        value = self._factor(segment, name) if self.definition.counts and number else None
        return None if value is None else (name, value)

    def _profile(self, key: Key) -> Profile:
        who = person(key, self.definition.aged_at_64)
        empty = Segment("", (), {}, (), ())
        if who.reason:
            return Profile(who, empty, {}, 0, ())
        rule = self._rule(who)
        if rule is None:
            known = ", ".join(rule.name for rule in self.definition.segments)
            return Profile(who._replace(reason=f"no segment {who.segment or 'fits'}: the model has {known}"), empty, {}, 0, ())
        segment = self.segments[rule.name.upper()]
        who = who._replace(flags=who.flags | rule.when)  # what a named segment says of a person goes before the other fields
        terms = self._terms(rule, who)
        if not terms:
            return Profile(who._replace(reason=f"segment {rule.name} has no factor for this age and sex"), segment, {}, 0, ())
        opened = tuple(item for item in segment.interactions if all(_holds(flag, who.flags) for flag in item.flags))
        partners = reduce(or_, (item.masks[0] for item in opened), 0)
        return Profile(who, segment, {name: value / 1000 for name, value in terms}, sum(value for _name, value in terms), opened, partners)

    def _rule(self, who: Person) -> SegmentRule | None:
        if who.segment:
            return next((rule for rule in self.definition.segments if rule.name.upper() == who.segment.upper().rstrip("_")), None)
        return next((rule for rule in self.definition.segments if _fits(rule.when, who.flags)), None)

    def _terms(self, rule: SegmentRule, who: Person) -> list[Term]:
        """The demographic factors that a person has in a segment; the age-sex factor first."""
        if rule.constant:
            return [(rule.name, self.coefficients[rule.name.lower()])]
        name = rule.demographic.format(**who.words)
        found = [(f"{rule.name}_{name}", self._factor(rule.name, name))]
        if found[0][1] is None:
            return []
        for variable in self.definition.variables:
            if _fits(variable.when, who.flags):
                bare = rule.name in variable.bare
                value = self.coefficients.get(variable.name.lower()) if bare else self._factor(rule.name, variable.name)
                found.append((variable.name if bare else f"{rule.name}_{variable.name}", value))
        return [(name, value) for name, value in found if value is not None]


def _fits(when: dict[str, str | bool], flags: Flags) -> bool:
    return all(flags[name] == wanted for name, wanted in when.items())


def _holds(flag: str, flags: Flags) -> bool:
    return bool(flags[flag])


def bits(mask: int) -> tuple[int, ...]:
    """The places of the bits of a mask, lowest first."""
    places = []
    while mask:
        low = mask & -mask
        places.append(low.bit_length() - 1)
        mask ^= low
    return tuple(places)
