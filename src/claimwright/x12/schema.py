"""The vocabulary of transaction sets: what a table in ``transactions/`` may say, and its short notation.

A segment is one line, ``"CLM R1: 1 2 5(1 2=B 3) 6=N|Y 10=P?"``: id, usage (R required, S situational), most repeats (``*`` no
limit); then the elements the guide uses. Every element not listed is not used. ``?`` situational; ``=A|B`` the codes allowed;
``=$name`` a list of ``lists.py``; ``:D8`` a day, ``:RD8`` a range, ``:D8|RD8`` either, where the dictionary says only "string";
parentheses a composite, ``x10`` its repeats; ``2-12`` every element from 2 to 12; ``_`` stands for a blank inside a code.
Types and lengths come from ``segments.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .lists import LISTS
from .segments import SEGMENTS

_TOKEN = re.compile(r"(\d+)(?:-(\d+))?(?:=([^:?()\s]+))?(?::([\w|]+))?(\?)?(?:\(([^)]*)\))?(?:x(\d+))?\Z")
_SPLIT = re.compile(r"\s+(?![^(]*\))")
_LINE = re.compile(r"(\w+) ([RS])(\d+|\*)(?:: (.*))?\Z")
_TYPE = re.compile(r"(AN|ID|R|N0|DT|TM|B)(\d+)(?:-(\d+))?\Z")
UNLIMITED = 10**9


@dataclass(frozen=True, slots=True)
class Element:
    """One element or component of one segment of one guide.

    ``kind``: AN, ID, R, N0, DT, TM, B (binary), D8, RD8, "D8|RD8" or LOINC; ``usage``: R, S or N; ``codes``: None when any code will do.
    """

    number: int
    kind: str
    low: int
    high: int
    usage: str = "N"
    codes: frozenset[str] | None = None
    components: tuple[Element, ...] = ()
    repeats: int = 1


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment of one guide; ``elements`` in order, number 1 first. ``qualifier``: (element, component, codes) that tell it apart."""

    id: str
    usage: str
    occurs: int
    elements: tuple[Element, ...]
    qualifier: tuple[int, int, frozenset[str]] | None
    text: str


@dataclass(frozen=True)
class Loop:
    """A loop: id, ``occurs`` as in a segment line ("R1", "S10", "R*"), our name for it, then segments and loops in guide order."""

    id: str
    occurs: str
    name: str
    contents: tuple[Loop | str, ...] = ()

    def __init__(self, id: str, occurs: str, name: str, *contents: Loop | str) -> None:
        """Takes the contents as they come."""
        for key, value in (("id", id), ("occurs", occurs), ("name", name), ("contents", contents)):
            object.__setattr__(self, key, value)

    def occurring(self, occurs: str) -> Loop:
        """The same loop with another usage and limit, at another place."""
        return Loop(self.id, occurs, self.name, *self.contents)


@dataclass(frozen=True)
class TransactionSet:
    """One implementation guide.

    ``versions``: the adopted one first, then those accepted on input; ``unit``: the loop handed out one at a time. What goes beyond
    one segment is said in ``rules/``.
    """

    name: str
    code: str
    functional_group: str
    versions: tuple[str, ...]
    title: str
    unit: str
    contents: tuple[Loop | str, ...]


@cache
def dictionary(segment_id: str) -> tuple[Element, ...]:
    """The elements of a segment by the standard, all marked not used. Raises KeyError for an unknown segment."""
    parts = re.findall(r"\([^)]*\)|\S+", SEGMENTS[segment_id])
    return tuple(_standard(number, part) for number, part in enumerate(parts, 1))


def _standard(number: int, text: str) -> Element:
    if text.startswith("("):
        inner = tuple(_standard(n, part) for n, part in enumerate(text[1:-1].split(), 1))
        return Element(number, "composite", 0, 0, components=inner)
    kind, low, high = _TYPE.match(text).groups()  # type: ignore[union-attr]
    return Element(number, kind, int(low), int(high or low))


@cache
def segment(line: str) -> Segment:
    """Read one segment line of a table. Raises ValueError naming the line that cannot be read."""
    match = _LINE.match(line)
    if not match or match[1] not in SEGMENTS:
        raise ValueError(f"not a segment line: {line!r}")
    base = dictionary(match[1])
    used = _elements(match[4] or "", base, line)
    elements = tuple(used.get(item.number, item) for item in base)
    occurs = UNLIMITED if match[3] == "*" else int(match[3])
    return Segment(match[1], match[2], occurs, elements, _qualifier(match[1], elements), line)


def _elements(text: str, base: tuple[Element, ...], line: str) -> dict[int, Element]:
    found: dict[int, Element] = {}
    for token in _SPLIT.split(text.strip()) if text.strip() else ():
        match = _TOKEN.match(token)
        if not match or int(match[2] or match[1]) > len(base):
            raise ValueError(f"not an element: {token!r} in {line!r}")
        for standard in base[int(match[1]) - 1 : int(match[2] or match[1])]:
            found[standard.number] = _used(standard, match, line)
    return found


def _used(standard: Element, match: re.Match[str], line: str) -> Element:
    _, _, codes, kind, optional, components, repeats = match.groups()
    inner = standard.components
    if components is not None:
        named = _elements(components, inner, line)
        inner = tuple(named.get(item.number, item) for item in inner)
    usage = "S" if optional else "R"
    return Element(standard.number, kind or standard.kind, standard.low, standard.high, usage, _codes(codes), inner, int(repeats or 1))


def _codes(text: str | None) -> frozenset[str] | None:
    if text is None:
        return None
    words = LISTS[text[1:]].split() if text.startswith("$") else text.split("|")
    return frozenset(word.replace("_", " ") for word in words)


_QUALIFIED_ELSEWHERE = {"HL": (3, 0), "HI": (1, 1), "CTX": (1, 1), "ENT": (2, 0)}
"""Segments told apart by something other than their first element."""
_UNQUALIFIED = frozenset(
    {
        *("AAA", "ADX", "AK1", "AK2", "AK9", "BGN", "BHT", "BPR", "CAS", "CLP", "CN1", "COB", "CR1", "CR2", "CR3", "DMG", "DSB", "EB"),
        *("EC", "EQ", "HCP", "HCR", "HD", "HLH", "ICM", "IK5", "INS", "LQ", "LUI", "MEA", "MPI", "PAT", "PLB", "PWK", "RMR", "SBR", "SE"),
        *("ST", "STC", "SV1", "SVC", "UM"),
    }
)
"""Segments whose first element is a mere code: a wrong one is a wrong code, not another segment."""


def _qualifier(segment_id: str, elements: tuple[Element, ...]) -> tuple[int, int, frozenset[str]] | None:
    if segment_id in _UNQUALIFIED:
        return None
    number, component = _QUALIFIED_ELSEWHERE.get(segment_id, (1, 0))
    element = elements[number - 1] if elements else None
    if element is not None and component:
        element = element.components[component - 1]
    return (number, component, element.codes) if element is not None and element.codes else None
