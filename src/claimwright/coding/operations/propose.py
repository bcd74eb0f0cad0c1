"""Operations of a stay as ICD-10-PCS codes with their words, their way through the tables, and questions where the words leave one open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimwright.core import Alternative, CodeAssignment, Evidence, Query

from ..case import Case
from ..text import Sentence, evidence
from ..words import sides
from .build import Chosen, build, stands
from .composed import composed
from .data import Operation, book
from .decided import decided
from .parts import Match, Part, matches, offered, same
from .tell import Told, story, told, unread

NO_TABLES = "ICD-10-PCS: the official tables are not installed; operations are not coded"
"""What a result says where the books cannot build a code."""
BEYOND = "ICD-10-PCS: named in the record, to be coded by a person: "
"""What a result says of an operation whose codes are not built here."""
_MORE = re.compile(r"\s*(?:,|and|with)+ (?!(?:no|normal|the|was|were|a)\b)\w+")
DEVICE = 1
"""Where the device stands among the characters chosen after the body part."""
GUIDELINE = "icd10pcs-guideline-"
_WRITTEN = r"(\b\d{4}-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b)"
_DATE, _DATED = re.compile(_WRITTEN), re.compile(rf"\bdate of (?:the )?(?:surgery|operation|procedure)\s*:?\s*{_WRITTEN}", re.I)


class Proposed(NamedTuple):
    """Codes in order, the principal procedure first, and what the record leaves open."""

    codes: list[CodeAssignment]
    queries: list[Query]
    notes: tuple[str, ...] = ()


class _Built(NamedTuple):
    told: Told
    chosen: Chosen
    evidence: tuple[Evidence, ...]
    path: tuple[str, ...]
    rules: tuple[str, ...]
    inspects: bool


def operations(case: Case, diagnoses: list[CodeAssignment]) -> Proposed:
    """The operations of an inpatient stay. None for another setting (UHDDS: ICD-10-PCS reports inpatient procedures)."""
    if case.setting != "inpatient":
        return Proposed([], [])
    every, pcs = told(case), case.books.icd10pcs
    every = [one for one in every if not one.operation.get("part_of_other")]
    found = [one for one in every if not _beyond(one)]
    beyond = dict.fromkeys(BEYOND + name for name in (*map(_beyond, every), *unread(case)) if name)
    if pcs.tables(case.on) is None:
        return Proposed([], [], (NO_TABLES,) if every else ())
    words = story(case)
    built = [one for each in found for one in _built(case, each, _about(each, words))]
    done = _merged(_without_inspections([one for one in built if len(one.chosen.code) == 7 and not one.chosen.open]))
    reached = {one.chosen.code[:3] for one in done}
    asks = [_ask(one) for one in built if one.chosen.open and not _answered(one, reached)]
    ordered = sorted(done, key=lambda one: _rank(one, diagnoses))
    return Proposed([_assigned(case, one, place) for place, one in enumerate(ordered)], list(dict.fromkeys(asks)), tuple(beyond))


def _answered(one: _Built, reached: set[str]) -> bool:
    """Whether a code of its table was made: of coronary arteries by another name for it."""
    named = one.told.operation.get("tables", ()) if one.told.operation.get("arteries") else ()
    return one.chosen.code[:3] in reached or bool(reached & set(named))


def _about(one: Told, words: list[Sentence]) -> list[Sentence]:
    """The sentences that may describe it: of its own document where that names it under a heading, else of them all."""
    return [each for each in words if each.document == one.sentence.document] if one.own else words


def _beyond(one: Told) -> str:
    """What of an operation is not built here; empty where it is. More done through an endoscope makes it more than a look (B3.11a)."""
    after = one.sentence.text[one.end : one.clause[1]]
    if one.operation.get("inspects") and _MORE.match(after):
        return f"what was done in the {one.sentence.text[one.start : one.end].lower()}"
    clause = one.sentence.text[slice(*one.clause)]
    if one.operation.get("told") and not (_told("partial", clause) or _told("entire", clause)):
        return f"{clause.strip(' .,')[:60]} (all of the body part or a part is not told)"
    if "together" in one.operation or any(re.search(words, clause, re.I) for words, *_codes in one.operation.get("variants", ())):
        return ""
    return str(one.operation.get("beyond", ""))


def _built(case: Case, one: Told, words: list[Sentence]) -> Iterator[_Built]:
    """The codes of one operation told of, or how far they go."""
    span = (one.span(one.start, one.end),)
    rules = tuple(GUIDELINE + number for number in ("A11", *one.operation.get("rules", ())))
    inspects = bool(one.operation.get("inspects"))
    if one.stopped:
        chosen = Chosen("", (), (), ("what was done before it was stopped",))
        yield _Built(one, chosen, span, (), (f"{GUIDELINE}B3.3",), inspects)
        return
    if {"composed", "codes", "variants", "together", "by_hours"} & one.operation.keys():
        yield from _whole(case, one, words, span, rules, inspects)
        return
    for parts, found, why in _parts(case, one, words):
        sides_of = list(_sided(parts, one, words))
        for part, sided in sides_of:
            more = tuple(each for each in (found, sided) if each)
            chosen = build(case.books.icd10pcs, case.on, part.prefix, one, words, one.operation)
            path = (*_heads(case, part), f"{part.label} ({why})", *chosen.how)
            yield _Built(one, chosen, (*span, *more, *chosen.evidence), path, rules, inspects)
        if not parts and one.operation.get("verb") and not one.own:
            return  # a plain verb without a body part names no operation
        if not sides_of:
            asked = tuple(dict.fromkeys(part.label for part in parts)) or ("body part",)
            yield _Built(one, Chosen("", (), (), asked), span, (), rules, inspects)


def _whole(
    case: Case, one: Told, words: list[Sentence], span: tuple[Evidence, ...], rules: tuple[str, ...], inspects: bool
) -> Iterator[_Built]:
    """Codes that the name decides, or that are put together from what it says."""
    pcs, many = case.books.icd10pcs, "composed" in one.operation
    found = list(composed(pcs, case.on, one, words) if many else decided(pcs, case.on, one, words))
    if not found:
        found = [Chosen("", (), (), ("what it was made of",))]
    if one.operation.get("each_side") and re.search(r"\bbilateral\b|\bboth\b", one.sentence.text, re.I):
        found = [chosen for chosen in found for _side in range(2)]
    for chosen in found:
        labels = pcs.labels(chosen.code[:3], case.on) if chosen.code else ()
        head = (f"table {chosen.code[:3]} of {pcs.tables(case.on).release}", *(label or "" for label in labels)) if chosen.code else ()
        yield _Built(one, chosen, (*span, *chosen.evidence), (*head, *chosen.how), rules, inspects)


def _tables(one: Told, text: str) -> tuple[str, ...] | None:
    """Other tables where the words say that only a part was cut out, or that a mesh was put in."""
    return next((tuple(one.operation[name]) for name in ("partial", "mesh") if name in one.operation and _told(name, text)), None)


def _told(name: str, text: str) -> bool:
    words = "|".join(rf"\b{word}\b" for word in book()["values"]["whole"][name])
    return any(stands(text, match) for match in re.finditer(words, text, re.I))


def _parts(case: Case, one: Told, words: list[Sentence]) -> Iterator[tuple[list[Part], Evidence | None, str]]:
    """For each body part the sides the table has of it, the words that name it, and why."""
    operation: Operation = one.operation
    text = one.sentence.text
    clause = text[slice(*one.clause)]
    about = " ".join([clause, *(each.text for each in words)]) if "mesh" in operation and "mesh" not in clause.lower() else clause
    layered = "layers" in operation
    choices = _in_layer(case, one, words) if layered else offered(case.books.icd10pcs, case.on, operation, _tables(one, about))
    if operation.get("arteries"):
        yield _arteries(choices, one)
        return
    if "prefix" in operation:
        yield [part for part in choices if part.prefix == operation["prefix"]], None, f"Index: {operation['index']}"
        return
    if "parts" in operation:
        for name in operation["parts"]:
            yield [part for part in choices if same(part.base, name)], None, "the name of the operation"
        return
    bases, keys = {part.base for part in choices}, case.books.icd10pcs.keys
    if operation.get("every") and len({match.base for match in matches(clause, bases, keys)}) > 1:
        for match in {match.base: match for match in matches(clause, bases, keys)}.values():
            place = one.span(one.clause[0] + match.start, one.clause[0] + match.end)
            yield [part for part in choices if same(part.base, match.base)], place, match.why
        return
    found, at = _nearest(matches(clause, bases, keys), one), one.sentence
    told_of = matches(text, bases, keys) if found is None and operation.get("one_sentence") else []
    if len({match.base for match in told_of}) == 1:
        first = one.clause[0]
        found = told_of[0]._replace(start=told_of[0].start - first, end=told_of[0].end - first)
    span = one.span(one.clause[0] + found.start, one.clause[0] + found.end) if found else None
    if operation.get("tip") or (operation.get("described") and not found):
        telling = words if "described" in operation else _of_its_tip(one, words)
        telling = [each for each in telling if re.search(operation.get("telling", ""), each.text, re.I)]
        ends = [(match, sentence) for sentence in telling for match in matches(sentence.text, bases, keys)]
        if len({match.base for match, _sentence in ends}) == 1:
            found, at = ends[0]
            span = evidence(at.document, at.start + found.start, at.start + found.end, at.text[found.start : found.end], at.section)
    if found is None and (usual := operation.get("usual_part")):
        yield [part for part in choices if same(part.base, usual)], None, "what the name stands for where nothing else is told"
        return
    yield [part for part in choices if found and same(part.base, found.base)], span, found.why if found else ""


def _in_layer(case: Case, one: Told, words: list[Sentence]) -> list[Part]:
    """The body parts of the deepest layer that the words reach, named by their region alone (B3.5); none where no layer is told."""
    for telling, tables, layer in one.operation["layers"]:
        if any(stands(each.text, match) for each in (one.sentence, *words) for match in re.finditer(telling, each.text, re.I)):
            found = offered(case.books.icd10pcs, case.on, {"tables": tables})
            return [part._replace(base=part.base.replace(layer, "").strip(" ,") or part.base) if layer else part for part in found]
    return []


def _of_its_tip(one: Told, words: list[Sentence]) -> list[Sentence]:
    """Where the end of a catheter is told: with its name, else in a sentence that names no other catheter."""
    if "tip" in one.sentence.text:
        return [one.sentence]
    return [sentence for sentence in words if "tip" in sentence.text and not _CATHETER.search(sentence.text)]


_CATHETER = re.compile(r"\b(?:central (?:venous )?(?:line|catheter)|triple[- ]lumen|PICC|dialysis catheter|vascath|permcath)", re.I)


def _nearest(found: list[Match], one: Told) -> Match | None:
    """The body part that an "of" behind the operation's name leads to, else the one next to it; of two as near, the one with more words."""
    start, end = one.start - one.clause[0], one.end - one.clause[0]
    led = _OF.match(one.sentence.text, one.end)
    if direct := next((match for match in found if led and led.end() == one.clause[0] + match.start), None):
        return direct

    def away(match: Match) -> tuple[int, int]:
        return max(match.start - end, start - match.end, 0), match.start - match.end

    return min(found, key=away, default=None)


