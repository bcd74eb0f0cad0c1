"""The gate finds exactly what a plain search with every pattern finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.coding.text.gate import Gate, gates
from claimwright.coding.text.openings import branches, needles, openings
from claimwright.core.discovery import tables

TABLE = [
    "no (?:signs? |evidence )?of",
    "(?:his|her)? ?(?:mother|father)",
    r"\d{1,3} ?(?:mg|min\b)",
    r"\w{2,}(?:pril|statin)",
    r": ?(?:no|none)",
    r"\?",
    "x-ray|s/p",
    "[Tt]ob(?:acco)?|(?:re-?)*check",
]
WORDS = [
    "no",
    "sign",
    "signs",
    "evidence",
    "of",
    "her",
    "mother",
    "12",
    "mg",
    "min",
    "lisinopril",
    ":",
    "none",
    "?",
    "x-ray",
    "s/p",
    "recheck",
    "İ",
]


def _plain(rows: list[tuple[str, int]], text: str) -> set[tuple[int, int, int]]:
    found = set()
    for whole, tag in rows:
        for pattern in branches(whole):
            found |= {(*match.span(), tag) for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.I)}
    return found


@given(st.lists(st.sampled_from([*WORDS, *(word.upper() for word in WORDS)]), max_size=8), st.sampled_from([" ", "", ", ", "-"]))
def test_gate_finds_what_a_plain_search_finds(words: list[str], between: str) -> None:
    """Whatever stands next to what, in any case of letters."""
    rows, text = [(pattern, place) for place, pattern in enumerate(TABLE)], between.join(words)
    assert set(Gate(rows).spans(text)) == _plain(rows, text)


@pytest.mark.parametrize("reason", ["negated", "uncertain", "family", "historical", "hypothetical"])
def test_gate_finds_every_cue_of_the_tables(reason: str) -> None:
    """The cues as they are used, in a sentence that has many of them."""
    rows = [(pattern, place) for place, pattern in enumerate(tables("claimwright.coding.context")["cues"][reason]["before"])]
    text = (
        "No history of asthma; mother had it, status post repair. If worse, return. Denies pain, possible strain versus "
        "sprain, her father, to prevent falls, prior stroke, unremarkable for edema, suspicious for mass, signs of infection."
    )
    found = set(Gate(rows).spans(text))
    assert found
    assert found == _plain(rows, text)


def test_openings_end_where_the_pattern_is_not_known() -> None:
    """Characters are promised only where every match has them."""
    assert openings("no (?:sign|trace)") == frozenset({"no sign", "no trace"})
    assert openings("an?") == frozenset({"a", "an"})
    assert openings("(?:(?:a|b) c)|d[()]e") == frozenset({"a c", "b c", "d(e", "d)e"})
    assert openings(r"\w+x") is None
    assert openings("(?P<name>a)|(?-i:Bc)") == frozenset({"a", "bc"})
    assert openings("(?P<name>a)(?P=name)|(?P=name)") is None
    assert openings("[^a]b") is None


def test_needles_are_known_where_openings_are_not() -> None:
    """Of these strings every match has one, though it may begin with anything."""
    assert needles(r"\w+ (?:->|from) \d") == frozenset({f" {sign} {digit}" for sign in ("->", "from") for digit in range(10)})
    assert needles(r"(?:\w+ )?cages?") == frozenset({"cage"})
    assert needles(r"(?<!\w)(?:(?:\w{3,}pril)|(?:week \d))(?!\w)") == frozenset({"pril", *(f"week {digit}" for digit in range(10))})
    assert needles(r"\w+(?:pril)?") is None


@given(st.lists(st.sampled_from(WORDS), max_size=8), st.sampled_from([" ", "", ", ", "-"]))
def test_no_match_is_without_needles(words: list[str], between: str) -> None:
    """Whatever matches has one of the strings that are promised."""
    text = between.join(words)
    for pattern in TABLE:
        for match in re.finditer(pattern, text, re.I):
            assert any(needle in match[0].lower() for needle in needles(pattern) or ("",))


def test_a_gate_made_later_reads_what_was_read_before() -> None:
    """A text that was read for other gates is read anew for a new one."""
    text, count = "no sign of it", gates()
    assert Gate([("sign", 1)]).spans(text) == ((3, 7, 1),)
    assert Gate([("of it", 2)]).spans(text) == ((8, 13, 2),)
    assert gates() == count + 2
