"""Every element that a guide leaves open comes back: filled one at a time in a good file, read as values and written again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from claimwright import x12
from claimwright.cli.measures.x12_damage import good, joined
from claimwright.x12.mapping.placing import Shelf, shelve
from claimwright.x12.tree import guide

from .test_x12_kept import ENVELOPE_LOOPS, loops, told, value

WRITERS = {
    "837p": ("005010X222A1", x12.write_837), "837i": ("005010X223A2", x12.write_837), "837d": ("005010X224A2", x12.write_837),
    "835": ("005010X221A1", x12.write_835), "270": ("005010X279A1", x12.write_270), "271": ("005010X279A1", x12.write_271),
    "276": ("005010X212", x12.write_276), "277": ("005010X212", x12.write_277), "278_request": ("005010X217", x12.write_278),
    "278_answer": ("005010X217", x12.write_278),
}  # fmt: skip
HEADS = ("ST", "SE", "HL", "BHT")
KNOWN = {
    "2000B SBR02": "who is the patient is told by the levels",
    "2010AA NM104": "an organization has no first name",
    "2110 SVC06": "of what was sent the form of the code tells its kind",
    "2400 SV202": "a procedure of another list than HCPCS is written as HC",
}
"""What writing changes, and why."""


def filled(name: str) -> Iterator[tuple[str, bytes]]:
    """The good file with one more element each time, for every place where one may stand and none does, once for each loop."""
    parts = good(name)
    start, end = (next(at for at, one in enumerate(parts) if one.startswith(kind)) for kind in ("ST*", "SE*"))
    known = guide(name[:3], WRITERS[name][0])
    assert known is not None
    seen = set()
    for number, holder in enumerate(loops(shelve((one.split("*") for one in parts[start:end]), known.root))):
        for at, (index, _, thing) in enumerate(holder.entries):
            item = holder.node.items[index]
            if isinstance(thing, Shelf) or item.id in HEADS or holder.node.id in ENVELOPE_LOOPS:
                continue
            for element in item.segment.elements:
                place = holder.node.id, index, element.number
                there = "".join(thing[element.number : element.number + 1])
                if element.usage == "N" or there or place in seen or (item.id in ("HI", "STC") and element.number > len(thing)):
                    continue
                seen.add(place)
                top = shelve((one.split("*") for one in parts[start:end]), known.root)
                segment = list(loops(top))[number].entries[at][2]
                assert isinstance(segment, list)
                segment += [""] * (element.number + 1 - len(segment))
                segment[element.number] = value(element)
                yield (
                    f"{holder.node.id} {item.id}{element.number:02d}",
                    joined([*parts[:start], *map("*".join, top.segments()), *parts[end:]]),
                )


@pytest.mark.parametrize("name", WRITERS)
def test_every_element_of_a_guide_comes_back(name: str) -> None:
    lost, tried = {}, 0
    for what, data in filled(name):
        if x12.check(data, snip=2).verdict == "rejected":
            continue  # the element does not go with the others
        tried += 1
        values = list(x12.read(data))
        again = WRITERS[name][1](values, x12.envelope_of(data))  # type: ignore[arg-type]
        if told(data) - told(again) or list(x12.read(again)) != values:
            lost[what] = dict(told(data) - told(again))
    assert {what: gone for what, gone in lost.items() if what not in KNOWN} == {}
    assert tried >= 10
