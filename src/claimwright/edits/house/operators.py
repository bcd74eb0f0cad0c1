"""The operators of a condition: a small closed set, as data. To each belong the kinds of field it compares and what it needs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from .fields import comparable

Made = Callable[[Any], bool]
"""Whether the value of a field meets a condition."""


class Operator(NamedTuple):
    """``kinds``: of fields; ``takes``: what stands behind it (text, texts, number, yes or no); ``make``: from that to a test."""

    kinds: tuple[str, ...]
    takes: str
    words: str
    make: Callable[[Any], Made]


def _texts(wanted: Any) -> frozenset[str]:
    return frozenset(comparable(str(one)) for one in wanted)


def _begins(wanted: Any) -> Made:
    starts = tuple(comparable(one) for one in ([wanted] if isinstance(wanted, str) else wanted))
    return lambda value: comparable(value).startswith(starts)


def _has(wanted: Any) -> Made:
    texts = _texts([wanted] if isinstance(wanted, str) else wanted)
    return lambda value: not texts.isdisjoint(map(comparable, value))


def _has_starting(wanted: Any) -> Made:
    begins = _begins(wanted)
    return lambda value: any(begins(one) for one in value)


def _is(wanted: Any) -> Made:
    if isinstance(wanted, str):
        return lambda value: comparable(value) == comparable(wanted)
    return lambda value: value is not None and value == number(wanted)


def _against(compare: Callable[[Decimal, Decimal], bool]) -> Callable[[Any], Made]:
    def make(wanted: Any) -> Made:
        limit = number(wanted)
        return lambda value: value is not None and compare(value, limit)

    return make


def _negated(make: Callable[[Any], Made]) -> Callable[[Any], Made]:
    def negated(wanted: Any) -> Made:
        test = make(wanted)
        return lambda value: not test(value)

    return negated


def number(wanted: Any) -> Decimal:
    """A number as written in TOML. Raises ValueError."""
    try:
        return Decimal(str(wanted))
    except InvalidOperation:
        raise ValueError(f"{wanted!r} is no number") from None


OPERATORS: dict[str, Operator] = {
    "is": Operator(("text", "number"), "text or number", "equal; codes with or without dot", _is),
    "is_not": Operator(("text", "number"), "text or number", "different", _negated(_is)),
    "in": Operator(("text",), "texts", "one of these", lambda wanted: lambda value: comparable(value) in _texts(wanted)),
    "not_in": Operator(("text",), "texts", "none of these", lambda wanted: lambda value: comparable(value) not in _texts(wanted)),
    "starts": Operator(("text",), "text or texts", "begins with (one of) these", _begins),
    "not_starts": Operator(("text",), "text or texts", "begins with none of these", _negated(_begins)),
    "above": Operator(("number",), "number", "more than", _against(lambda one, other: one > other)),
    "below": Operator(("number",), "number", "less than", _against(lambda one, other: one < other)),
    "at_least": Operator(("number",), "number", "this or more", _against(lambda one, other: one >= other)),
    "at_most": Operator(("number",), "number", "this or less", _against(lambda one, other: one <= other)),
    "has": Operator(("list",), "text or texts", "holds (one of) these", _has),
    "has_not": Operator(("list",), "text or texts", "holds none of these", _negated(_has)),
    "has_starting": Operator(("list",), "text or texts", "one of them begins with (one of) these", _has_starting),
    "has_none_starting": Operator(("list",), "text or texts", "none of them begins with these", _negated(_has_starting)),
    "missing": Operator(("text", "number", "list"), "yes or no", "true: nothing is there; false: something is",
                        lambda wanted: lambda value: (value is None or value == "" or value == ()) is wanted),
}  # fmt: skip


def fault(takes: str, wanted: Any) -> str:
    """What is wrong with the value behind an operator, in words; empty where nothing is."""
    text, texts = isinstance(wanted, str), isinstance(wanted, list) and bool(wanted) and all(isinstance(one, str) for one in wanted)
    numeric = isinstance(wanted, (int, Decimal)) and not isinstance(wanted, bool)
    fits = {
        "text or number": text or numeric, "texts": texts, "text or texts": text or texts, "number": numeric,
        "yes or no": isinstance(wanted, bool),
    }[takes]  # fmt: skip
    return "" if fits else f"wants {takes}, and has {wanted!r}"
