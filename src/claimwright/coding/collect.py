"""Stages 2 to 5 over a case: every mention, its context, its lines of the books, verified; pooled by code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.core import Evidence, Value, replace
from claimwright.core.codes import SuppressionReason

from .candidates import WHOLE, Part, best, parts, within, words_of
from .case import ASSERTED, DISCUSSED, PHRASE, REASON, REMEMBERED, STATED, Case, Finding
from .context import cues, reason_for
from .knowledge import Hit
from .mentions import Mention, mentions_in
from .side_told import side_told
from .text import evidence
from .text.sections import kinds_with_role
from .verify import phase_of, refined, takes_side
from .words import keys, side_of

_HISTORY = re.compile(r"history of|h/o|hx|prior|previous|remote|past|former|status[- ]post|s/p|post(?= (?!op))", re.I)
LIFELONG = re.compile(
    r"(?:I0[5-8]|I1[0-3]|I25|I27|I4[28]|I50|I7[03]|E03|E0[03]|E1[01]|E27\.1|E66|E78|E83\.1|E84|J4[457]|J84|N18|N40|B18|B20|D5[678]|D6[678]|D8[0-6]|"
    r"F0[1-3]|F20|F31|F3[23]|F4[12]|F7|F84|F90|G1[02]|G20|G25\.0|G3[015]|G4[037]|G7[01]|G80|H40|K21|K5[01]|K74|K86|K90\.0|L40|L93|M0[56]|M10|M1[5-9]|M3[2-5]|M45|M81)"
)
"""Categories of conditions that go on: "history of hypertension" mostly means that the patient has it."""
CONFIRMED_ONLY = ("B20", "Z21", "U07.1", "A92.5", "J09", "J10")
"""Coded only when confirmed, in every setting (Official Guidelines I.C.1.a, I.C.1.f, I.C.1.g, I.C.10.c)."""

NEVER_OVER = ("B20", "Z21", "D57", "E10", "E84", "G20", "G30", "G35", "M32", "Q90")
"""Conditions that nobody has had once: a word like "resolved" near them means something else."""

PREVENTED = (
    *("A08.0", "A33", "A34", "A35", "A36", "A37", "A39", "A49", "A80", "B01", "B02", "B04", "B05", "B06", "B15", "B16", "B19", "B26"),
    *("B97.7", "J09", "J10", "J11", "J12.1", "J13", "J20.5", "U07.1"),
)
"""Diseases by whose names vaccines go."""
_VACCINE = re.compile(
    r"\b(?:flu (?:done|utd|declined|refused|due|given|up)|vaccin\w+|immuni[sz]\w+|shots?|boosters?|doses? (?:\d|given)|given today|"
    r"today given|administered|up to date|IM|dtap|tdap|mmrv?|ipv|hib|pcv\d*|ppsv\d*|menacwy)\b",
    re.I,
)

ENCOUNTERS = ("Z23", "Z20", "Z00", "Z01", "Z02", "Z03", "Z04", "Z08", "Z09", "Z1", "Z3", "Z4", "Z51", "Z71", "Z76")
"""Reasons for an encounter: words like "examination" or "injection" in running text are none; the encounter rule reads them."""


class Seen(Value, frozen=True):
    """Words that do not count, with the reason."""

    span: Evidence
    reason: SuppressionReason
    code: str | None = None


class Support(Value, frozen=True):
    """A code that a mention supports: ``level`` as in case.py, None where its words are too far from the book's."""

    code: str
    level: int | None
    hit: Hit
    spans: tuple[Evidence, ...]
    by_default: bool
    uncertain: bool


Taken = Seen | Support


def collect(case: Case) -> None:
    """Fill the case's mentions, pool and suppressed. What blanks elsewhere cannot change is taken over from the case before."""
    anew = _read(case)
    case.taken += [(mention, one) for mention, sisters in anew for one in _effects(case, mention, sisters)]
    case.taken.sort(key=_place)
    case.mentions = [mention for mention, _ in case.told_by]
    for mention, one in case.taken:
        if isinstance(one, Seen):
            case.suppress(one.span, one.reason, one.code)
        else:
            _pool(case, mention, one)


Sisters = tuple[Mention, ...]
"""All mentions of one sentence."""


