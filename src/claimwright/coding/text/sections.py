"""Stage 1: a document's sections. A heading is a known phrase alone on its line, or before a colon, or unknown capitals alone on a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from claimwright.core import Document, Value, replace
from claimwright.core.discovery import tables

_MARKS = re.compile(r"^[\s#*_>•·\-–]*(?:\(?\d{1,2}[.)]\s+|[IVX]{1,4}\.\s+)?[#*_\s]*")
_QUALIFIED = r"(?:[ ]?\([^()\n:]{1,40}\)|,? \d[\d/.:-]{0,9}(?:, my (?:reading|review))?| today| received [\d/]+){0,2}"
"""What may stand between a heading and its colon: "LABS (10/28):", "Path 2/3:"."""
_INLINE = re.compile(
    r"(?:(?<=[.;!?] )|(?<=[.;!?]  )|\A)[ \t*#_]*([A-Za-z][A-Za-z/&', -]{0,45}?" + _QUALIFIED + r")[*_]{0,2}[ \t]*:[*_]{0,2}"
)
_TAIL = re.compile(_QUALIFIED + r"$")
_SHORT = re.compile(r"(?<=[.;] )(Dx|DX|Imp|IMP|Diagnosis is)[.:]? (?=[A-Za-z0-9])")
"""A diagnosis at the end of a telegraphic note: "CT clear. Dx sinusitis"."""
_SHORT_WORDS = ("Dx", "DX", "Imp", "IMP", "Diagnosis is")
_COLUMN = re.compile(r"[ \t]*([A-Za-z][A-Za-z/&' -]{3,40}?)(?:\t| {2,})(?=\S)")
"""A heading in a column of its own: "Postop dx    same"."""
_SPOKEN = re.compile(r"[ \t]*([A-Z][A-Za-z]+(?: [a-z]+){0,4})(?:\.|, next (?:paragraph|line)\.?|, colon[,.]?)\s+(?=\S)")
"""A dictated heading: "Assessment. Lumbar strain." """
_SPOKEN_LATER = re.compile(
    r"(?:(?<=[.!?] )|(?<=[.!?]  )|(?<=paragraph[., ])|(?<=paragraph[.,] )|(?<=line )|(?<=period ))"
    r"([A-Z][A-Za-z]+(?: [a-z]+){0,4}?|(?:[a-z]+ ){0,2}[a-z]+(?: and plan)?(?= (?:colon|period)\b))"
    r"(?:\.|,? (?:(?:next|new) (?:paragraph|line)|colon|period)[.,]?|,(?= (?:number )?one\b))\s+(?=\S)"
)
"""The same in the middle of a dictation."""
_LISTED = re.compile(r"\s*(?:\(?\d{1,2}[.)]\s|[-•·*–]\s)")
"""An item of a list, which in capitals ("1. NSTEMI") is no heading that we do not know."""
_UNKNOWN = re.compile(r"[A-Z][A-Z /&,'-]{3,40}$")


_DASHED = re.compile(
    r"[ \t]*([A-Za-z][A-Za-z/&' -]{0,40}?)"
    r"(?: ?[)/] ?| +[-–—]+ +|(?<=[A-Z]{2})\.? (?=[a-z0-9])|(?<=[Dd]x)\.? |(?<=iagnos[ei]s) (?!and|of|or|at))(?=\S)"
)
"""A heading parted from its text by a dash or a stroke, or in capitals before small letters: "Imp - x", "A/ x", "DX x"."""


_BARE = re.compile(
    r"(HPI|PMHX?|PSH|ROS|EXAM|IMPRESSION|ASSESSMENT|PLAN|MEDS|LABS|"
    r"PE(?! (?:bilat|acute|saddle|provoked|unprovoked|on|in|dx|s/p|with|noted|ruled|study|protocol|neg|likely|vs|and)\w*\b))"
    r" +(?![A-Z/&]{2,}[ :]|[-–—:(/])(?=[A-Za-z0-9])"
)
"""A heading in capitals that nothing parts from its text: "PE mobile at fracture site", "IMPRESSION Atrophic nonunion"."""


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


def _kind_of(title: str, loosely: bool = False) -> str | None:
    """The kind of a heading. ``loosely``: it stands as one (a colon, capitals), so the words it has may tell."""
    plain = " ".join(title.lower().strip(" :*_#.").replace(" / ", "/").split())
    known = _lexicon().get(plain) or (_lexicon().get(_TAIL.sub("", plain)) if plain[-1:] == ")" or plain[-1:].isdigit() else None)
    return known or (_kind_by_words(plain) if loosely else None)


@lru_cache(maxsize=16384)
def _kind_by_words(title: str) -> str | None:
    """The kind of a heading that is in no list, by the words it has."""
    if len(title.split()) > LONGEST_TITLE:
        return None
    title = title.replace("/", " / ")
    return next((kind for pattern, kind in _patterns() if pattern.fullmatch(title)), None)


LONGEST_TITLE = 7


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = tables("claimwright.coding.text")["headings"]["pattern"]
    before, behind = r"(?:[\w.'/&-]+ ){0,3}", r"(?:[ /,(&-]+[\w.'/&)-]+){0,3}"
    return tuple(
        (re.compile(row["words"] if row.get("whole") else f"{before}(?:{row['words']}){behind}", re.I), row["kind"]) for row in rows
    )


def _whole_line_heading(line: str) -> tuple[str, str] | None:
    marks = _MARKS.match(line)
    text = line[marks.end() if marks else 0 :].strip().rstrip("*_ ")
    if not text or len(text) > 60:
        return None
    colon = text.endswith(":")
    kind = _kind_of(text, colon or text.isupper())
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
    lines = text.split("\n")
    letters = _letters(lines)
    for number, line in enumerate(lines):
        for start, end, kind, title in ((0, 2, letters[number], line[0]),) if number in letters else _in_line(line):
            if title.strip(" :*_#.").lower() not in _PAIRED or any(one[2] == "preoperative" for one in found):
                found.append((offset + start, offset + end, kind, title))
        offset += len(line) + 1
    return found


_PAIRED = ("post", "after")
"""What heads a diagnosis only behind a preoperative one; elsewhere it says how a treatment was borne ("Post: wheeze faint")."""


def _letters(lines: list[str]) -> dict[int, str]:
    """The lines of a note in four parts that begin with its letters alone ("A 1 trigger finger"): three of them at least, in order."""
    found = [(number, line[0]) for number, line in enumerate(lines) if line[1:2] == " " and line[0] in _PARTS and len(line) > 3]
    told = "".join(letter for _, letter in found)
    return {number: _PARTS[letter] for number, letter in found} if told in ("SOAP", "SOA", "OAP", "SAP") else {}


_PARTS = {"S": "hpi", "O": "exam", "A": "assessment", "P": "plan"}


@lru_cache(maxsize=65536)
def _in_line(line: str) -> tuple[tuple[int, int, str, str], ...]:
    """The headings of one line: start, where the body begins, kind, title."""
    whole = _whole_line_heading(line)
    if whole:
        return ((0, len(line), *whole),)
    spoken = [match for match in (_SPOKEN.match(line), *_spoken_later(line)) if match and len(match[1]) > 3 and _kind_of(match[1])]
    if spoken:
        return tuple((match.start(1), match.end(), _kind_of(match[1]) or "", match[1]) for match in spoken)
    if short := [match for match in _SHORT.finditer(line) if match.start(1)] if any(word in line for word in _SHORT_WORDS) else []:
        return (*((match.start(1), match.end(), "diagnosis", match[1]) for match in short), (len(line), len(line), "untitled", ""))
    if bare := _BARE.match(line):
        return ((bare.start(1), bare.end(), _kind_of(bare[1]) or "", bare[1]),)
    labelled = _INLINE.match(line)
    if (
        not (labelled and _kind_of(labelled[1], True))
        and (dashed := _DASHED.match(line))
        and (kind := _kind_of(dashed[1])) in _COLUMNS
        and kind
    ):
        return ((dashed.start(1), dashed.end(), kind, dashed[1]),)
    column = _COLUMN.match(line) if "\t" in line or "  " in line else None
    if column and (kind := _kind_of(column[1])) in _COLUMNS and kind:
        return ((column.start(1), column.end(), kind, column[1]),)
    found = []
    for match in _INLINE.finditer(line) if ":" in line else ():
        at_line_start = not line[: match.start(1)].strip(" \t*#_")
        kind = _kind_of(match[1], at_line_start)
        capitals = match[1].isupper() and len(match[1]) > 1 and kind not in _OF_DETAIL
        if kind and (at_line_start or capitals or kind in _ANYWHERE or (len(line) > DICTATED and kind not in _OF_DETAIL)):
            found.append((match.start(1), match.end(), kind, match[1]))
    return tuple(found)


def _spoken_later(line: str) -> Iterator[re.Match[str]]:
    """Every match of the pattern, tried only where one may begin."""
    done = 0
    for before in _BEFORE_SPOKEN.finditer(line):
        for at in (before.end() - 1, before.end()):
            if at >= done and (match := _SPOKEN_LATER.match(line, at)):
                yield match
                done = match.end()


_BEFORE_SPOKEN = re.compile(r"[.!?] {1,2}|line |period |paragraph[., ] ?")
"""What stands before a heading in the middle of a dictation."""


_ANYWHERE = frozenset({"diagnosis", "preoperative", "assessment", "assessment_plan", "discharge_diagnosis"})
"""Kinds whose headings count in the middle of a line too."""
DICTATED = 400
"""Characters of a line that is a whole note without line breaks, in which any heading counts."""
_OF_DETAIL = frozenset({"results", "exam", "procedure", "other", "attestation", "vitals"})
"""Kinds whose headings in the middle of a line only label a detail ("... CT: no stone")."""
_COLUMNS = frozenset({"diagnosis", "preoperative", "discharge_diagnosis", "chief_complaint", "assessment", "indication"})
"""Headings that are taken for one without a colon, where their text stands in a second column."""


_WITHOUT_HEADING = {"addendum": "assessment"}
"""What the text before a first heading is, by the kind of document: an addendum that answers a query states a diagnosis."""


def sections(document: Document) -> list[Section]:
    """The document cut at its headings, in order; text before the first heading is ``untitled``."""
    text, found = document.text, _titled(_problems_kept(_headings(document.text)), document.text)
    first = found[0][0] if found else len(text)
    plain = _WITHOUT_HEADING.get(document.kind, "untitled")
    cut = [Section(document.id, plain, "", 0, first)] if text[:first].strip() else []
    for place, (_, body, kind, title) in enumerate(found):
        end = found[place + 1][0] if place + 1 < len(found) else len(text)
        cut.append(Section(document.id, kind, title.strip(" :*_#"), body, end))
    return _with_problem_list(_problems_assessed(_same_as_before(_subheadings(cut), text)), text)


def _problems_assessed(cut: list[Section]) -> list[Section]:
    """Problems that the record goes through one by one: where no heading tells of an assessment, or behind the examination."""
    assessed = any(section.kind in kinds_with_role("assessing") for section in cut)
    kept: list[Section] = []
    for section in cut:
        behind = any(one.kind in _LOOKED_AT for one in kept) and not any(one.kind in _SUMS_UP for one in cut)
        by_problem = (not assessed or behind) and _BY_PROBLEM.fullmatch(section.title)
        kept.append(replace(section, kind="assessment_plan") if by_problem else section)
    return kept


_LOOKED_AT = frozenset({"exam", "results", "vitals"})
_SUMS_UP = frozenset({"assessment", "assessment_plan", "discharge_diagnosis"})
_BY_PROBLEM = re.compile(
    r"(?:active |chronic |current |ongoing )?(?:medical )?(?:problems?|issues)|.*\bby (?:problems?|issues?)|.*problems? addressed.*",
    re.I,
)


def _titled(found: list[tuple[int, int, str, str]], text: str) -> list[tuple[int, int, str, str]]:
    """An unknown heading before everything else is the title of the document, and what follows it stands under no heading."""
    if found and found[0][2] == "other" and not text[: found[0][0]].strip():
        return [(found[0][0], found[0][0], "untitled", found[0][3]), *found[1:]]
    return found


_FIRST_ITEM = re.compile(r"^[ \t]*(?:1[.)]|#1[.:)]?)[ \t]+(?=[A-Z])", re.M)
_SECOND_ITEM = re.compile(r"^[ \t]*(?:2[.)]|#2[.:)]?)[ \t]+(?=[A-Z])", re.M)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def _with_problem_list(cut: list[Section], text: str) -> list[Section]:
    """Where no heading tells of an assessment, a numbered list at the end of the story, the examination or the results is one."""
    if any(section.kind in kinds_with_role("assessing") or section.kind in kinds_with_role("deciding") for section in cut):
        return cut
    kept: list[Section] = []
    for section in cut:
        if section.kind in _BEFORE_BULLETS and (listed := _bulleted(text, section.start, section.end)):
            kept.append(replace(section, end=listed[0]))
            kept.append(Section(section.document, "assessment_plan", "", *listed))
            section = replace(section, start=listed[1])
        first = _FIRST_ITEM.search(text, section.start, section.end) if section.kind in _BEFORE_A_LIST else None
        if first and section.kind in _LISTS_TOO and not _BLANK_LINE.search(text, section.start, first.start()):
            first = None
        if first and _SECOND_ITEM.search(text, first.end(), section.end):
            blank = _BLANK_LINE.search(text, first.end(), section.end)
            end = blank.start() if blank else section.end
            kept.append(replace(section, end=first.start()))
            kept.append(Section(section.document, "assessment_plan", "", first.start(), end))
            section = replace(section, start=end)
        kept.append(section)
    return [section for section in kept if section.start < section.end]


def _bulleted(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a list of conditions stands, each with what is done for it ("-Anemia of CKD: epoetin up 10 %"); two at least."""
    for match in _BULLETS.finditer(text, start, end):
        if sum(bool(_CONDITION.search(label[1])) for label in _LABEL.finditer(match[0])) > 1:
            return match.span()
    return None


