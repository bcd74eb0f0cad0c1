"""The strides known for a guide: learned from the file that is read, and taken again where they went on before."""

from __future__ import annotations

import re
from collections.abc import Callable

from .strides import LONGEST_STRIDE, Doubtful, Judge, Step, Stride, parts_of
from .tokens import Delimiters
from .tree import LARGEST_TABLE, Elements, Guide, Item, Move, State

FIRST_LEARNED = 8
"""A run is learned when nothing known fitted for the 8th, 16th, 32nd, ... time."""
MOST_STRIDES = 24
"""Strides kept for one item."""


class Chain:
    """A stride that went on from a state, ready to go on from there again: by which ``move``, into which ``states``.

    ``above``: the state of the loop that holds it, ``end`` of the innermost that is open afterwards; ``folds``: whether nobody waits for
    the loop when it closes, so that it can stay folded (``open`` loops of it stand open then); ``level``: whether a hierarchical level
    begins with it. The rest is the stride's.
    """

    __slots__ = (
        "above", "closes", "count", "counted", "depth", "end", "folds", "item", "level", "match", "move", "node", "open", "states",
        "stride", "take", "tally",
    )  # fmt: skip

    def __init__(self, stride: Stride, move: Move, states: tuple[State, ...]) -> None:
        """All that is needed to take it, at hand."""
        self.stride, self.move, self.states = stride, move, states
        self.match, self.take, self.count = stride.match, stride.take, stride.count
        self.node, self.depth, self.tally = stride.parts[0].node, stride.depth, stride.tally
        self.item, self.closes, self.counted = move.item, move.closes, move.counted
        self.above: State = move.state.parent  # type: ignore[assignment]
        self.end, self.open = states[-1], stride.depth + 1
        self.folds, self.level = states[0].quiet, move.item.id == "HL"


class Strides:
    """The strides known for one guide and one set of separators, learned from the file that is checked."""

    def __init__(self, guide: Guide, marks: Delimiters, judge: Callable[[Item], Judge]) -> None:
        """``judge``: who judges the segments of an item."""
        self._guide, self._marks, self._judge = guide, marks, judge
        self.known: dict[Item, list[Stride]] = {}
        self.chains: dict[State, list[Chain]] = {}
        self._misses: dict[Item, int] = {}
        self._texts: dict[Item, set[str]] = {}
        self.before: Found | None = None
        """The stride taken last, where ``steps`` go on from it."""
        self.steps: list[Step] = []
        """What was taken one by one since."""

    def find(self, here: State, move: Move, text: str, offset: int, batch: list[str], at: int) -> Found | None:
        """The stride that goes on with ``move`` at ``offset`` of ``text`` (``batch[at]`` is the first); None where there is none.

        None too where a code or a condition is wrong.
        """
        for stride in self.known[move.item]:
            match = stride.match(text, offset)
            if match is not None:
                states = stride.route(move.state)
                if states is None:
                    return None
                chain = Chain(stride, move, states)
                found = self.taken(chain, match, batch, at)
                if found is not None and len(self.chains) < LARGEST_TABLE:
                    self.chains.setdefault(here, []).append(chain)
                return found
        return None

    def taken(self, chain: Chain, match: re.Match[str], batch: list[str], at: int) -> Found | None:
        """A stride that matched, with its elements; None where a code or a condition is wrong after all."""
        try:
            rows = chain.take(batch[at : at + chain.count])
        except Doubtful:
            return None
        if self.steps:
            self.learn()
        self.before = found = chain, rows, match.end()
        return found

    def begun(self, here: State, move: Move, text: str, offset: int, batch: list[str], at: int) -> Found | None:
        """The stride that goes on with ``move``, where that opens a loop that may repeat; see :meth:`find`."""
        if move.node is None or not (move.node.handed or move.item.most > 1):
            return None
        if self.steps:
            self.learn()
        self.before = None
        return self.find(here, move, text, offset, batch, at) if move.item in self.known else None

    def step(self, move: Move, elements: Elements, *, recurs: bool) -> None:
        """A segment was taken by itself."""
        if len(self.steps) <= LONGEST_STRIDE:
            self.steps.append(Step(move.item, move.closes, elements, recurs))

    def interrupted(self) -> None:
        """A segment came that no step is known for."""
        self.steps, self.before = [], None

    def learn(self) -> None:
        """A run that was taken one by one (after a stride): make a stride of it when it is worth it."""
        steps, self.steps = self.steps, []
        if self.before is not None:
            chain, rows, _ = self.before
            steps = [*(step._replace(elements=row) for step, row in zip(chain.stride.steps, rows, strict=False)), *steps]
        item = steps[0].item
        misses = self._misses[item] = self._misses.get(item, 0) + 1
        learns = misses >= FIRST_LEARNED and not misses & (misses - 1) and len(self.known.get(item, ())) < MOST_STRIDES
        if misses > FIRST_LEARNED and not learns:
            return
        texts, before = [self._marks.element.join(step.elements) for step in steps], self._texts.setdefault(item, set())
        steps = [step._replace(recurs=step.recurs or text in before) for step, text in zip(steps, texts, strict=True)]
        if misses <= FIRST_LEARNED:
            before.update(texts)
        text = self._marks.terminator.join([*texts, ""])
        parts = parts_of(steps) if learns else None
        if parts is None or any(stride.match(text) for stride in self.known.get(item, ())):
            return  # no run; or known, and only a block of the file ended within it, or a code was wrong
        made = Stride(steps, parts, [self._judge(step.item) for step in steps], self._guide, self._marks)
        if made.match(text):
            self.known[item] = sorted([*self.known.get(item, ()), made], key=lambda one: -one.count)


Found = tuple[Chain, list[Elements], int]
"""A stride with the elements of its segments, a blank one at the end, and where the text goes on."""