_OF = re.compile(r" of (?:the |an? )?(?:(?:right|left|bilateral|both) )*", re.I)


def _arteries(choices: list[Part], one: Told) -> tuple[list[Part], Evidence | None, str]:
    """Coronary arteries are counted, each once (B4.4)."""
    text = one.sentence.text
    named = [
        match for words in book()["parts"]["arteries"]["words"] if (match := re.compile(words, re.I).search(text, one.start, one.clause[1]))
    ]
    counted = ("One Artery", "Two Arteries", "Three Arteries", "Four or More Arteries")
    if not named:
        return [part for part in choices if part.base.startswith("Coronary")], None, ""
    name = f"Coronary Artery, {counted[min(len(named), 4) - 1]}"
    span = one.span(min(match.start() for match in named), max(match.end() for match in named))
    return [part for part in choices if part.label == name], span, f"{len(named)} named"


def _sided(parts: list[Part], one: Told, words: list[Sentence]) -> Iterator[tuple[Part, Evidence | None]]:
    """The part of the side that the words name; of both sides the bilateral value, else one code for each (B4.3)."""
    if len({part.prefix for part in parts}) == 1 and not parts[0].side:
        yield parts[0], None
        return
    side, span = _side(one, words)
    fitting = [part for part in parts if part.side == side]
    if side == "bilateral" and not fitting:
        fitting = [part for part in parts if part.side in {"right", "left"}]
    if side and len({part.prefix[:3] for part in fitting}) == 1:
        yield from ((part, span) for part in fitting)


