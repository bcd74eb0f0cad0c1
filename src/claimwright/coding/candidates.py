"""Stage 4: from a mention to lines of the books: the whole phrase first, then its parts where that finds more."""

from __future__ import annotations

import re
from functools import lru_cache

from claimwright.core import Value, replace

from .knowledge import Hit, Knowledge
from .mentions.phrases import phrase_spans
from .words import keys, listed, side_of, sides

ACCEPT = 0.6
"""Least score for a phrase: about two thirds of its weight found in an entry that has nothing else."""
INSIDE = 0.7
"""Score of a phrase found inside a statement that as a whole is in no book."""
WHOLE = 0.88
"""A phrase that scores so is taken whole and never split."""
_STRONG = re.compile(
    r"\s*(?:;|\bversus\b|\bvs\b\.?|\bconsistent with\b|\bcompatible with\b|\bsecondary to\b|\bdue to\b|"
    r"\bcaused by\b|\bin the setting of\b|\blikely\b|\bpossibl[ey]\b|\bprobabl[ey]\b|"
    r"\bsuspected\b|\bcomplicated by\b|\bas well as\b|\balong with\b|\brelated to\b|\bfollowing\b|"
    r"\bconcerning for\b|\brule out\b|\br/o\b|\bper\b|(?<!\S)(?:2/2|d/t|i/s/o)(?!\S)|\bresulting in\b|\bcausing\b)\s*",
    re.I,
)
JOINED = 0.75
"""A phrase like "anemia due to chemotherapy" is one condition where one entry has words of both sides and scores so."""
_PAUSE = re.compile(r"\s*(?:,(?! (?:mild|moderate|severe)\b)|\bcomma\b|\(|\)| - | – |\+)\s*")
_DONE = re.compile(r"(?<=\w)[ ,]+(?=(?:s/p|status post)\b)", re.I)
"""Before what was done for a condition: "CAD s/p CABG" names both."""
_WEAK = re.compile(
    r"\s*(?:\band\b|(?<!\bw)(?<!\bo)/(?=\s|[A-Za-z]{3})|&|\bwith\b|\bw/(?!o)|\bwithout\b|\bplus\b|\bor\b|(?<!\bacute )\bon\b|"
    r"\bafter\b|\bfrom\b|\bstatus post\b|\bs/p\b|\bof\b(?= (?:his|her|the)\b))\s*",
    re.I,
)


_LACKING = re.compile(r"\s*(?:w/o|without|no|not)\b", re.I)
"""A piece that says what a condition is without, and names none ("gastritis, without bleeding")."""


class Part(Value, frozen=True):
    """A stretch of a mention, in the mention's own characters, and the line of the books it leads to."""

    start: int
    end: int
    hit: Hit


def parts(text: str, books: Knowledge, exact: bool = False) -> tuple[Part, ...]:
    """The conditions a phrase names. ``exact``: the phrase was found in the books as it is."""
    return _parts(text, books, exact)


@lru_cache(maxsize=32768)
def _parts(text: str, books: Knowledge, exact: bool) -> tuple[Part, ...]:
    if not exact and (after := _DONE.search(text, 2)):
        pieces = [(0, after.start()), (after.start(), len(text))]
        return tuple(_shift(part, start) for start, end in pieces for part in _parts(text[start:end], books, False))
    whole = _malignancy(text, books) or best(text, books)
    if not exact and (both := _FINGERS.search(text)):
        one = _parts(f"{text[: both.end(1)]} {text[both.start(3) :]}", books, False)
        other = _parts(text[: both.start(1)] + text[both.start(2) :], books, False)
        if one and other:
            return Part(0, both.end(1), one[0].hit), Part(both.start(2), len(text), other[0].hit)
    if exact or (whole and whole.score >= WHOLE and not (whole.code[0] in "ST" and _sides_differ(text))):
        return (Part(0, len(text), whole),) if whole else ()
    clauses = _split(text, _PAUSE)
    if len(clauses) > 1 and _STRONG.search(text):  # "anemia due to chemotherapy, mild": the pause divides before the link does
        return tuple(_shift(part, start) for start, end in clauses for part in _parts(text[start:end], books, False))
    pieces = _split(text, _STRONG)
    if whole and len(pieces) > 1 and whole.score >= JOINED and _joins(whole, [text[start:end] for start, end in pieces]):
        return (Part(0, len(text), whole),)
    if pieces and pieces != [(0, len(text))]:  # "rule out pancreatitis" is one piece, without its link
        return tuple(_shift(part, start) for start, end in pieces for part in _parts(text[start:end], books, False))
    for pattern in (_PAUSE, _WEAK):
        pieces = _split(text, pattern)
        if pieces and pieces != [(0, len(text))]:
            split = [_shift(part, start) for start, end in pieces for part in _parts(text[start:end], books, False)]
            split += [] if pattern is _PAUSE else _shared(text, pieces, books)
            split += _carried(text, pieces, books)
            if split and (whole is None or max(part.hit.score for part in split) > whole.score or _names_several(whole, split)):
                return tuple(split)
    return (Part(0, len(text), whole),) if whole and whole.score >= ACCEPT else ()


