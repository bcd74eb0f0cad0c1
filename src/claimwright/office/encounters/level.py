"""The level of a visit, element by element: what the record shows, and what another judgement of it would come to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import Http404

from claimwright.office.preferences.queries import packs

from . import engine
from .models import CodeDecision, Encounter


class Leveled(NamedTuple):
    """``grid``: the record's elements; ``chosen``: each as judged; ``code``: what they come to, or the minutes, as ``by`` says."""

    visit: CodeDecision
    grid: Any
    choices: Mapping[str, tuple[str, ...]]
    chosen: dict[str, str]
    minutes: int | None
    code: str
    by: str

    @property
    def elements(self) -> list[tuple[str, tuple[str, ...], str, Any]]:
        """Of each element its name, the levels that it can have, the one that is judged, and the record's."""
        return [(name, levels, self.chosen[name], getattr(self.grid, name)) for name, levels in self.choices.items()]


def leveled(encounter: Encounter, judged: Mapping[str, Any]) -> Leveled:
    """By the record, and by what somebody judges otherwise: ``problems``, ``data``, ``risk``, ``minutes``. 404 where there is no visit."""
    visit, choices = _visit(encounter), engine.level_choices()
    grid = engine.grid(encounter.as_value(), packs(encounter.practice))
    chosen = {name: judged[name] if judged.get(name) in levels else getattr(grid, name).level for name, levels in choices.items()}
    minutes = judged.get("minutes", grid.minutes)
    code, by = engine.leveled(visit.value.code, (chosen["problems"], chosen["data"], chosen["risk"]), minutes)
    return Leveled(visit, grid, choices, chosen, minutes, code, by)


def _visit(encounter: Encounter) -> CodeDecision:
    """The encounter's visit code that was not rejected, or 404."""
    standing = (one for one in encounter.decisions.exclude(state="rejected") if one.value.role == "visit")
    found = next(standing, None)
    if found is None:
        raise Http404("no visit")
    return found
