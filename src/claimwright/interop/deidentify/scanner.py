"""Free text: what in it identifies somebody, and the text without it.

First what the record itself says of its people (:class:`.Known`), then what looks like an identifier (``patterns.toml``), then every
further mention of a name that was found. What is found can be wrong in both directions; ``claimwright bench deidentify`` says how often.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .fields import OVER, Known
from .identifiers import IDENTIFIERS
from .places import zip3

HERE = Path(__file__).parent
MARK = re.compile(r"\[(?:[A-Z]+(?: [\d+]+)?|90\+)\]")
"""What a cleaned text shows in the place of an identifier; nothing is found in it."""
NOTHING = Known()


class Found(NamedTuple):
    """An identifier in a text: where, which letter of the rule, and what stands in its place."""

    start: int
    end: int
    letter: str
    instead: str


def scan(text: str, known: Known = NOTHING, *, year: int = 0) -> list[Found]:
    """What identifies somebody, in the order of the text, without overlaps.

    ``year``: in which the text was written; a year ninety or more before it tells of an age over 89.
    """
    marks = [Found(*hit.span(), "", "") for hit in MARK.finditer(text)]
    found = [*_of_the_record(text, known), *_by_form(text, year)]
    found += _mentioned_again(text, [text[item.start : item.end] for item in found if item.letter == "A"])
    return list(_merged(item for item in found if not _overlaps(item, marks)))


def _merged(found: Iterable[Found]) -> Iterator[Found]:
    """Where identifiers overlap, one that covers them all and is called as the longest of them."""
    here: Found | None = None
    longest = 0
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if here is None or item.start >= here.end:
            if here:
                yield here
            here, longest = item, item.end - item.start
            continue
        named = item if item.end - item.start > longest else here
        longest = max(longest, item.end - item.start)
        here = Found(here.start, max(here.end, item.end), named.letter, named.instead)
    if here:
        yield here


def cleaned(text: str, known: Known = NOTHING, *, year: int = 0) -> tuple[str, dict[str, int]]:
    """The text without identifiers, and how many of each letter were taken out."""
    pieces, here, counts = [], 0, dict[str, int]()
    for found in scan(text, known, year=year):
        pieces += [text[here : found.start], found.instead]
        here = found.end
        counts[found.letter] = counts.get(found.letter, 0) + 1
    return "".join([*pieces, text[here:]]), dict(sorted(counts.items()))


def _of_the_record(text: str, known: Known) -> Iterator[Found]:
    for number, letter in sorted(known.numbers, key=lambda item: -len(item[0])):
        spaced = r"[-. ]?".join(map(re.escape, re.sub(r"[\W_]", "", number)))
        yield from _all(rf"(?<!\w){spaced}(?!\w)", text, letter) if spaced else ()
    for place in sorted(known.places, key=len, reverse=True):
        yield from _all(rf"(?<!\w){re.escape(place)}(?!\w)", text, "B")
    yield from _names(text, known.names)


def _names(text: str, names: Iterable[str]) -> Iterator[Found]:
    """Each name as it is written, in capitals, and in small letters where it is no everyday word."""
    whole = [name for name in names if len(name) > 1]
    if whole:
        yield from _all(rf"(?<!\w)(?:{_any(form for name in whole for form in _forms(name))})(?!\w)", text, "A", 0)
        yield from _all(rf"(?<!\w)(?:{_any(whole)})(?:,? (?:{_any(whole)}))+(?!\w)", text, "A")


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


def _forms(name: str) -> set[str]:
    small = set() if name.lower() in _words()["common"] or len(name) < 3 else {name.lower()}
    return {name, name.capitalize(), name.upper()} | small


def _mentioned_again(text: str, names: Iterable[str]) -> Iterator[Found]:
    parts = {part for name in names for part in re.findall(r"[^\W\d_]{3,}", name)}
    yield from _names(
        text, {part for part in parts if part[0].isupper() and part.lower() not in _words()["common"]} - _words()["not_names"]
    )


def _by_form(text: str, year: int) -> Iterator[Found]:
    for letter, form in _patterns():
        for hit in form.finditer(text):
            found = _found(hit, letter, year)
            if found and (letter != "A" or not set(re.findall(r"[\w'’]+", text[found.start : found.end])) <= _words()["not_names"]):
                yield found


def _found(hit: re.Match[str], letter: str, year: int) -> Found | None:
    said = {name: text for name, text in hit.groupdict().items() if text}
    names = [name for name in said if name.startswith("it")]
    start, end = hit.span(names[0]) if names else hit.span()
    if code := next((said[name] for name in said if name.startswith("zip")), ""):
        return Found(start, hit.end(), letter, f"[PLACE {zip3(code)}]")
    if name := next((name for name in said if name.startswith("age")), ""):
        return Found(*hit.span(name), letter, "[90+]") if int(said[name]) > OVER else None
    if "old" in said:
        return Found(*hit.span("old"), letter, "[90+]")
    stated = int(next((said[name] for name in said if name.startswith("year")), 0))
    if stated and not (year and year - stated > OVER):
        return Found(start, end, letter, f"[DATE {stated}]")
    return Found(start, len(hit.string[start:end].rstrip()) + start, letter, f"[{IDENTIFIERS[letter].mark}]")


def _all(form: str, text: str, letter: str, flags: int = re.IGNORECASE) -> Iterator[Found]:
    return (Found(*hit.span(), letter, f"[{IDENTIFIERS[letter].mark}]") for hit in re.finditer(form, text, flags))


def _overlaps(one: Found, others: Iterable[Found]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


@cache
def _words() -> dict[str, frozenset[str]]:
    raw = tomllib.loads((HERE / "names.toml").read_text("utf-8"))
    return {name: frozenset(text.split()) for name, text in raw.items()}


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    lists = tomllib.loads((HERE / "lists.toml").read_text("utf-8"))
    words = _words()
    lists |= {name: f"(?:{'|'.join(sorted(words[name], key=len, reverse=True))})" for name in ("given", "surname")}
    lists["known"] = f"(?:{'|'.join(sorted(words['given'] | words['surname'], key=len, reverse=True))})"
    found = []
    for row in tomllib.loads((HERE / "patterns.toml").read_text("utf-8"))["pattern"]:
        form = re.sub(r"\{([a-z]+)\}", lambda name: lists[name[1]], row["form"])
        found.append((row["letter"], re.compile(form, 0 if row.get("case") else re.IGNORECASE)))
    return found
