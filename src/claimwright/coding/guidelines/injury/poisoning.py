"""Poisoning, a drug wrongly taken: T36 to T50 with the intent first, accidental unless told otherwise (I.C.19.e.5.b)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, Proposal, Removal, note
from ..reading import STORY, instead, lines_of
from .table_of_drugs import ACCIDENTAL, ASSAULT, SELF_HARM, UNDETERMINED, drug_code

RULE = Guideline(id="icd10cm-guideline-I.C.19.e.5.b", title="Poisoning by a drug", sections=("I.C.19.e.5.b",), order=75, adds=True)
_NAMES = r"[a-z-]{4,}(?:(?: ?[+/&,] ?| and )[a-z-]{4,})*"
_OVERDOSE = re.compile(
    rf"\b({_NAMES}) (?:overdose|od\b|poisoning|toxicity from overdose)|over-?dose (?:of|on|with|from) (?:(?:his|her|the) )?({_NAMES})|"
    r"took (?:too (?:much|many)|the wrong dose of|an extra dose of|someone else's|her husband's|his wife's) (?:of )?"
    rf"(?:(?:his|her|the) )?([a-z-]{{4,}})|poisoning (?:by|with|from|due to) ({_NAMES})",
    re.I,
)
_WORD = re.compile(r"[a-z-]{4,}", re.I)
_INTENT = re.compile(r"intentional(?!ly prescribed)|suicid\w+|self[- ]harm|to (?:kill|harm|hurt) (?:him|her)self|deliberate\w*", re.I)
_NO_INTENT = re.compile(r"unintentional|not intentional|accidental\w*|no suicidal|denies (?:any )?suicid\w+|without suicidal", re.I)
_ASSAULT = re.compile(r"\bassault\w*|given without (?:his|her) knowledge|drugged by", re.I)
_UNKNOWN = re.compile(r"undetermined intent|intent (?:is |was )?(?:undetermined|cannot be determined)", re.I)


def apply(case: Case) -> Changes:
    """The drug's poisoning for words of an overdose, with the intent; unspecified drugs go; a poisoning leads."""
    given: set[str] = set()
    if case.has_any(("overdos", "over-dos", "poisoning", "took too", "wrong dose", "extra dose", "someone else")):
        for span in case.find(_OVERDOSE, STORY):
            match = _OVERDOSE.search(span.text)
            names = _WORD.findall(next((words for words in match.groups() if words), "")) if match else []
            codes = dict.fromkeys(code for name in names if (code := drug_code(case, name, _intent(case))))
            given.update(codes)
            if fresh := [code for code in codes if code not in case.findings]:
                for code in fresh:
                    replaced = (*(one for one in case.codes(code[:6]) if one.code not in codes), *case.codes("T50.90"))
                    path = ("Table of Drugs", "poisoning", " ".join(names).lower())
                    yield Proposal(code=code, evidence=(span,), replaces=frozenset(one.code for one in replaced), path=path)
                if not case.codes("O"):
                    yield First(next(iter(codes)))
                break
    for vague in case.codes("T40.2X", "T40.60"):  # "opioid overdose, heroin"
        line = next(iter(lines_of(case, vague)), None)
        named = _OPIOID.search(line.text) if line and vague.code[6] in "1234" else None
        code = OPIOIDS[named[1].lower()] + vague.code[6:] if named else ""
        if code and case.billable(code):
            yield instead(vague, code)
    poisonings = [one for one in case.codes("T3", "T4", "T50") if len(one.code) == 8 and one.code[6] in "1234" and one.code.endswith("A")]
    if poisonings and not case.first:
        yield First(poisonings[0].code)
    if any(code[6] == "2" for code in (*given, *(one.code for one in poisonings))) and "T14.91XA" in case.findings:
        yield Removal("T14.91XA", "replaced-by-combination", "the poisoning tells the attempt")


_OPIOID = re.compile(r"\b(heroin|fentanyl|methadone)\b", re.I)
OPIOIDS = {"heroin": "T40.1X", "fentanyl": "T40.41", "methadone": "T40.3X"}


def _intent(case: Case) -> str:
    if not case.has_any(("intent", "suicid", "self-harm", "self harm", "kill", "hurt", "deliberate", "assault", "drugged", "knowledge")):
        return ACCIDENTAL
    for pattern, kind in ((_UNKNOWN, UNDETERMINED), (_NO_INTENT, ACCIDENTAL), (_ASSAULT, ASSAULT), (_INTENT, SELF_HARM)):
        if any(case.find(pattern, STORY | {"results"}, asserted=False)):
            return kind
    return ACCIDENTAL


EXAMPLES = (
    note("ASSESSMENT\n1. Hypotension.\n2. Warfarin overdose, accidental.", codes=("T45.511A", "I95.9"), first="T45.511A"),
    note(
        "HPI\nShe took too many tylenol to kill herself.\n\nASSESSMENT\n1. Acetaminophen overdose.", codes=("T39.1X2A",), first="T39.1X2A"
    ),
    note(
        "ASSESSMENT\n1. Intentional acetaminophen + alprazolam overdose, suicide attempt.",
        codes=("T39.1X2A", "T42.4X2A"),
        first="T39.1X2A",
        absent=("T14.91XA",),
    ),
    note("ASSESSMENT\n1. Opioid overdose, accidental, heroin.", codes=("T40.1X1A",), absent=("T40.2X1A",)),
    note("ASSESSMENT\n1. Rash due to amoxicillin.", codes=("R21",), absent=("T36.0X1A",)),
)