def _side(one: Told, words: list[Sentence]) -> tuple[str, Evidence | None]:
    """The side nearest in the clause, else the one that all the words of the operation agree on."""
    near = [each for each in sides(one.sentence.text) if one.clause[0] <= each[1] < one.clause[1]]
    if near:
        side, start, end = min(near, key=lambda each: max(each[1] - one.end, one.start - each[2], 0))
        return side, one.span(start, end)
    told_of = [(each, sentence) for sentence in words for each in sides(sentence.text)]
    if len({each[0] for each, _sentence in told_of}) != 1:
        return "", None
    (side, start, end), sentence = told_of[0]
    return side, Told(one.operation, sentence, start, end, (start, end), one.own).span(start, end)


def _heads(case: Case, part: Part) -> tuple[str, ...]:
    labels = case.books.icd10pcs.labels(part.prefix[:3], case.on)
    return (f"table {part.prefix[:3]} of {case.books.icd10pcs.tables(case.on).release}", *(label or "" for label in labels))


def _without_inspections(done: list[_Built]) -> list[_Built]:
    """Looking is not coded beside what it served: the same body system, the abdomen opened, the same way in one sentence (B3.11a)."""
    others = [one for one in done if not one.inspects]
    return [one for one in done if not (one.inspects and any(_serves(one, other) for other in others))]


