"""What each part of coding contributes: the development notes coded with the Index, the lexicon, one family of cues or rules taken out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

NAME = "coding-ablation"


def run(samples: Path | None, echo: Callable[[str], None]) -> dict[str, Any]:
    """F1 without each part, and the difference to the whole. Needs the development notes."""
    from claimwright.cli.measures.coding import note_sets
    from claimwright.cli.measures.coding.ablation import without
    from claimwright.cli.measures.coding.scores import exact, micro
    from claimwright.codesets import open_books

    notes = next((one for one in note_sets(samples) if one.name == "aci_dev"), None)
    if notes is None:
        echo("coding-ablation: skipped: no samples")
        return {"skipped": "no samples"}
    figures: dict[str, Any] = {}
    for name, found in without(notes, open_books()):
        row = micro(map(exact, found))
        figures[name] = row | {"change": round(row["f1"] - figures.get("nothing", row)["f1"], 4)}
        echo(f"  without {name:34} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}  {figures[name]['change']:+.3f}")
    return figures
