"""Structure-aware mutation: segments and elements are moved, doubled, emptied and replaced; separators and counts are damaged."""

from __future__ import annotations

import random
from collections.abc import Callable

Parts = list[bytes]
VALUES = (
    b"", b"0", b"-1", b"99999999", b"NaN", b"1e9", b"1.005", b"X" * 300, b":::", b"^^^", b"\x00", b"\xff\xfe", b"20261341", b"00000000",
    b"20260229", b"20260305-20260301", b"RD8", b"D8", b"18", b"HC:99213:25:26:TC:59:NOTE", b"ABK:E119", b"SITUATIONAL TRIGGER^X", b"AAA",
    b"*", b"BIN*99999*x", b"\xd9\xa3",
)  # fmt: skip


def mutate(data: bytes, seed: int, longest: int = 24_000) -> bytes:
    """One to four changes of a file, decided by ``seed``; never longer than ``longest``."""
    chance = random.Random(seed)
    mark = data[105:106] or b"~"
    parts = data.split(mark)
    for _ in range(chance.randint(1, 4)):
        parts = chance.choice(KINDS)(parts, chance) or [b""]
    return mark.join(parts)[:longest]


def _at(parts: Parts, chance: random.Random) -> int:
    return chance.randrange(len(parts))


def _remove(parts: Parts, chance: random.Random) -> Parts:
    at = _at(parts, chance)
    return parts[:at] + parts[at + chance.randint(1, 3) :]


def _double(parts: Parts, chance: random.Random) -> Parts:
    at, other = _at(parts, chance), _at(parts, chance)
    return parts[:at] + parts[other : other + chance.randint(1, 12)] * chance.randint(1, 3) + parts[at:]


def _swap(parts: Parts, chance: random.Random) -> Parts:
    at, other = _at(parts, chance), _at(parts, chance)
    changed = parts.copy()
    changed[at], changed[other] = changed[other], changed[at]
    return changed


def _element(parts: Parts, chance: random.Random) -> Parts:
    at = _at(parts, chance)
    fields = parts[at].split(b"*")
    place = chance.randrange(len(fields) + 1)
    value = chance.choice(VALUES) if chance.random() < 0.6 else chance.choice(chance.choice(parts).split(b"*"))
    return [*parts[:at], b"*".join([*fields[:place], value, *fields[place + 1 :]]), *parts[at + 1 :]]


def _cut_element(parts: Parts, chance: random.Random) -> Parts:
    at = _at(parts, chance)
    fields = parts[at].split(b"*")
    return [*parts[:at], b"*".join(fields[: chance.randrange(len(fields) + 1)]), *parts[at + 1 :]]


def _component(parts: Parts, chance: random.Random) -> Parts:
    at = _at(parts, chance)
    pieces = parts[at].split(b":")
    pieces[chance.randrange(len(pieces))] = chance.choice(VALUES)
    return [*parts[:at], b":".join(pieces), *parts[at + 1 :]]


def _byte(parts: Parts, chance: random.Random) -> Parts:
    at = _at(parts, chance)
    text = bytearray(parts[at] or b"X")
    text[chance.randrange(len(text))] = chance.randrange(256)
    return [*parts[:at], bytes(text), *parts[at + 1 :]]


def _name(parts: Parts, chance: random.Random) -> Parts:
    at = _at(parts, chance)
    head, star, rest = parts[at].partition(b"*")
    other = chance.choice(parts).partition(b"*")[0]
    return [*parts[:at], chance.choice((other, head.lower(), head + b"1", b" \n" + head, b"")) + star + rest, *parts[at + 1 :]]


def _truncate(parts: Parts, chance: random.Random) -> Parts:
    return parts[: _at(parts, chance) + 1]


def _again(parts: Parts, chance: random.Random) -> Parts:
    """The whole file once more behind itself, or another interchange with separators of its own."""
    if chance.random() < 0.5:
        return parts + parts
    return [*parts[:-1], b"~".join(parts).translate(bytes.maketrans(b"*:", b"|>"))]


KINDS: tuple[Callable[[Parts, random.Random], Parts], ...] = (
    _remove, _double, _swap, _element, _element, _element, _cut_element, _component, _byte, _name, _truncate, _again,
)  # fmt: skip