def _read(case: Case) -> list[tuple[Mention, Sisters]]:
    """Read the sentences that are new; the mentions of which it is to be found out what they come to."""
    before = case.before
    known = before.read if before else {}
    case.read = {id(one): mentions_in(one, case.knowledge) if id(one) not in known else known[id(one)] for one in case.sentences}
    anew = [(mention, sisters) for key, sisters in case.read.items() if key not in known for mention in sisters]
    case.told_by = list(anew)
    if before:
        gone = {id(mention) for key in known.keys() - case.read.keys() for mention in known[key]}
        kept = [one for one in before.told_by if id(one[0]) not in gone]
        anew += [one for one in kept if id(one[0]) in before.beyond]
        case.told_by += kept
        case.taken = [one for one in before.taken if id(one[0]) not in gone and id(one[0]) not in before.beyond]
    case.told_by.sort(key=_place)
    return anew


def _place(one: tuple[Mention, object]) -> tuple[str, int, int]:
    mention = one[0]
    return mention.document, mention.start, mention.end


def _effects(case: Case, mention: Mention, sisters: Sisters) -> Iterator[Taken]:
    found = _parts(case, mention)
    for part in found:
        part = _said_better(case, mention, part, sisters)
        longer = _said_in_another(case, mention, part, sisters)
        if longer is None:
            yield from _take(case, mention, part, _stands_unsaid(case, mention, part, sisters))
        elif mention.origin != "phrase" and mention.start <= longer.start:
            yield from _take(
                case, _reaching(case, mention, longer.end), Part(longer.start - mention.start, longer.end - mention.start, longer.hit)
            )
    if not found and mention.origin == "statement" and mention.section in kinds_with_role("assessing"):
        yield from _doubted(mention)


def _stands_unsaid(case: Case, mention: Mention, part: Part, sisters: Sisters) -> bool:
    """Whether a phrase that the books have whole stands in a stated problem whose own lines say nothing of it."""
    if (
        mention.origin != "phrase"
        or part.hit.score < WHOLE
        or part.hit.code.startswith(("R", "Z", "T14"))
        or mention.section not in kinds_with_role("assessing")
    ):
        return False
    around = [one for one in sisters if one.origin == "statement" and one.start <= mention.start and mention.end <= one.end]
    said = ((one.start + other.start, one.start + other.end) for one in around for other in _parts(case, one))
    firm = " " in mention.text or any(one.start == mention.start for one in around)
    return firm and bool(around) and all(end <= mention.start or mention.end <= start for start, end in said)


def _said_better(case: Case, mention: Mention, part: Part, sisters: Sisters) -> Part:
    """The phrase within a statement that a line has whole, of its category or saying as much; the statement is further from its own."""
    if mention.origin != "statement" or part.hit.score >= WHOLE:
        return part
    start, end = mention.start + part.start, mention.start + part.end
    for one in sisters:
        if one.origin == "phrase" and start <= one.start and one.end <= end:
            for inner in _parts(case, one):
                clearer = inner.hit.score >= part.hit.score + CLEARER
                if clearer and (_is_as_exact(case, inner.hit.code, part.hit.code) or _says_all(one.text, part.hit, mention.text)):
                    return Part(one.start + inner.start - mention.start, one.start + inner.end - mention.start, inner.hit)
    return part


def _says_all(phrase: str, hit: Hit, text: str) -> bool:
    """Whether a phrase has every word that a line and the whole text have in common."""
    return words_of(hit).intersection(keys(text)).issubset(keys(phrase))


def _is_as_exact(case: Case, code: str, other: str) -> bool:
    """Whether a code of the same category says no less."""
    title = (case.title(code) or "").lower()
    return code[:3] == other[:3] and len(code) >= len(other) and "unspecified" not in title and "other" not in title


CLEARER = 0.15
"""So much nearer a phrase must be to its line than the whole statement is to another."""


def _reaching(case: Case, mention: Mention, end: int) -> Mention:
    """The mention as far as a phrase that begins in it goes on ("glaucoma - moderate stage")."""
    if end <= mention.end:
        return mention
    case.beyond.add(id(mention))  # what the longer one comes to is not kept under this one
    return replace(mention, end=end, text=mention.sentence[mention.start - mention.at : end - mention.at])


def _said_in_another(case: Case, mention: Mention, part: Part, sisters: Sisters) -> Part | None:
    """The longer phrase of the sentence, whole in a line of the books, that says these words too ("loss" in "blood loss anemia").

    Its start and end are the document's own.
    """
    start, end = mention.start + part.start, mention.start + part.end
    longer = [one for one in sisters if one.start <= start and end <= one.end and one.end - one.start > end - start]
    said = frozenset(keys(mention.text[part.start : part.end])) if longer else frozenset()
    for one in longer:
        for other in _parts(case, one):
            a, b = one.start + other.start, one.start + other.end
            if (
                other.hit.code != part.hit.code
                and a <= start
                and end <= b
                and b - a > end - start
                and other.hit.score >= max(WHOLE, part.hit.score - 0.15)
                and said <= words_of(other.hit)
                and reason_for(one.sentence, a - one.at, b - one.at) is None
            ):
                return Part(a, b, other.hit)
    return None