_BULLETS = re.compile(r"(?:^[ \t]*[-–•*#][ \t]*[A-Za-z][^\n]*(?:\n|\Z)){2,}", re.M)
_LABEL = re.compile(r"^[ \t]*[-–•*#][ \t]*([A-Za-z][^:\n]{1,50}?)(?::| [-–] )", re.M)
_BEFORE_BULLETS = frozenset({"untitled", "hpi", "exam", "results", "vitals", "other"})
_LISTS_TOO = frozenset({"medications", "allergies", "problem_list", "procedure"})
"""Kinds that may be numbered lists themselves: there a blank line must part the problems from them."""
_BEFORE_A_LIST = _LISTS_TOO | {"untitled", "hpi", "exam", "results", "vitals", "other", "ros", "social_history", "family_history", "course"}


_OF_A_NOTE = re.compile(r"\b(?:visit|clinic|note|consult\w*|follow[- ]?up|report|summary|service|department|center|check)\b", re.I)
"""Words of a note's own title: "PAIN CLINIC - PROCEDURE VISIT" is no problem."""


def _problems_kept(found: list[tuple[int, int, str, str]]) -> list[tuple[int, int, str, str]]:
    """Unknown capitals in an assessment are a problem ("HYPERTENSION"), not a heading."""
    kept: list[tuple[int, int, str, str]] = []
    for heading in found:
        unknown = heading[2] == "other" and _kind_of(heading[3]) is None
        if (
            unknown
            and _CONDITION.search(heading[3])
            and not _OF_A_NOTE.search(heading[3])
            and not (kept and kept[-1][2] in kinds_with_role("assessing"))
        ):
            heading = (heading[0], heading[0], "assessment_plan", "")
            unknown = False
        if not (unknown and kept and kept[-1][2] in kinds_with_role("assessing")):
            kept.append(heading)
    return kept