def _serves(look: _Built, other: _Built) -> bool:
    seen, done = look.chosen.code, other.chosen.code
    together = look.told.sentence == other.told.sentence and seen[4] == done[4]
    return done[0] == "0" and (seen[1] == done[1] or (seen[1] == "W" and done[1] in "DFTU7") or _stops_bleeding(seen, done) or together)


def _stops_bleeding(seen: str, done: str) -> bool:
    """Whether a look into the gut served to stop bleeding there (0W3P: Control of the gastrointestinal tract)."""
    return seen[1] == "D" and done[:4] == "0W3P"


def _merged(done: list[_Built]) -> list[_Built]:
    """One code for what is told twice, with all its words."""
    found: dict[tuple[str, str], _Built] = {}
    for one in done:
        key = one.chosen.code, str(one.told.operation.get("each", ""))  # lines and catheters of different kinds are each their own (B3.2)
        if one.told.operation.get("each_side") and key in found and found[key].told is one.told:
            key = one.chosen.code, "other side"
        known = found.get(key)
        found[key] = known._replace(evidence=(*known.evidence, *one.evidence)) if known else one
    return [one for one in found.values() if not any(_closer(other, one) for other in found.values())]


def _closer(one: _Built, other: _Built) -> bool:
    """Whether it is the other operation with its device named more closely ("Internal Fixation Device, Intramedullary")."""
    if one.chosen.code[:5] != other.chosen.code[:5] or min(len(one.chosen.how), len(other.chosen.how)) < DEVICE + 1:
        return False
    plain = other.chosen.how[DEVICE].split(" (")[0]
    return one.chosen.how[DEVICE].startswith(f"{plain}, ")


def _rank(one: _Built, diagnoses: list[CodeAssignment]) -> tuple[bool, bool, bool, bool]:
    """Definitive treatment of the principal diagnosis first, then what else treats, then what explores (UHDDS)."""
    code = one.chosen.code
    principal = next((each.code for each in diagnoses if each.role == "principal"), "")
    treats = code[0] in "01" and not one.inspects and code[6] != "X"
    fits = bool(principal) and (code[0] == "1" or principal[0] in book()["principal"]["systems"].get(code[1], ""))
    return not (treats and fits), not treats, not fits, not one.told.own


def _assigned(case: Case, one: _Built, place: int) -> CodeAssignment:
    code, near = one.chosen.code, not one.chosen.far
    date = _date(case, one.told)
    partial = one.told.operation.get("partial") and "B3.8" in one.told.operation.get("rules", ())
    return CodeAssignment(
        system="icd10pcs",
        code=code,
        title=case.books.icd10pcs.title(code, case.on),
        role="procedure",
        confidence=round(0.55 + 0.15 * near + 0.1 * one.told.own, 2),
        evidence=tuple(dict.fromkeys(one.evidence)),
        path=(*one.path, *((f"performed {date}",) if date else ())),
        rules=(*one.rules, *(("uhdds-principal-procedure",) if place == 0 else ())),
        alternatives=tuple(Alternative(other, "if only a part was cut out (B3.8)") for other in _partial(case, code) if partial),
    )


def _date(case: Case, one: Told) -> str:
    """The date of the operation as it is written: in its own sentence, else under a heading for it; empty where none is stated."""
    text = next(document.text for document in case.documents if document.id == one.sentence.document)
    found = _DATE.search(one.sentence.text) or _DATED.search(text)
    return found[1] if found else ""


def _partial(case: Case, code: str) -> tuple[str, ...]:
    """The same operation as Excision instead of Resection, where there is such a code."""
    other = f"{code[:2]}B{code[3:]}"
    return (other,) if code[:1] == "0" and code[2] == "T" and case.books.icd10pcs.is_billable(other, case.on) else ()


def _ask(one: _Built) -> Query:
    """A question that names what the record leaves open, and suggests no answer."""
    words = one.told.sentence.text[one.told.start : one.told.end]
    surgical = one.chosen.code[:1] in {"0", "1", ""}
    axis = {4: "approach" if surgical else "duration", 5: "device", 6: "further detail"}.get(len(one.chosen.code), "body part or side")
    about = f"What was done before the procedure was stopped: {words}" if one.told.stopped else f"Not stated for {words}: {axis}"
    return Query(kind="specificity", about=about, indicators=(one.told.span(one.told.start, one.told.end),))