def _doubted(mention: Mention) -> Iterator[Taken]:
    """A problem stated as uncertain is reported as seen even where no book has its words."""
    context = reason_for(mention.sentence, mention.start - mention.at, mention.end - mention.at)
    if context and context[0] in ("uncertain", "rule-out"):
        yield Seen(mention.evidence, context[0])


def _parts(case: Case, mention: Mention) -> tuple[Part, ...]:
    remembered = mention.section in kinds_with_role("remembering")
    found = parts(mention.text, case.knowledge, mention.origin == "phrase" and not remembered)
    if not found and mention.origin == "statement" and mention.section in kinds_with_role("assessing"):
        return within(mention.text, case.knowledge)
    return found


def _take(case: Case, mention: Mention, part: Part, states: bool = False) -> Iterator[Taken]:
    start = mention.start + part.start
    span = evidence(mention.document, start, start + part.end - part.start, mention.text[part.start : part.end], mention.section)
    hit, text = part.hit, span.text
    context = reason_for(
        mention.sentence, start - mention.at, span.end - mention.at, named=words_of(hit) if hit.score >= NAMED_WELL else _NONE
    )
    reason: SuppressionReason | None = mention.reason or (context[0] if context else None)
    if reason is None and hit.code.startswith(PREVENTED) and _VACCINE.search(mention.sentence):
        reason = "hypothetical"
    inside = context is not None and start - mention.at <= context[1].start and context[1].end <= span.end - mention.at
    if reason == "negated" and inside and _lacks_something(hit, text):
        reason = None  # "concussion without loss of consciousness", "do not resuscitate" is what the line says
    if reason == "historical" or (reason is None and _HISTORY.match(text)):
        past = _as_history(case, mention, text, hit)
        if past is not None:
            hit, reason = past, None
        elif LIFELONG.match(hit.code) and (context is None or context[1].before or context[1].is_year(mention.sentence)):
            reason = None
    if reason == "family" and hit.code.startswith("Z63"):
        reason = None  # what befalls the family is the patient's circumstance
    if reason == "family" and mention.origin == "statement" and mention.section in STATING and (kin := _as_family(case, text)):
        hit, reason = kin, None  # the provider states it as a problem of this visit
    if reason == "resolved" and (hit.code.startswith(NEVER_OVER) or (case.setting == "inpatient" and mention.section in FINAL)):
        reason = None  # it was there in the stay (Official Guidelines III), or is there for good
    if case.everything and reason in NAMED:
        reason = None
    uncertain = reason in ("uncertain", "rule-out") and _uncertain_counts(case, mention, hit.code)
    if uncertain:
        reason = None
    if reason is not None:
        if mention.origin != "phrase" or hit.score >= 0.95:
            yield Seen(span, reason, hit.code)
        return
    if hit.code.startswith(SCORES):
        return
    level = STATED if states else _level(mention, hit, case.everything)
    for code, extra, by_default in _verified(case, mention, hit, text):
        yield Support(code, level, hit, (span, *extra), by_default, uncertain)


def _lacks_something(hit: Hit, text: str) -> bool:
    """Whether a line says what a condition lacks, or the words whole, and they name that condition ("no osteomyelitis" names none)."""
    words = words_of(hit)
    named = any(word in words and word != "without" and not word.startswith("no~") for word in keys(text))
    return named and (hit.score >= 1 or any(word.startswith("no~") for word in words))


def _uncertain_counts(case: Case, mention: Mention, code: str) -> bool:
    """Uncertainty in a facility's final diagnostic statement is coded as if it existed (II.H, III.C); elsewhere not (IV.H)."""
    return case.setting == "inpatient" and mention.section in FINAL and not code.startswith(CONFIRMED_ONLY)


def _as_history(case: Case, mention: Mention, text: str, hit: Hit) -> Hit | None:
    """The Z code for what is past, where the books have one."""
    bare = _HISTORY.sub("", text, count=1).strip() if _HISTORY.match(text) else text
    before = mention.sentence[: max(0, mention.start - mention.at)].lower()
    surgical = "status" in text.lower()[:10] or "s/p" in text.lower()[:5] or before.rstrip().endswith(("status post", "s/p"))
    for lead in ("status ", "history personal ") if surgical else ("history personal ", "status "):
        for found in case.knowledge.search(lead + bare):
            if found.code.startswith(("Z8", "Z9")) and found.score >= 0.72:
                return found
    return None


