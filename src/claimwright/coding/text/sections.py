"""Stage 1: a document's sections. A heading is a known phrase alone on its line, or before a colon, or unknown capitals alone on a line."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claimwright.core import Document, Value, replace
from claimwright.core.discovery import tables

_MARKS = re.compile(r"^[\s#*_>•·\-–]*(?:\(?\d{1,2}[.)]\s+|[IVX]{1,4}\.\s+)?[#*_\s]*")
_INLINE = re.compile(r"(?:(?<=[.;!?] )|(?<=[.;!?]  )|\A)[ \t*#_]*([A-Za-z][A-Za-z/&' -]{0,45}?)[*_]{0,2}[ \t]*:[*_]{0,2}")
_SPOKEN = re.compile(r"[ \t]*([A-Z][A-Za-z]+(?: [a-z]+){0,4})(?:\.|, next (?:paragraph|line)\.?|, colon[,.]?)\s+(?=\S)")
"""A dictated heading: "Assessment. Lumbar strain." """
_LISTED = re.compile(r"\s*(?:\(?\d{1,2}[.)]\s|[-•·*–]\s)")
"""An item of a list, which in capitals ("1. NSTEMI") is no heading that we do not know."""
_UNKNOWN = re.compile(r"[A-Z][A-Z /&,'-]{3,40}$")


class Section(Value, frozen=True):
    """A stretch of a document: ``kind`` as in headings.toml, ``title`` as written; ``start``/``end`` enclose the body, not the heading."""

    document: str
    kind: str
    title: str
    start: int
    end: int


@cache
def _lexicon() -> dict[str, str]:
    kinds: dict[str, list[str]] = tables("claimwright.coding.text")["headings"]["kinds"]
    return {phrase: kind for kind, phrases in kinds.items() for phrase in phrases}


@cache
def kinds_with_role(role: str) -> frozenset[str]:
    """The section kinds that serve a purpose: assessing, deciding, telling, remembering, background."""
    return frozenset(tables("claimwright.coding.text")["headings"]["roles"][role])


def _kind_of(title: str) -> str | None:
    return _lexicon().get(" ".join(title.lower().strip(" :*_#.").replace(" / ", "/").split()))


def _whole_line_heading(line: str) -> tuple[str, str] | None:
    text = _MARKS.sub("", line).strip().rstrip("*_ ")
    if not text or len(text) > 60:
        return None
    colon = text.endswith(":")
    kind = _kind_of(text)
    if kind and (colon or text.isupper() or text[0].isupper()) and (len(text.strip(":")) > 2 or colon):
        return kind, text
    if (
        (colon or _UNKNOWN.match(text))
        and not _LISTED.match(line)
        and text.strip(":").isupper()
        and len(text.split()) <= 6
        and len(text) > 4
    ):
        return "other", text
    return None


def _headings(text: str) -> list[tuple[int, int, str, str]]:
    found: list[tuple[int, int, str, str]] = []
    offset = 0
    for line in text.split("\n"):
        found.extend((offset + start, offset + end, kind, title) for start, end, kind, title in _in_line(line))
        offset += len(line) + 1
    return found


@lru_cache(maxsize=65536)
def _in_line(line: str) -> tuple[tuple[int, int, str, str], ...]:
    """The headings of one line: start, where the body begins, kind, title."""
    whole = _whole_line_heading(line)
    if whole:
        return ((0, len(line), *whole),)
    spoken = _SPOKEN.match(line)
    if spoken and len(spoken[1]) > 3 and (kind := _kind_of(spoken[1])):
        return ((spoken.start(1), spoken.end(), kind, spoken[1]),)
    found = []
    for match in _INLINE.finditer(line):
        kind = _kind_of(match[1])
        at_line_start = not line[: match.start(1)].strip(" \t*#_")
        if kind and (at_line_start or (match[1].isupper() and len(match[1]) > 1)):
            found.append((match.start(1), match.end(), kind, match[1]))
    return tuple(found)


def sections(document: Document) -> list[Section]:
    """The document cut at its headings, in order; text before the first heading is ``untitled``."""
    text, found = document.text, _problems_kept(_headings(document.text))
    first = found[0][0] if found else len(text)
    cut = [Section(document.id, "untitled", "", 0, first)] if text[:first].strip() else []
    for place, (_, body, kind, title) in enumerate(found):
        end = found[place + 1][0] if place + 1 < len(found) else len(text)
        cut.append(Section(document.id, kind, title.strip(" :*_#"), body, end))
    return _same_as_before(_subheadings(cut), text)


def _problems_kept(found: list[tuple[int, int, str, str]]) -> list[tuple[int, int, str, str]]:
    """Unknown capitals in an assessment are a problem ("HYPERTENSION"), not a heading."""
    kept: list[tuple[int, int, str, str]] = []
    for heading in found:
        unknown = heading[2] == "other" and _kind_of(heading[3]) is None
        if not (unknown and kept and kept[-1][2] in kinds_with_role("assessing")):
            kept.append(heading)
    return kept


def _subheadings(cut: list[Section]) -> list[Section]:
    """An unknown heading inside an exam, a list of results or of systems belongs to what encloses it."""
    kept: list[Section] = []
    for section in cut:
        if section.kind == "other" and kept and kept[-1].kind in {"exam", "ros", "results", "vitals", "family_history", "social_history"}:
            section = Section(section.document, kept[-1].kind, section.title, section.start, section.end)
        kept.append(section)
    return kept


def _same_as_before(cut: list[Section], text: str) -> list[Section]:
    """A postoperative diagnosis that says "same" makes the preoperative diagnosis the final one."""
    same = any(section.kind == "diagnosis" and text[section.start : section.end].strip(" \n.").lower() in _SAME for section in cut)
    if not same:
        return cut
    return [replace(section, kind="diagnosis") if section.kind == "preoperative" else section for section in cut]


_SAME = frozenset({"same", "the same", "same as above", "same as preoperative", "same as preoperative diagnosis"})
