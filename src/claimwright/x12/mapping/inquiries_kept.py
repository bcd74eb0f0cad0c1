"""What a question to a payer, a review or an answer says that no field of its value holds: kept as segments, and put back.

What that is shows by comparison: the value is written, and what the file says beside it is kept (as text behind its loop, see
``leftovers``). A segment of which fields take only some is kept too, and stands again while it says what the fields say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from claimwright.core import InputError, replace
from claimwright.x12.envelope import Envelope
from claimwright.x12.instance import Instance
from claimwright.x12.listening import Transaction
from claimwright.x12.tokens import Delimiters, unpad
from claimwright.x12.tree import get

from .leftovers import as_text
from .nodes import node
from .placing import Shelf, restored, shelve
from .values import Segment, charged

Guide = tuple[str, str]
"""ST01 and version."""
Loops = Sequence[Instance | None]
"""The levels of a value, from above; None where there is none."""
_COARSE: Final[dict[str, frozenset[int]]] = {
    "NM1": frozenset((1, 2, 8)), "TRN": frozenset((3,)), "INS": frozenset((2,)), "PRV": frozenset((1,)), "PER": frozenset((2,)),
}  # fmt: skip
"""Elements that no field holds, or only a coarser one: writing gives them a usual value."""
_HELD: Final = {"HI": slice(1, 2), "STC": slice(3)}
"""Components that fields hold; of others a procedure with its modifiers."""
_WHEN: Final = datetime(2000, 1, 1)  # noqa: DTZ001 (no segment that is compared tells it)


# -- reading -----------------------------------------------------------------------------------------------------------


def written(
    made: Any,
    write: Callable[[list[Any], Envelope], Iterable[list[Segment]]],
    guide: Guide,
    transaction: Transaction,
    loops: Loops,
    leave: Sequence[str] = (),
    loop_id: str = "ST",
) -> Shelf | None:
    """What a value is written as in its file's envelope, in the loops of its guide.

    None where that is all that its loops say (so it is nearly always; ``leave``: loops beneath them that are another value's), and where
    it cannot be written.
    """
    try:
        segments = [one for several in write([made], _envelope(get(transaction.isa, 6), get(transaction.isa, 8))) for one in several]
    except InputError:
        return None
    texts = Counter(["*".join(one).rstrip("*") for one in segments])
    texts.subtract(["*".join(one).rstrip("*") for loop in filter(None, loops) for one in _said(loop, leave)])
    return shelve(segments, node(*guide, loop_id), says_less) if min(texts.values()) < 0 else None


@lru_cache(64)
def _envelope(sender: str, receiver: str) -> Envelope:
    return Envelope(sender=unpad(sender), receiver=unpad(receiver), control=1, timestamp=_WHEN)


def _said(loop: Instance, leave: Sequence[str]) -> Iterator[Sequence[str]]:
    """Every segment of a loop and of those beneath it, but where a level begins."""
    for _, elements, _ in loop.segments:
        if elements[0] != "HL":
            yield elements
    for child in loop.loops:
        if child.node.id not in leave:
            yield from _said(child, leave)


def kept(loops: Loops, own: Shelf | None, marks: Delimiters, leave: Iterable[str] = ()) -> tuple[str, ...]:
    """What loops say beside what their value is written as. ``leave``: loops that are looked at by themselves."""
    found: list[str] = []
    for loop in filter(None, loops):
        there = own.find(loop.node.id) if own is not None else ()
        if there:
            found += _left(loop, there[0], marks, "", frozenset(leave))
    return tuple(found)


def kept_each(loops: Iterable[Instance], own: Shelf | None, loop_id: str, marks: Delimiters) -> list[tuple[str, ...]]:
    """The same of loops of one id, one after the other."""
    if own is None:
        return []
    return [tuple(_left(loop, there, marks, "", frozenset())) for loop, there in zip(loops, own.find(loop_id), strict=False)]


def _left(loop: Instance, own: Shelf, marks: Delimiters, behind: str, leave: frozenset[str]) -> Iterator[str]:
    """What a loop says beside one that is written, then what the loops beneath it say."""
    mine = [thing for _, _, thing in own.entries if not isinstance(thing, Shelf)]
    told = [_ours(elements, marks) for _, elements, _ in loop.segments if elements[0] != "HL"]
    for segment in [one for one in told if not _drop(mine, one, _alike)]:
        if _drop(mine, segment, says_less) or all(one[0] != segment[0] for one in mine):  # else fields hold it, in another form
            yield f"{loop.node.id}{behind}/{'*'.join(segment)}"
    for name in dict.fromkeys(child.node.id for child in loop.loops if child.node.id not in leave):
        there = [one for one in own.loops() if one.node.id == name]
        for child, number in _paired([child for child in loop.loops if child.node.id == name], there, marks):
            behind = f".{number}" if number > 1 else ""
            found = number <= len(there)
            yield from _left(child, there[number - 1], marks, behind, leave) if found else _whole(child, marks, behind)


def _paired(children: list[Instance], there: list[Shelf], marks: Delimiters) -> Iterator[tuple[Instance, int]]:
    """Each loop with the number of the written one that says it: by its head, then in order; more of them than are written count on."""
    free, placed = list(range(len(there))), dict[int, int]()
    for at, child in enumerate(children):
        head = _ours(child.segments[0][1], marks)
        same = next((one for one in free if says_less(there[one].head, head)), None)
        if same is not None:
            free.remove(same)
            placed[at] = same
    more = iter([*free, *range(len(there), len(there) + len(children))])
    for at, child in enumerate(children):
        yield child, (placed[at] if at in placed else next(more)) + 1


def _drop(several: list[Segment], segment: Segment, same: Callable[[Segment, Segment], bool]) -> bool:
    """Take away the first that is the same as a segment; whether there was one."""
    at = next((at for at, one in enumerate(several) if same(one, segment)), None)
    if at is not None:
        del several[at]
    return at is not None


def _alike(own: Segment, there: Segment) -> bool:
    return _plain(own) == _plain(there)


def _whole(loop: Instance, marks: Delimiters, behind: str) -> Iterator[str]:
    for _, elements, _ in loop.segments:
        yield as_text(loop.node.id + behind, elements, marks)
    for child in loop.loops:
        yield from _whole(child, marks, "")


def _ours(elements: Sequence[str], marks: Delimiters) -> Segment:
    return as_text("", list(elements), marks)[1:].split("*")


def _plain(segment: Segment) -> list[object]:
    """Its elements, amounts as such, without blank ones at the end."""
    while segment and not segment[-1].strip(":"):
        segment = segment[:-1]
    return [value if (told := charged(value)) is None else told for value in segment]


# -- writing -----------------------------------------------------------------------------------------------------------


def says_less(own: Segment, there: Segment, loop_id: str = "") -> bool:
    """Whether a kept segment says all that fields gave the written one."""
    coarse = _COARSE.get(own[0], frozenset())
    return own[0] == there[0] and all(not value or at in coarse or _agrees(own[0], value, get(there, at)) for at, value in enumerate(own))


def _agrees(name: str, own: str, there: str) -> bool:
    amount = charged(own)
    if own == there or (amount is not None and amount == charged(there or "0")):
        return True
    if ":" not in there:
        return False
    held = _HELD.get(name, slice(6))
    return [*filter(None, own.split(":")[held])] == [*filter(None, there.split(":")[held])]


def of_level(segments: Iterable[str], letter: str) -> tuple[str, ...]:
    """Kept segments of one hierarchical level: its letter ends the number of its loops."""
    return tuple(one for one in segments if one[4:5] == letter)


def put_back(
    guide: Guide, loop_id: str, own: Iterable[Segment], several: Iterable[str], parts: Mapping[str, Sequence[Iterable[str]]] | None = None
) -> list[Segment]:
    """Written segments of one loop with kept ones in their places; ``parts`` as for claims."""
    parts = {name: texts for name, texts in (parts or {}).items() if any(texts)}
    return restored(own, several, guide[1], loop_id, parts, guide[0], says_less)


def with_segments(made: Any, found: tuple[str, ...], **parts: list[tuple[str, ...]]) -> Any:
    """The value with what was kept of it, and of its parts by the name of their field."""
    changed: dict[str, Any] = {"segments": found} if found else {}
    for name, texts in parts.items():
        several = getattr(made, name)
        if any(texts) and len(texts) == len(several):
            changed[name] = tuple(with_segments(one, text) for one, text in zip(several, texts, strict=True))
    return replace(made, **changed) if changed else made