_FINGERS = re.compile(
    r"\b(1st|2nd|3rd|4th|first|second|third|fourth|index|middle|ring)(?: and |, | & |/)"
    r"((?:2nd|3rd|4th|5th|second|third|fourth|fifth|middle|ring|little|small) ((?:metacarp|metatars|finger|toe|rib|digit)\w*))",
    re.I,
)
"""Two of a row that share their word: "4th and 5th metacarpals"."""


def _sides_differ(text: str) -> bool:
    """Whether one part is named on the right and another on the left: "contusion of right hand, left wrist"."""
    return {"right", "left"} <= {side for side, _, _ in sides(text)}


def _shared(text: str, pieces: list[tuple[int, int]], books: Knowledge) -> list[Part]:
    """The first of two words that share what they belong to: "hip and knee osteoarthritis", "intramural and subserosal leiomyoma"."""
    if len(pieces) < 2:
        return []
    (start, end), (after, stop) = pieces[0], pieces[1]
    last = text[after:stop].split()
    if len(text[start:end].split()) > 2 or len(last) < 2 or not _AND.fullmatch(text, end, after) or _parts(text[start:end], books, False):
        return []
    hit = best(f"{text[start:end]} {' '.join(last[1:])}", books)
    return [Part(start, end, hit)] if hit and hit.score >= WHOLE else []


_AND = re.compile(r"\s+(?:and|&)\s+", re.I)


def _carried(text: str, pieces: list[tuple[int, int]], books: Knowledge) -> list[Part]:
    """Further places of one kind of injury: "burns of the chest wall and left forearm", "abrasions to forehead, right elbow and knee"."""
    start, end = pieces[0]
    kind = " ".join(word for word in keys(text[start:end]) if word not in listed("parts") and word not in listed("positions"))
    if listed("injuries").isdisjoint(kind.split()) or kind == " ".join(keys(text[start:end])):
        return []
    places = [(start + a, start + b) for start, end in pieces[1:] for a, b in _split(text[start:end], _WEAK)]
    hits = ((start, end, best(f"{kind} {text[start:end]}", books)) for start, end in places if is_place(text[start:end]))
    found = ((start, end, hit) for start, end, hit in hits if hit and hit.score >= CARRIED and hit.code[0] in "ST")
    return [Part(start, end, replace(hit, score=max(hit.score, INSIDE))) for start, end, hit in found]


CARRIED = 0.65
"""Least score of a place that shares the words for its injury with the one before."""


def _names_several(whole: Hit, split: list[Part]) -> bool:
    """Whether pieces that lead to different codes say more than one line does that is far from their words."""
    return whole.score < FAR and len({part.hit.code for part in split if part.hit.score >= INSIDE}) > 1


FAR = 0.78
"""A line that scores less leaves much of the phrase unsaid."""


def _malignancy(text: str, books: Knowledge) -> Hit | None:
    """The line for a malignancy by its site, whatever kind of cell it is of, where no line has the phrase's own words (I.C.2)."""
    said = keys(text)
    if listed("malignant").isdisjoint(said) or "situ" in said or _METASTATIC.search(text):
        return None
    site = [word for word in said if word not in listed("histology") and word not in listed("noise") and not word.isdigit()]
    own = books.search(text, 1)
    if not site or (own and own[0].code[0] != "Z" and own[0].score >= 0.97 and words_of(own[0]).issuperset(site)):
        return None
    hits = books.search("malignant neoplasm " + " ".join(site))
    return next((hit for hit in hits if hit.code[0] == "C" and hit.score >= WHOLE and words_of(hit).issuperset(site)), None)


_METASTATIC = re.compile(
    r"\bmeta(?:sta)|\bmets\b|\bsecondary\b|history|\bh/o\b|family|"
    r"suspicious|suspect|concern|possibl|probabl|likely|rule out|r/o|versus|\bvs\b|\?",
    re.I,
)


def within(text: str, books: Knowledge) -> tuple[Part, ...]:
    """Where a stated problem as a whole is in no book: the longest phrases in it that are."""
    found = ((start, end, best(text[start:end], books)) for start, end in phrase_spans(text, books))
    return tuple(Part(start, end, replace(hit, score=INSIDE)) for start, end, hit in found if hit and hit.score >= WHOLE)


