"""Lines of codes compared, line for line: a code given twice is two lines, an optional line neither helps nor harms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ..coding.scores import Counts, interval, micro, share
from .adjudicate import accepted
from .notes import Coding, GoldNote, Row

SERVICES = ("cpt", "hcpcs")
KINDS: dict[str, Callable[[Row], bool]] = {
    "diagnoses": lambda row: row["system"] == "icd10cm",
    "services": lambda row: row["system"] in SERVICES,
    "services but visits": lambda row: row["system"] in SERVICES and not is_visit(row["code"]),
    "inpatient procedures": lambda row: row["system"] == "icd10pcs",
}
VISITS = (("92002", "92014"), ("98000", "98016"), ("99202", "99397"))
"""CPT numbers of visits that have a level: of eyes; by audio and video; office to preventive."""


def is_visit(code: str) -> bool:
    """Whether a code is a visit with a level (or an age, or a time)."""
    return any(low <= code <= high for low, high in VISITS)


def compared(given: Sequence[Row], key: Sequence[Row], *, stated: bool = True) -> Counts:
    """Lines right, proposed, wanted. ``stated``: units and modifiers must agree where both sides tell them."""
    given, wanted = _gathered(given, key), [row for row in key if not row.get("optional")]
    met = _matched(given, wanted, stated)
    spare = [row for at, row in enumerate(given) if at not in met]
    forgiven = _matched(spare, [row for row in key if row.get("optional")], stated)
    return len(met), len(given) - len(forgiven), len(wanted)


def _gathered(given: Sequence[Row], key: Sequence[Row]) -> list[Row]:
    """Lines of one service which the key tells in one row, in one as well: their units together, their modifiers apart from each other."""
    told = Counter(row["code"] for row in key if "units" in row)
    lines: list[Row] = []
    for row in given:
        same = [other for other in given if other["code"] == row["code"]]
        if "units" not in row or told[row["code"]] != 1 or len(same) == 1:
            lines.append(row)
        elif row is same[0]:
            lines.append(row | {"units": sum(other["units"] for other in same), "modifiers": []})
    return lines


def _matched(given: Sequence[Row], key: Sequence[Row], stated: bool) -> set[int]:
    """Positions of given lines in a largest pairing with the key's lines, each line in one pair (augmenting paths)."""
    holder: dict[int, int] = {}

    def place(at: int, tried: set[int]) -> bool:
        for line, row in enumerate(key):
            if line not in tried and _same(given[at], row, stated):
                tried.add(line)
                if line not in holder or place(holder[line], tried):
                    holder[line] = at
                    return True
        return False

    for at in range(len(given)):
        place(at, set())
    return set(holder.values())


def _same(given: Row, row: Row, stated: bool) -> bool:
    """One code, or one that does in its place; of the same code also units and modifiers, where both tell them."""
    if given["code"] != row["code"]:
        return given["code"] in accepted(row) or row["code"] in accepted(given)
    if not stated:
        return True
    units = "units" not in given or "units" not in row or given["units"] == row["units"]
    modifiers = not given.get("modifiers") or not row.get("modifiers") or set(given["modifiers"]) == set(row["modifiers"])
    return units and modifiers


def required(coding: Coding) -> Coding:
    """The coding without its optional rows, as one coder gives it to be compared with another."""
    return Coding([row for row in coding.rows if not row.get("optional")], coding.leads)


def figures(notes: Sequence[GoldNote], given: dict[str, Coding], key: dict[str, Coding]) -> dict[str, Any]:
    """Each kind of code with its interval; ``first_listed`` and ``visit_level`` as shares of the notes that have one."""
    found: dict[str, Any] = {"notes": len(notes)}
    for kind, belongs in KINDS.items():
        those = [note for note in notes if kind != "inpatient procedures" or (note.stated and note.setting == "inpatient")]
        pairs = [
            ([row for row in given[note.id].rows if belongs(row)], [row for row in key[note.id].rows if belongs(row)]) for note in those
        ]
        found[kind] = _counted([compared(mine, wanted) for mine, wanted in pairs])
        if kind == "services":
            found["services by code alone"] = _counted([compared(mine, wanted, stated=False) for mine, wanted in pairs])
    found["first_listed"] = _shared(_first_listed(given[note.id], key[note.id]) for note in notes)
    found["visit_level"] = _shared(_levels(notes, given, key))
    return found


def _first_listed(given: Coding, key: Coding) -> bool:
    return any(row.get("first_listed") and row["code"] in key.leads for row in given.rows)


def _levels(notes: Iterable[GoldNote], given: dict[str, Coding], key: dict[str, Coding]) -> Iterable[bool]:
    """Of the notes where a visit is required: exactly the visits that are, at the levels that are."""
    for note in notes:
        wanted = [row for row in key[note.id].rows if is_visit(row["code"])]
        if any(not row.get("optional") for row in wanted):
            right, proposed, asked = compared([row for row in given[note.id].rows if is_visit(row["code"])], wanted, stated=False)
            yield right == proposed == asked


def _counted(counts: list[Counts]) -> dict[str, Any]:
    if not any(proposed or wanted for _, proposed, wanted in counts):
        return {"precision": 0.0, "recall": 0.0, "f1": 0.0, "f1_interval": (0.0, 0.0), "wanted": 0}
    return {**micro(counts), "f1_interval": interval(counts), "wanted": sum(wanted for _, _, wanted in counts)}


def _shared(hits: Iterable[bool]) -> dict[str, Any]:
    """A share is the F1 of notes with one line each, so the interval is drawn the same way."""
    counts = [(int(hit), 1, 1) for hit in hits]
    if not counts:
        return {"share": 0.0, "interval": (0.0, 0.0), "notes": 0}
    return {"share": share(sum(hit for hit, _, _ in counts), len(counts)), "interval": interval(counts), "notes": len(counts)}
