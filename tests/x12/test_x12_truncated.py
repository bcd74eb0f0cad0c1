"""A file that ends too early, anywhere: the fast path and the slow one say the same, few words, and nothing breaks."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from claimwright import x12
from claimwright.cli.measures.x12_damage import good, names

from .test_x12_strides import FILES, told

MOST = 60
"""Findings of one cut: what is missing in every loop that was open."""


def thrice(name: str) -> bytes:
    """A good file with its set three times over, so that loops of the later ones come in strides."""
    parts = good(name)
    first = next((at for at, one in enumerate(parts) if one.startswith("ST*")), len(parts) - 1)
    last = next((at for at, one in enumerate(parts) if one.startswith("SE*")), len(parts) - 2)
    body, again = parts[first + 1 : last], []
    head, end = parts[first].split("*"), parts[last].split("*")
    for number in ("0001", "0002", "0003"):
        again += ["*".join([*head[:2], number, *head[3:]]), *body, "*".join([*end[:2], number])] if body else []
    tail = [one.replace("GE*1*", "GE*3*") for one in parts[last + 1 :]]
    return ("~".join([*parts[:first], *again, *tail]) + "~").encode("ascii")


GOOD = {**{name: thrice(name) for name in names()}, **{name: make(random.Random(3)) for name, make in FILES.items()}}


def cuts(data: bytes, most: int) -> Iterator[bytes]:
    """The file up to some ends of segments, spread over all of it, and up to the middle of the segment that follows each."""
    ends = [at + 1 for at, byte in enumerate(data) if byte == ord("~") and at > 110][:-1]
    chance = random.Random(len(data))
    for at in sorted(chance.sample(range(len(ends)), min(most, len(ends)))):
        following = ends[at + 1] if at + 1 < len(ends) else len(data)
        yield data[: ends[at]]
        yield data[: chance.randrange(ends[at] + 1, following)]


def same(name: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert x12.check(GOOD[name], snip=4).verdict != "rejected"
    for data in cuts(GOOD[name], most):
        fast, slow = told(data, 1, monkeypatch, 7), told(data, 10**9, monkeypatch, 7)
        assert fast == slow, data[-60:]
        assert isinstance(fast[0], x12.Report), fast[0]
        assert 0 < len(fast[0].findings) <= MOST


@pytest.mark.parametrize("name", GOOD)
def test_a_cut_file_is_told_alike_on_both_paths(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    same(name, 5, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("name", GOOD)
def test_a_file_cut_at_every_segment_is_told_alike_on_both_paths(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    same(name, 150 if name in FILES else 10**6, monkeypatch)