def best(text: str, books: Knowledge) -> Hit | None:
    """The entry for the phrase; of entries about equally near, one that names the phrase's side."""
    told = " ".join(word for word in keys(text) if not (word[0].isdigit() or word[-1].isdigit()))
    if len(told) == 1 or told in listed("alone") or is_place(text) or _ROOM_AIR.match(text):
        return None
    hits = [hit for hit in books.search(text) if _may_mean(hit, text)]
    if not hits or (_is_one_word(text) and hits[0].score < WHOLE):
        return None
    side = side_of(text)
    near = [hit for hit in hits if hit.score >= hits[0].score - 0.02]
    if side:
        near.sort(key=lambda hit: (not _names_side(books, hit, side), -hit.score))
    else:
        near.sort(key=lambda hit: (-hit.score, books.tree.side(hit.code) is not None))  # of lines that differ by the side, the one without
    return near[0]


_ROOM_AIR = re.compile(r"\s*RA [\d/]+|.*(?:\d ?%?|\bon|\b[Ss]ats?|SpO2.{0,8}) RA\b", re.S)
"""Room air, by what stands before or behind it, no arthritis."""


def _may_mean(hit: Hit, text: str) -> bool:
    """Whether an injury or an injury's place is named as one: "second metatarsals" is no fracture of them."""
    if hit.code[0] == "C" and hit.score < 1 and listed("histology").issuperset(keys(text)):
        return False  # "moderately differentiated adenocarcinoma" names no site
    if hit.score < WHOLE and not _names(hit, keys(text)):
        return False
    if hit.code.startswith(FINDINGS) and not _AWRY.isdisjoint(words_of(hit)) and _AWRY.isdisjoint(keys(text)):
        return False  # "TSH, LFTs" are asked for, not abnormal
    if hit.code.startswith(("E08", "E09", "E13")) and not _OF_DIABETES.isdisjoint(words_of(hit)) and _OF_DIABETES.isdisjoint(keys(text)):
        return False  # "polyneuropathy of DM" tells no type of its own
    if hit.code.startswith("O00") and listed("ectopic").isdisjoint(keys(text)):
        return False  # "intrauterine pregnancy, delivered"
    if hit.code[0] not in "ST" or hit.code > "T15":
        return True
    injuries = listed("injuries")
    if _parts_of(hit) and injuries.issuperset(set(keys(text)) - listed("noise") - listed("light")):
        return False  # "puncture wound" beside a bite is none of the hand
    return not injuries.isdisjoint(keys(text)) or (hit.score >= WHOLE and injuries.isdisjoint(words_of(hit)))


_OF_DIABETES = frozenset({"secondary", "specified", "drug", "chemical", "underlying", "postpancreatectomy", "postprocedural", "genetic"})
"""Words of the lines for diabetes that is neither type 1 nor type 2; one must be said."""
FINDINGS = ("R7", "R8", "R9")
_AWRY = frozenset({"abnormal", "abnormality", "elevated", "elevation", "high", "low", "raised", "positive", "abnormally"})
"""Of these, one must stand where a line tells of a finding with such a word."""


@lru_cache(maxsize=16384)
def words_of(hit: Hit) -> frozenset[str]:
    """The words that tell a line of the books from another."""
    return frozenset(keys(" ".join(hit.path)))


@lru_cache(maxsize=8192)
def _parts_of(hit: Hit) -> frozenset[str]:
    return listed("parts").intersection(words_of(hit))


def _names(hit: Hit, said: tuple[str, ...]) -> bool:
    """Whether the words in common name a condition: more than a degree ("NYHA class II"), of a far line its main term too."""
    shared = words_of(hit).intersection(said) - listed("noise") - listed("light") - listed("degrees")
    if hit.code[0] == "C":
        shared -= listed("parts")  # "neoplasm of the nose" is no melanoma of it
    return bool(shared) and (hit.score >= FAR or hit.source != "index" or not shared.isdisjoint(keys(hit.path[0])))


def is_place(text: str) -> bool:
    """Whether a phrase names a part of the body and nothing else."""
    return all(word in listed("parts") or word in listed("positions") for word in keys(text)) and not listed("parts").isdisjoint(keys(text))


def _is_one_word(text: str) -> bool:
    """Whether one word alone carries the phrase; it must then be the whole entry, for "dental" is no dental infection."""
    slight = listed("noise") | listed("light")
    return sum(word not in slight and not word[0].isdigit() and word not in listed("units") for word in keys(text)) < 2


def _names_side(books: Knowledge, hit: Hit, side: str) -> bool:
    return books.tree.side(hit.code) == side or side in " ".join(hit.path).lower()


def _split(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    spans, begin = [], 0
    for match in pattern.finditer(text):
        spans.append((begin, match.start()))
        begin = match.end()
    spans.append((begin, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip(" ,.-") and not (a and _LACKING.match(text, a, b))]


def _joins(hit: Hit, pieces: list[str]) -> bool:
    """Whether the line has a word of each piece that no other piece has."""
    known, said = words_of(hit), [set(keys(piece)) for piece in pieces]
    own = [words.difference(*(other for other in said if other is not words)) for words in said]
    return all(known & words for words in own)


def _shift(part: Part, by: int) -> Part:
    return Part(part.start + by, part.end + by, part.hit)
