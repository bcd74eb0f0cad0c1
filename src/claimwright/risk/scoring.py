"""Diagnoses -> categories -> score. Two faces of one rule: the score alone, and the score with all that made it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .compiled import Model, bits
from .profiles import Profile
from .values import Condition, Dropped, Unused

Diagnoses = dict[int, tuple[str, ...]]
"""The diagnoses of each category, by its bit."""


class Scored(NamedTuple):
    """What diagnoses make of a profile. ``raw`` and ``chronic`` in thousandths; for the rest see :class:`RiskResult`."""

    raw: int
    chronic: int | None
    by_hcc: dict[str, float]
    conditions: tuple[Condition, ...]
    dropped: tuple[Dropped, ...]
    interactions: tuple[str, ...]
    by_interaction: dict[str, float]
    unused: tuple[Unused, ...]


def total(model: Model, profile: Profile, diagnoses: Iterable[str]) -> int:
    """The raw score alone, in thousandths."""
    quick, mask = model.quick, 0
    for code in diagnoses:
        own = quick.get(code)
        mask |= model.entry(code, profile.person.age, profile.person.sex).mask if own is None else own
    return profile.total + _worth(profile, _standing(model, mask)) if mask or profile.partners < 0 else profile.total


def scored(model: Model, profile: Profile, diagnoses: Iterable[str]) -> Scored:
    """The score with what each category contributes, what was dropped and what was not used."""
    given: Diagnoses = {}
    unused: dict[str, Unused] = {}
    mask = _mapped(model, profile, diagnoses, given, unused)
    kept = _standing(model, mask)
    rows, lasting = profile.segment.rows, model.chronic
    conditions, by_hcc, raw, alone = [], {}, 0, 0
    for place in sorted(given):
        if kept >> place & 1:
            hcc, label, value, factor, chronic = rows[place]
            raw += value
            if chronic:
                alone += value
            by_hcc[hcc] = factor
            conditions.append(Condition(hcc, label, factor, chronic, given[place]))
    names, by_interaction, added = _together(profile, kept)
    raw += added
    if lasting is not None:
        alone += added if kept & lasting == kept else _together(profile, kept & lasting)[2]
    dropped = _dropped(model, mask, kept, given) if kept != mask else ()
    lasting_part = None if lasting is None else alone
    return Scored(
        profile.total + raw, lasting_part, by_hcc, tuple(conditions), dropped, names, by_interaction, tuple(unused.values())
    )  # fmt: skip


def _mapped(model: Model, profile: Profile, diagnoses: Iterable[str], given: Diagnoses, unused: dict[str, Unused]) -> int:
    """The categories of all diagnoses, with the diagnoses of each."""
    mask, entries = 0, model.entries
    for written in diagnoses:
        code, own, places, without = entries.get(written) or model.entry(written, profile.person.age, profile.person.sex)
        mask |= own
        for place in places:
            known = given.get(place)
            if known is None:
                given[place] = (code,)
            elif code not in known:
                given[place] = (*known, code)
        if without is not None:
            unused[written] = without
    return mask


def _standing(model: Model, mask: int) -> int:
    """The categories left by the special rules, then by the hierarchies."""
    for drop, unless, _why in model.special:
        if mask & drop and not mask & unless:
            mask &= ~drop
    fallen, rest, children = 0, mask & model.parents, model.children
    while rest:
        low = rest & -rest
        fallen |= children[low]
        rest ^= low
    return mask & ~fallen


def _worth(profile: Profile, kept: int) -> int:
    """What categories add to the demographic part: their factors, the interactions, the factor of their number."""
    segment = profile.segment
    values, counts = segment.by_mask, segment.counts
    worth, number, rest = 0, 0, kept
    while rest:
        low = rest & -rest
        worth += values[low]
        number += 1
        rest ^= low
    if kept & profile.partners or profile.partners < 0:
        for _name, masks, absent, _flags, value in profile.interactions:
            for mask in masks:
                if not kept & mask:
                    break
            else:
                worth += 0 if kept & absent else value
    count = counts[number if number < 10 else 10]
    return worth if count is None else worth + count[1]


def _together(profile: Profile, kept: int) -> tuple[tuple[str, ...], dict[str, float], int]:
    """The interactions that apply, their factors and that of the number of categories, and what they add in thousandths."""
    factors: dict[str, float] = {}
    added = 0
    if kept & profile.partners or profile.partners < 0:
        for name, masks, absent, _flags, value in profile.interactions:
            for mask in masks:
                if not kept & mask:
                    break
            else:
                if not kept & absent:
                    factors[name] = value / 1000
                    added += value
    names = tuple(factors)
    number = kept.bit_count()
    if count := profile.segment.counts[number if number < 10 else 10]:
        factors[count[0]] = count[1] / 1000
        added += count[1]
    return names, factors, added


def _dropped(model: Model, mask: int, kept: int, given: Diagnoses) -> tuple[Dropped, ...]:
    """Every category that fell, with the rule: a special one, or the first of the categories that outrank it."""
    special: dict[int, str] = {}
    ranked = mask
    for drop, unless, why in model.special:
        if mask & drop and not mask & unless:
            special |= dict.fromkeys(bits(mask & drop), why)
            ranked &= ~drop
    found = []
    for place in bits(mask & ~kept):
        because = special.get(place) or next(text for above, text in model.outranked[place] if ranked & above)
        found.append(Dropped(model.hccs[place], because, given[place]))
    return tuple(found)
