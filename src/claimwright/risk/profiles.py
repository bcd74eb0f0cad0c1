"""What of a score does not depend on diagnoses: the segment, the demographic factors, the interactions that are open to a person."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from .person import Flags, Key, Person, person
from .segments import Interaction, Segment, Term

if TYPE_CHECKING:
    from .compiled import Model
    from .definition import SegmentRule


class Profile(NamedTuple):
    """A person as a model sees one; ``person.reason`` says why there is none.

    ``total``: the demographic factors in thousandths. ``partners``: the categories without one of which no interaction applies; below 0
    where one may apply without any.
    """

    person: Person
    segment: Segment
    terms: dict[str, float]
    total: int
    interactions: tuple[Interaction, ...]
    partners: int


def profile_of(model: Model, key: Key) -> Profile:
    """The profile of what ``engine.person_key`` gathers."""
    who = person(key, model.definition.aged_at_64)
    if who.reason:
        return _none(who)
    if hhs := model.definition.family == "hhs":
        who = who._replace(warnings=())  # entitlement to Medicare has no part in it
    rule = _rule(model, who)
    if rule is None:
        known = ", ".join(rule.name for rule in model.definition.segments)
        wanted = who.segment or (f"fits metal {who.flags['metal'] or '(none)'}" if hhs else "fits")
        return _none(who._replace(reason=f"no segment {wanted}: the model has {known}"))
    who = who._replace(flags=who.flags | rule.when)  # what a named segment says of a person goes before the other fields
    terms = _terms(model, rule, who)
    if not terms and rule.demographic:
        return _none(who._replace(reason=f"segment {rule.name} has no factor for this age and sex"))
    segment = model.segments[rule.name.upper()]
    opened = tuple(item for item in segment.interactions if all(who.flags[flag] for flag in item.flags))
    partners = reduce(or_, (item.masks[0] if item.masks else -1 for item in opened), 0)
    return Profile(who, segment, {name: value / 1000 for name, value in terms}, sum(value for _name, value in terms), opened, partners)


def _none(who: Person) -> Profile:
    return Profile(who, Segment(""), {}, 0, (), 0)


def _rule(model: Model, who: Person) -> SegmentRule | None:
    rules = model.definition.segments
    if who.segment:
        return next((rule for rule in rules if rule.name.upper() == who.segment.upper().rstrip("_")), None)
    return next((rule for rule in rules if _fits(rule.when, who.flags)), None)


def _terms(model: Model, rule: SegmentRule, who: Person) -> list[Term]:
    """The demographic factors that a person has in a segment, the age-sex factor first; none where that is wanting."""
    if rule.constant:
        return [(rule.name, model.coefficients[rule.name.lower()])]
    found: list[tuple[str, int | None]] = []
    if name := rule.demographic.format(**who.words):
        found.append((f"{rule.name}_{name}", model.factor(rule.name, name)))
        if found[0][1] is None:
            return []
    for variable in model.definition.variables:
        if _fits(variable.when, who.flags):
            bare = rule.name in variable.bare
            value = model.coefficients.get(variable.name.lower()) if bare else model.factor(rule.name, variable.name)
            found.append((variable.name if bare else f"{rule.name}_{variable.name}", value))
    return [(name, value) for name, value in found if value is not None]


def _fits(when: dict[str, str | bool], flags: Flags) -> bool:
    return all(flags[name] == wanted for name, wanted in when.items())
