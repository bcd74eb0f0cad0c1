"""Every rule that goes beyond one segment, with the public source that it rests on."""

from __future__ import annotations

from typing import Final, NamedTuple

from claimwright.core import Severity

from .judging import rules

GUIDE_ONLY: Final = "the guide only"
"""How a source begins where nobody but the guide, which is sold, tells the rule in public; its place follows."""


class Entry(NamedTuple):
    """A rule by its id: level, the severest it may be, transaction sets, and each source once."""

    id: str
    snip: int
    severity: Severity
    sets: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def public(self) -> bool:
        """Whether a public source tells it."""
        return not all(source.startswith(GUIDE_ONLY) for source in self.sources)


def catalogue() -> list[Entry]:
    """The rules of all transaction sets, by level and id."""
    found: dict[str, Entry] = {}
    for one in (one for members in rules().values() for one in members):
        known = found.get(one.id, Entry(one.id, one.snip, one.severity, (), ()))
        severity = Severity.ERROR if Severity.ERROR in (known.severity, one.severity) else known.severity
        sets = tuple(dict.fromkeys((*known.sets, *one.sets)))
        found[one.id] = Entry(one.id, known.snip, severity, sets, tuple(dict.fromkeys((*known.sources, one.source))))
    return sorted(found.values(), key=lambda entry: (entry.snip, entry.id))
