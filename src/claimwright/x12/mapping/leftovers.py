"""What a claim's loops hold that no field of a value has a place for: kept as segments, so that writing gives it back.

A kept segment is text with the separators ``*``, ``:`` and ``^``, behind the loop it belongs to: ``"2300/CR1*LB*140**A*DH*12"``,
``"2310A.2/NM1*P3*1*LEE"`` for the second loop of that id. Whether a loop can hold anything of the kind is decided by its ``State``,
once for all loops alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from claimwright.x12.instance import Instance
from claimwright.x12.tokens import Delimiters, words
from claimwright.x12.tree import Elements, Node, State, get
from claimwright.x12.written import Place, usual

from .claims_places import ASKED, DEPENDENT, ELEMENTS, REPEATED, Kept, taken, takes

_MARKS: Final = Delimiters()
_LEVELS: Final = ("2000B", "2000C", "2300")


def of_level(level: Instance, set_name: str, marks: Delimiters) -> tuple[str, ...]:
    """Segments of one level above a claim (billing provider, subscriber, patient)."""
    if level.stride is not None and not level.after and _nothing(level, set_name):
        return ()
    return _of(level, set_name, marks, _LEVELS)


def of_claim(claim: Instance, set_name: str, marks: Delimiters, *, sure: bool = False) -> tuple[str, ...]:
    """Segments of a claim beside its lines and other payers; ``sure``: it came as a stride, and lines are all that came after it."""
    return () if sure and claim.stride is not None and _nothing(claim, set_name) else _of(claim, set_name, marks, ("2320", "2400"))


def of_part(loop: Instance, set_name: str, marks: Delimiters) -> tuple[str, ...]:
    """Segments of a line (2400) or of another payer (2320)."""
    return _of(loop, set_name, marks, ())


def _nothing(loop: Instance, set_name: str) -> bool:
    """Whether fields take all of a loop that came as a stride: what depends on its form is found out once for the stride."""
    notes = loop.stride.notes
    if set_name not in notes:
        notes[set_name] = _choice(loop, set_name)
    return bool(notes[set_name](loop.rows))


def _choice(loop: Instance, set_name: str) -> Callable[[list[Elements]], bool]:
    """What decides whether fields take all: elements, each with its usual values."""
    found: list[tuple[Place, tuple[str, ...]]] = []
    at = 0
    for number, (part, state) in enumerate(zip(loop.stride.parts, loop.states, strict=True)):
        name = part.node.id
        nested = number > 1 and not part.closes
        if nested or part.tally or _may_hold(state, set_name) or (number and name in ASKED and (set_name, name) != ("837I", "2310A")):
            return lambda rows: False  # more decides
        kept = _kept(part.node, set_name) or {}
        for row, segment in enumerate(part.segments, at):
            found += [((row, number), several) for number, several in kept.get(segment.id, ())]
        at += len(part.segments)
    return usual(found)


def _of(loop: Instance, set_name: str, marks: Delimiters, skipped: tuple[str, ...]) -> tuple[str, ...]:
    """Of nearly every loop nothing is kept: that is found out first, with as little as possible."""
    if _plain(loop, set_name):
        for child in loop.loops:
            name = child.node.id
            if name not in skipped and (child.loops or not _plain(child, set_name) or (name in ASKED and not takes(set_name, child, 1))):
                break
        else:
            return ()
    return (*_own(loop, set_name, marks, ""), *_beneath(loop, set_name, marks, skipped))


def _plain(loop: Instance, set_name: str) -> bool:
    """Whether fields take a loop as it is: for sure where it says so."""
    may_hold = loop.state.made
    if may_hold is None or set_name == "dependent":
        may_hold = _may_hold(loop.state, set_name)
    if may_hold or loop.tally is not None:
        return False
    kept = _kept(loop.node, set_name)
    if kept is not None:
        for _, elements, _ in loop.segments:
            if elements[0] in kept:
                size = len(elements)
                for number, usual in kept[elements[0]]:
                    if number < size and elements[number] not in usual:
                        return False
    return True


def _beneath(loop: Instance, set_name: str, marks: Delimiters, skipped: tuple[str, ...] = ()) -> Iterator[str]:
    counted: dict[str, int] = {}
    for child in loop.loops:
        name = child.node.id
        if name in skipped:
            continue
        counted[name] = number = counted.get(name, 0) + 1
        behind = f".{number}" if number > 1 else ""
        if takes(set_name, child, number):
            yield from _own(child, set_name, marks, behind)
            yield from _beneath(child, set_name, marks)
        else:
            yield from _whole(child, marks, behind)


def _whole(loop: Instance, marks: Delimiters, behind: str) -> Iterator[str]:
    for _, elements, _ in loop.segments:
        yield as_text(loop.node.id + behind, elements, marks)
    for child in loop.loops:
        yield from _whole(child, marks, "")


def _own(loop: Instance, set_name: str, marks: Delimiters, behind: str) -> Iterator[str]:
    """Segments right under a loop: those no field takes, repeats beyond the one that is taken, and those that say more."""
    kept, name = _kept(loop.node, set_name), loop.node.id + behind
    if loop.tally is not None or _may_hold(loop.state, set_name):
        fields = taken(set_name, loop.node.id)
        last = {_key(elements, marks): position for _, elements, position in loop.segments}
        for _, elements, position in loop.segments:
            key = _key(elements, marks)
            carried = elements[0] in fields or key in fields
            if not carried or (last[key] != position and elements[0] not in REPEATED) or (kept and _says_more(kept, elements)):
                yield as_text(name, elements, marks)
    elif kept:
        for _, elements, _ in loop.segments:
            if elements[0] in kept and _says_more(kept, elements):
                yield as_text(name, elements, marks)


def _kept(node: Node, set_name: str) -> Kept | None:
    """The elements of a loop that no field takes; of an insured who is not the patient the middle name is one."""
    return DEPENDENT if set_name == "dependent" and node.id == "2010BA" else ELEMENTS.get(node.id)


def _says_more(kept: Kept, elements: Elements) -> bool:
    """Whether a segment has a value in an element that the fields neither hold nor give back."""
    return any(get(elements, number) not in usual for number, usual in kept.get(elements[0], ()))


def _may_hold(state: State, set_name: str) -> bool:
    """Whether a loop in that state holds a segment that no field takes, or is a loop that none takes."""
    fields = taken(set_name, state.node.id)
    items = [state.node.items[index] for index in state.seen]
    found = not fields or any(
        item.node is None and item.id not in fields and not (item.codes and all(f"{item.id}*{code}" in fields for code in item.codes))
        for item in items
    )
    if set_name != "dependent":
        state.made = found
    return found


def _key(elements: Elements, marks: Delimiters) -> str:
    """Id and qualifier of a segment."""
    return f"{elements[0]}*{get(elements, 1).split(marks.component, 1)[0]}"


def as_text(name: str, elements: Elements, marks: Delimiters) -> str:
    """A segment with our separators; where another file has them inside a value, a blank stands."""
    if marks == _MARKS:
        return f"{name}/{words('*'.join(elements))}"
    table: dict[int, str] = {ord(mark): " " for mark in _MARKS if mark not in marks}
    table |= {ord(mark): ours for mark, ours in ((marks.component, ":"), (marks.repetition, "^")) if mark}
    return f"{name}/{words('*'.join(value.translate(table) for value in elements))}"
