"""Single defects in good X12 files of every set: most derived from the tables, the others written down in ``x12_defects.toml``.

Each says where it must be found: level, rule, segment position and element. Deterministic: the same defects every time.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from claimwright.x12.codes import KINDS, PROBES, applies
from claimwright.x12.instance import Instance
from claimwright.x12.parser import Parser
from claimwright.x12.schema import Element
from claimwright.x12.tree import Elements, Item

HERE: Final = Path(__file__).parent
SHARE: Final = 3
"""Defects of one kind taken from one set, spread over the file."""


class Defect(NamedTuple):
    """One defect: the file that has it and what must be said of it; ``position`` 0 is the envelope, None anywhere (something missing)."""

    name: str
    set: str
    level: int
    rule: str
    data: bytes
    position: int | None
    element: int | None
    also: frozenset[str] = frozenset()
    partner: str = ""


class Spot(NamedTuple):
    """One segment of a good file: its item, elements, position, and how often its item came in its loop before."""

    item: Item
    elements: Elements
    position: int
    loop: str


def good(name: str) -> list[str]:
    """The segments of a good file."""
    text = (HERE / "good" / f"{name}.edi").read_text("ascii")
    return [one for one in text.replace("\n", "").split("~") if one]


def names() -> list[str]:
    """The good files, one for each transaction set."""
    return sorted(path.stem for path in (HERE / "good").glob("*.edi"))


def joined(parts: list[str], *, counted: bool = True) -> bytes:
    """The file of these segments, with SE01 counted anew."""
    if counted and any(one.startswith("ST*") for one in parts):
        start = next(at for at, one in enumerate(parts) if one.startswith("ST*"))
        end = next(at for at, one in enumerate(parts) if one.startswith("SE*"))
        fields = parts[end].split("*")
        parts = [*parts[:end], f"SE*{end - start + 1}*{fields[2]}", *parts[end + 1 :]]
    return ("~".join(parts) + "~").encode("ascii")


class _Spots:
    """Hears the parser and notes where everything stands."""

    strides = None

    def __init__(self) -> None:
        self.found: list[Spot] = []

    def segment(self, item: Item, raw: str, elements: Elements, owner: Instance, position: int) -> None:
        self.found.append(Spot(item, elements, position, owner.node.id))

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_: None


def spots(parts: list[str]) -> list[Spot]:
    """Every segment of the set with its place."""
    listener = _Spots()
    for _ in Parser(joined(parts), listener):
        pass
    return listener.found


Kind = Callable[[Spot], Iterator[tuple[int, str, str]]]
"""Of a spot: (element, new value, rule) of each defect of one kind that it can have."""


def _filled(spot: Spot) -> Iterator[tuple[Element, str]]:
    skip = spot.item.element if spot.item.codes else 0
    for element in spot.item.segment.elements:
        value = spot.elements[element.number] if element.number < len(spot.elements) else ""
        if value and element.number != skip and not element.components:
            yield element, value


def _bad_day(spot: Spot) -> Iterator[tuple[int, str, str]]:
    for element, value in _filled(spot):
        if (element.kind in ("DT", "D8") or element.kind.endswith("D8")) and len(value) == 8:
            yield element.number, "20261341", "x12-date"


def _bad_number(spot: Spot) -> Iterator[tuple[int, str, str]]:
    for element, _ in _filled(spot):
        if element.kind == "R":
            yield element.number, "1O0", "x12-number"


def _bad_code(spot: Spot) -> Iterator[tuple[int, str, str]]:
    for element, _ in _filled(spot):
        if element.codes is not None and element.kind in ("ID", "AN"):
            wrong = ("Q" if "Q" * element.low not in element.codes else "J") * max(element.low, 1)
            if wrong not in element.codes and spot.item.segment.id not in ("HL", "ST"):
                yield element.number, wrong, "x12-code"


def _emptied(spot: Spot) -> Iterator[tuple[int, str, str]]:
    for element, _ in _filled(spot):
        if element.usage == "R" and element.number > 1:
            yield element.number, "", "x12-required-element"


def _unused(spot: Spot) -> Iterator[tuple[int, str, str]]:
    for element in spot.item.segment.elements:
        if element.usage == "N" and not element.components and element.low <= 2 and element.kind in ("AN", "ID"):
            yield element.number, "AA"[: max(element.low, 1)], "x12-unused-element"
            return


def _too_long(spot: Spot) -> Iterator[tuple[int, str, str]]:
    for element, _ in _filled(spot):
        if element.kind == "AN" and element.codes is None and element.high < 200:
            yield element.number, "A" * (element.high + 1), "x12-too-long"


def _control(spot: Spot) -> Iterator[tuple[int, str, str]]:
    for element, value in _filled(spot):
        if element.kind == "AN" and element.codes is None:
            yield element.number, f"{value[:-1]}\x02", "x12-character"


def _too_many(spot: Spot) -> Iterator[tuple[int, str, str]]:
    number = len(spot.item.segment.elements) + 1
    if number < 14:
        yield number, "A", "x12-too-many-elements"


ELEMENTS: Final[dict[str, tuple[int, Kind]]] = {
    "impossible day": (1, _bad_day), "letters in a number": (1, _bad_number), "too long": (1, _too_long),
    "control character": (1, _control), "too many elements": (1, _too_many), "code of no guide": (2, _bad_code),
    "required element empty": (2, _emptied), "unused element filled": (2, _unused),
}  # fmt: skip


def _element_defects(name: str, parts: list[str], where: list[Spot]) -> Iterator[Defect]:
    start = next(at for at, one in enumerate(parts) if one.startswith("ST*"))
    for kind, (level, make) in ELEMENTS.items():
        found = [(spot, *one) for spot in where if spot.item.id not in ("ST", "SE", "HL") for one in make(spot)]
        for spot, element, value, rule in _spread(found):
            fields = [*spot.elements, *[""] * (element + 1 - len(spot.elements))]
            fields[element] = value
            changed = parts.copy()
            changed[start + spot.position - 1] = "*".join(fields)
            told = f"{kind}: {spot.loop} {spot.item.id}{element:02d}"
            yield Defect(told, name, level, rule, joined(changed), spot.position, element)


def _segment_defects(name: str, parts: list[str], where: list[Spot]) -> Iterator[Defect]:
    start = next(at for at, one in enumerate(parts) if one.startswith("ST*"))
    inner = [spot for spot in where if spot.item.id not in ("ST", "SE", "HL") and spot.item.node is None and spot.item.index > 0]
    for spot in _spread([spot for spot in inner if spot.item.required]):
        at = start + spot.position - 1
        yield Defect(f"missing: {spot.loop} {spot.item.id}", name, 2, "x12-required-segment", joined([*parts[:at], *parts[at + 1 :]]),
                     None, None)  # fmt: skip
    for spot in _spread([spot for spot in inner if spot.item.most == 1 and spot.item.codes]):
        at = start + spot.position - 1
        yield Defect(f"twice: {spot.loop} {spot.item.id}", name, 2, "x12-too-many-segments", joined([*parts[: at + 1], *parts[at:]]),
                     spot.position + 1, None)  # fmt: skip
    for spot in _spread(inner)[:2]:
        at = start + spot.position - 1
        yield Defect(f"unknown segment before {spot.loop} {spot.item.id}", name, 1, "x12-unknown-segment",
                     joined([*parts[:at], "ZZZ*1", *parts[at:]]), spot.position, None)  # fmt: skip


def _envelope_defects(name: str, parts: list[str]) -> Iterator[Defect]:
    text = joined(parts, counted=False).decode("ascii")
    end = next(one for one in parts if one.startswith("SE*"))
    position = int(end.split("*")[1])
    yield Defect("SE01 too high", name, 1, "x12-se-count", text.replace(end, f"SE*{position + 1}*0001").encode(), position, 1)
    yield Defect("SE02 is not ST02", name, 1, "x12-se-control", text.replace(end, f"SE*{position}*0009").encode(), position, 2)
    yield Defect("GE01 too high", name, 1, "x12-ge-count", text.replace("GE*1*", "GE*2*").encode(), 0, 1)
    yield Defect("GE02 is not GS06", name, 1, "x12-ge-control", text.replace("GE*1*7", "GE*1*8").encode(), 0, 2)
    yield Defect("IEA missing", name, 1, "x12-iea-missing", text[: text.index("IEA*")].encode(), 0, None)


def _level_defects(name: str, parts: list[str], where: list[Spot]) -> Iterator[Defect]:
    start = next(at for at, one in enumerate(parts) if one.startswith("ST*"))
    levels = [spot for spot in where if spot.item.id == "HL"]
    for element, rule, wrong in ((1, "x12-hl-number", "77"), (2, "x12-hl-parent", "77")):
        for spot in levels[-1:]:
            fields = [*spot.elements]
            fields[element] = wrong
            changed = parts.copy()
            changed[start + spot.position - 1] = "*".join(fields)
            yield Defect(f"HL{element:02d} wrong", name, 1, rule, joined(changed), spot.position, element)


WRONG_CODES: Final = {
    "npi": "1234567890", "taxonomy": "ZZZZ00000X", "state": "QQ", "zip": "123", "place": "88", "procedure": "99ZZZ", "modifier": "2",
    "revenue": "12A4", "dental": "2150", "tooth": "99", "cavity": "77", "tax": "12345", "ndc": "12345", "clia": "ABC", "carc": "XX9",
    "rarc": "ZZ9", "category": "Z9", "status": "ABC", "discharge": "99",
}  # fmt: skip
"""By kind of code set (``x12.codes``): a value of the right length that is in none."""


def _code_defects(name: str, parts: list[str], where: list[Spot]) -> Iterator[Defect]:
    """SNIP 5: a code that no code set has, wherever a set of codes outside the standard stands."""
    start = next(at for at, one in enumerate(parts) if one.startswith("ST*"))
    found: dict[str, list[tuple[Spot, int, int]]] = {}
    for spot in where:
        for probe in PROBES.get(spot.item.id, ()):
            number, component = probe.where
            if not applies(probe, spot.item.segment) or not _piece(spot.elements, number, component):
                continue
            if probe.when is None or _piece(spot.elements, *probe.when[:2]) in probe.when[2]:
                found.setdefault(probe.kind, []).append((spot, number, component))
    for kind, several in found.items():
        for spot, number, component in _spread(several):
            fields = [*spot.elements]
            pieces = fields[number].split(":")
            pieces[max(component - 1, 0)] = WRONG_CODES[kind]
            fields[number] = ":".join(pieces)
            changed = parts.copy()
            changed[start + spot.position - 1] = "*".join(fields)
            told = f"no such {kind}: {spot.loop} {spot.item.id}{number:02d}"
            yield Defect(told, name, 5, KINDS[kind].id, joined(changed), spot.position, number)


def _piece(elements: Elements, number: int, component: int) -> str:
    value = elements[number] if number < len(elements) else ""
    pieces = value.split(":")
    return value if not component else pieces[component - 1] if component <= len(pieces) else ""


PARTNER: Final = "example-clearinghouse"


def _partner_defects(name: str, parts: list[str], where: list[Spot]) -> Iterator[Defect]:
    """SNIP 7: what a partner's profile does not take, beyond any guide."""
    text = joined(parts).decode("ascii")
    yield Defect("another sender qualifier", name, 7, "x12-partner-sender-qualifier",
                 text.replace("*ZZ*", "*01*", 1).encode(), 0, 5, partner=PARTNER)  # fmt: skip
    yield Defect("a password", name, 7, "x12-partner-password", text.replace("ISA*00*          *", "ISA*03*SECRET    *", 1).encode(), 0, 1,
                 partner=PARTNER)  # fmt: skip
    yield Defect("another component separator", name, 7, "x12-partner-delimiters", text.replace(":", ">").encode(), 0, None,
                 partner=PARTNER)  # fmt: skip
    again = text.replace("*000000007*", "*000000008*").replace("*000000007~", "*000000008~")
    yield Defect("two interchanges", name, 7, "x12-partner-interchanges", (text + again).encode(), 0, None, partner=PARTNER)
    spoken = [spot for spot in where if spot.item.id in ("NM1", "N1", "N3") and len(_words(spot)) > 3]
    start = next((at for at, one in enumerate(parts) if one.startswith("ST*")), 0)
    for spot in _spread(spoken)[:2]:
        changed = parts.copy()
        at = start + spot.position - 1
        changed[at] = changed[at].replace(_words(spot), _words(spot).capitalize(), 1)
        yield Defect(f"lower case: {spot.loop} {spot.item.id}", name, 7, "x12-partner-case", joined(changed), spot.position, None,
                     partner=PARTNER)  # fmt: skip