_CONDITION = re.compile(
    r"(?:itis|osis|emia|pathy|algia|tension|apnea|oidism|trophy|phrenia|plegia|rrhea|uria)\b|\b(?:diabetes|disease|disorder|syndrome|failure|"
    r"fibrillation|pain|infection|asthma|COPD|HTN|HLD|DM|DM2|T2DM|CAD|CHF|CKD|GERD|gout|depression|anxiety|obesity|insomnia|migraine|fracture|"
    r"cancer|carcinoma|dependence|tobacco use|ulcer|reflux|headache|dementia|incontinence|BPH|ADHD|PTSD)\b",
    re.I,
)
"""Words of a heading in capitals that is a problem."""


def _subheadings(cut: list[Section]) -> list[Section]:
    """An unknown heading inside an exam, a list of results or of systems belongs to what encloses it."""
    kept: list[Section] = []
    for section in cut:
        unknown = section.kind == "other" and _kind_of(section.title) is None
        if unknown and kept and kept[-1].kind in {"exam", "ros", "results", "vitals", "family_history", "social_history"}:
            section = Section(section.document, kept[-1].kind, section.title, section.start, section.end)
        kept.append(section)
    return kept


def _same_as_before(cut: list[Section], text: str) -> list[Section]:
    """The preoperative diagnosis is the final one where the postoperative says "same", and where nothing else tells a diagnosis."""
    same = any(section.kind == "diagnosis" and _SAME.match(text, section.start, section.end) for section in cut)
    if not same and any(section.kind in kinds_with_role("assessing") for section in cut):
        return cut
    return [replace(section, kind="diagnosis") if section.kind == "preoperative" else section for section in cut]


_SAME = re.compile(r"\s*(?:the )?(?:same|unchanged|as above)\b", re.I)