def _as_family(case: Case, text: str) -> Hit | None:
    """The code of the family's history (Z80 to Z84), where the books have one for these words."""
    bare = _FAMILY.sub("", text).strip(" :,")
    return next(
        (
            found
            for found in case.knowledge.search(f"family history of {bare}")
            if found.code[:2] == "Z8" and found.code < "Z85" and found.score >= 0.72
        ),
        None,
    )


_FAMILY = re.compile(r"(?:strong |positive )?(?:family history|fh|family hx)(?: of)?", re.I)
STATING = kinds_with_role("assessing") | kinds_with_role("deciding") | {"untitled"}
FINAL = frozenset({"discharge_diagnosis", "diagnosis"})


def _verified(case: Case, mention: Mention, hit: Hit, text: str) -> Iterator[tuple[str, tuple[Evidence, ...], bool]]:
    """Billable codes for a hit, with the words elsewhere that fixed the side; two codes for both sides where no bilateral code is."""
    side, where = side_told(case, mention, hit, text)
    if side and where:
        hit = best(f"{side} {text}", case.knowledge) or hit
    phase = phase_of(mention.sentence)
    extra: tuple[Evidence, ...] = (where,) if where else ()
    words = mention.text if mention.origin == "statement" else text
    leaf = case.leaf(hit.code, words, side, phase)
    if leaf is None:
        return
    if not any(cue.reason in DOUBTS for cue in cues(mention.sentence)):
        more = refined(case.knowledge.tree, leaf.code, mention.sentence, side or side_of(mention.sentence))
        leaf = (more and case.leaf(more, words, side, phase)) or leaf
    if side == "bilateral" and case.knowledge.tree.side(leaf.code) != "bilateral" and takes_side(case.knowledge.tree, leaf.code):
        both = [case.leaf(hit.code, words, one, phase) for one in ("right", "left")]
        if all(one is not None and case.knowledge.tree.side(one.code) for one in both):
            yield from ((one.code, extra, one.by_default) for one in both if one)
            return
    yield leaf.code, extra, leaf.by_default


SCORES = ("R29.7", "R40.24")
"""Scales whose number decides: rules read it (Official Guidelines I.C.18.e, I.C.18.i)."""
DOUBTS = frozenset({"uncertain", "rule-out", "hypothetical"})
"""A sentence with such words may say of the detail what it does not mean."""
NAMED_WELL = 0.85
"""Score from which a line's own words are no cues."""
_NONE: frozenset[str] = frozenset()
NAMED = frozenset({"historical", "uncertain", "resolved"})
"""What a request for everything counts too: conditions of the past, and those of which the record is not sure."""


def _is_term(word: str, hit: Hit) -> bool:
    """Whether a single word is a medical term: long, and the index has it with a code of its own."""
    return hit.source == "index" and len(word) >= LONG


LONG = 6
"""Letters of a word that is no everyday word."""


def _pool(case: Case, mention: Mention, one: Support) -> None:
    found = case.pool.get(one.code)
    if one.level is not None:
        hit, score, order = one.hit, one.hit.score * mention.weight, (one.level, mention.start)
        if found is None:
            found = case.pool[one.code] = Finding(one.code, one.level, score, hit.path, hit.source, by_default=one.by_default, order=order)
        elif (one.level, -score) < (found.level, -found.score):
            found.level, found.score, found.path, found.source, found.order = one.level, score, hit.path, hit.source, order
        found.support(one.spans)
    if one.uncertain and found:
        found.uncertain = True


def _level(mention: Mention, hit: Hit, everything: bool) -> int | None:
    """How strongly a mention supports its code, None where its words are too far from the book's."""
    kind, score = mention.section, hit.score * mention.weight
    if hit.code == "Z23" or (hit.code.startswith(ENCOUNTERS) and (mention.origin != "statement" or score < 0.95)):
        return None
    if mention.origin == "background":
        return DISCUSSED if score >= 0.7 else None
    if mention.origin == "statement":
        if kind in kinds_with_role("assessing"):
            return STATED if score >= 0.6 else None
        return STATED if score >= 0.8 else DISCUSSED if score >= 0.6 else None
    if mention.origin == "assertion":
        if kind in kinds_with_role("assessing"):
            return ASSERTED if score >= 0.7 else None
        return DISCUSSED if score >= 0.7 else None
    if mention.origin == "reason":
        return REASON if score >= 0.6 else None
    if hit.source != "lexicon" and " " not in mention.text and not (everything and _is_term(mention.text, hit)):
        return None  # a single word of running text ("fit", "bends", "heat") counts only where our own lexicon knows it as a condition
    if score < 0.9:
        return None
    return REMEMBERED if kind in kinds_with_role("remembering") or kind in kinds_with_role("background") else PHRASE