def _words(spot: Spot) -> str:
    number = {"NM1": 3, "N1": 2}.get(spot.item.id, 1)
    return spot.elements[number] if number < len(spot.elements) else ""


def _spread(found: list[Any]) -> list[Any]:
    """``SHARE`` of them, from all over the file."""
    step = max(1, len(found) // SHARE)
    return found[step // 2 :: step][:SHARE]


def _written() -> Iterator[Defect]:
    for one in tomllib.loads((HERE / "x12_defects.toml").read_text("utf-8"))["defect"]:
        text = "~\n".join(good(one["set"])) + "~\n"
        if one.get("medicare"):
            text = text.replace("SBR*P*18*******CI", "SBR*P*18*******MA").replace("SBR*P*18*******MB", "SBR*P*18*******MA")
        for before, after in one.get("everywhere", ()):
            text = text.replace(before, after)
        for before, after in one["edits"]:
            if before not in text:
                raise ValueError(f"{one['rule']}: {before[:40]!r} is not in {one['set']}")
            text = text.replace(before, after, 1)
        parts = [part for part in text.replace("\n", "").split("~") if part]
        start = next((at for at, part in enumerate(parts) if part.startswith("ST*")), len(parts))
        at = next((at for at, part in enumerate(parts) if part.startswith(one["where"])), None) if one["where"] else None
        position = None if at is None else max(0, at - start + 1)
        yield Defect(one["rule"], one["set"], one["level"], one["rule"], joined(parts), position, one.get("element"),
                     frozenset(one.get("also", ())), one.get("partner", ""))  # fmt: skip


@cache
def defects() -> tuple[Defect, ...]:
    """Every defect, by set."""
    found: list[Defect] = []
    for name in names():
        parts = good(name)
        where = spots(parts)
        found += _partner_defects(name, parts, where)
        if not where:
            continue  # an interchange without a set
        found += _code_defects(name, parts, where)
        found += _element_defects(name, parts, where)
        found += _segment_defects(name, parts, where)
        found += _envelope_defects(name, parts)
        found += _level_defects(name, parts, where)
    return (*found, *_written())
