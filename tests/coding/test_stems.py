"""Strings are found wherever they stand; a pattern's openings lose none of its matches in the rules' own examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from claimwright.coding.guidelines import rules
from claimwright.coding.text.openings import openings
from claimwright.coding.text.standing import Standing
from claimwright.coding.text.stems import STEMS as KNOWN
from claimwright.coding.text.stems import Stems, bits, lowered, words_of

STEMS = ("dm", "t2dm", "in remis", "on the left", "e. coli", "s/p ", "-related", "opathy", "?", "history of", " and")
WORDS = [
    "T2DM",
    "dm2",
    "in",
    "remission",
    "on",
    "the",
    "left",
    "E.",
    "coli",
    "s/p",
    "-related",
    "myopathy",
    "?",
    "of",
    "history",
    "and",
    "ſ",
]


def _named(stems: Stems, mask: int) -> set[str]:
    return set(map(stems.string, bits(mask)))


def _likely(stems: Stems, lower: str) -> set[str]:
    return _named(stems, stems.likely(words_of(lower)))


@given(st.lists(st.sampled_from(WORDS), max_size=8), st.sampled_from([" ", "", "-", "\n"]), st.booleans())
@example(["E.", "coli"], " ", True)
def test_nothing_that_stands_in_a_text_is_unlikely(words: list[str], between: str, met: bool) -> None:
    """What a text holds is among the likely, whether its words were met before or after the strings were asked for."""
    lower, stems = lowered(between.join(words)), Stems()
    if met:
        stems.likely(words_of(lower))
    mask = stems.mask(STEMS)
    assert {stem for stem in STEMS if stem in lower} <= _likely(stems, lower) <= _named(stems, mask)


def test_what_cannot_stand_is_not_likely():
    stems = Stems()
    stems.mask(STEMS)
    assert _likely(stems, "nil acute") == {"?"}


def test_strings_of_letters_stand_for_certain_where_they_may():
    stems = Stems()
    stems.mask(STEMS)
    assert _named(stems, stems.sure) == {"dm", "t2dm", "opathy"}
    assert _named(stems, stems.sure & stems.likely(words_of("t2dm, myopathy"))) == {"dm", "t2dm", "opathy"}


@given(st.text())
def test_lower_case_keeps_every_place(text: str) -> None:
    """Offsets into the lower case are offsets into the text."""
    assert len(lowered(text)) == len(text)


def _patterns(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _patterns(tuple(value.items()))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _patterns(one)


def test_openings_lose_no_match_of_a_rule():
    lines = [line for module in rules() for note in module.EXAMPLES for line in note.text.splitlines()]
    patterns = [pattern for module in rules() for value in vars(module).values() for pattern in _patterns(value)]
    known = [(pattern, begins) for pattern in patterns if (begins := openings(pattern.pattern)) is not None]
    assert len(known) > 100
    for pattern, begins in known:
        for line in lines:
            if match := pattern.search(line):
                assert any(lowered(match[0]).startswith(begin) for begin in begins), (pattern.pattern, match[0])


@given(
    st.lists(st.sampled_from([*WORDS, "x", "of x and", "\n", "word " * 40]), max_size=8),
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=3),
    st.sets(st.sampled_from(STEMS)),
)
@example(["of", "x", "and"], [(3, 1)], set())
@example(["of", "x", "and"], [(3, 1)], set(STEMS))
@example(["history/of"], [(7, 1)], set(STEMS))
@example(["history", "word " * 40, "history"], [(0, 7)], set(STEMS))
def test_what_stands_beside_blanks_is_told_as_of_a_text_of_its_own(
    words: list[str], blanks: list[tuple[int, int]], asked: set[str]
) -> None:
    """Whatever was blanked, and whatever was asked of the text before, what stood there does not change what is told."""
    text = " ".join(words)
    before = Standing(text)
    for stem in asked:
        before.of(KNOWN.mask((stem,)))
    new = text
    for start, length in blanks:
        new = new[:start] + " " * len(new[start : start + length]) + new[start + length :]
    patterns = [re.compile(stem) for stem in ("dm", "in remis", "on the left", "history of", "of +and")]
    with_before = Standing(new, before)
    assert [bool(with_before.of(KNOWN.mask((stem,)))) for stem in STEMS] == [stem in new.lower() for stem in STEMS]
    assert all(with_before.parts(pattern) != () for pattern in patterns if pattern.search(new.lower()))
