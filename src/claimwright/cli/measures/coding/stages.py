"""Where the time goes: processor time of each stage a note, measured around the functions that are the stages."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from typing import Any

STAGES = {
    "sections and sentences": ("case.Case._read",),
    "mentions": ("collect.mentions_in",),
    "context": ("context.cues",),
    "search in the books": ("knowledge.model.Knowledge._ranked",),
    "candidates and verification": ("pipeline.collect",),
    "selection": ("pipeline.select",),
    "guideline rules": ("pipeline.apply_guidelines",),
    "order, confidence, alternatives": ("pipeline._diagnoses",),
    "services": ("pipeline.add_services", "pipeline.again"),
    "readable at all": ("pipeline.unreadable", "pipeline.several_patients"),
    "proof by coding again": ("pipeline.complete",),
    "the rest": ("pipeline.code",),
}
"""Name -> functions of ``claimwright.coding``; what one calls that is a stage itself counts there."""
PROOF = "proof by coding again"


class Clock:
    """Processor time by stage; all that happens within the proof, by the stage that is repeated there."""

    def __init__(self) -> None:
        self.seconds: dict[tuple[str, bool], float] = defaultdict(float)
        self._open: list[str] = []
        self._since = 0.0

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted for the stage."""

        @wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            self._turn()
            self._open.append(stage)
            try:
                return function(*given, **named)
            finally:
                self._turn()
                self._open.pop()

        return timed

    def _turn(self) -> None:
        now = time.process_time()
        if self._open:
            self.seconds[self._open[-1], PROOF in self._open] += now - self._since
        self._since = now


@contextmanager
def timed() -> Iterator[Clock]:
    """A clock around every stage, as long as this lasts."""
    clock, kept = Clock(), []
    for stage, names in STAGES.items():
        for name in names:
            holder, attribute = _holder(f"claimwright.coding.{name}")
            kept.append((holder, attribute, getattr(holder, attribute)))
            setattr(holder, attribute, clock.around(stage, kept[-1][2]))
    try:
        yield clock
    finally:
        for holder, attribute, function in kept:
            setattr(holder, attribute, function)


LARGE = 1024
"""Texts that a function keeps at least, if it keeps what it read; smaller stores hold tables."""


def forget_texts() -> None:
    """Forget what is kept of texts that were read, so that every note is new again; what was built from tables stays."""
    from claimwright.coding.knowledge import store
    from claimwright.coding.text import gate

    for name, module in list(sys.modules.items()):
        for value in list(vars(module).values()) if name.startswith("claimwright.coding") else ():
            if hasattr(value, "cache_clear") and (value.cache_parameters()["maxsize"] or 0) >= LARGE:
                value.cache_clear()
    store.forget_texts()
    gate.forget_texts()


def _holder(name: str) -> tuple[Any, str]:
    """The module or class that has the function, and its name there."""
    path, attribute = name.rsplit(".", 1)
    if path in sys.modules:
        return sys.modules[path], attribute
    module, kind = path.rsplit(".", 1)
    return getattr(import_module(module), kind), attribute
