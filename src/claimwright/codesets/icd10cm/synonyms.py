"""Words that say the same as others, for search and for the walk through the Index: ``synonyms.toml``, ``brands.toml``."""

from __future__ import annotations

from functools import cache

from claimwright.core.discovery import tables

from .words import stems


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Stems, and the stems that say the same."""
    found: dict[str, tuple[str, ...]] = {}
    for name in ("synonyms", "brands"):
        for word, others in tables(__package__).get(name, {}).get("words", {}).items():
            key = stems(word)[0]
            found[key] = (*found.get(key, ()), *(stem for other in others for stem in stems(other)))
    return found
