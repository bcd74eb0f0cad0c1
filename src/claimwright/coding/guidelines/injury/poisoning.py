"""Poisoning, a drug wrongly taken: T36 to T50 with the intent first, accidental unless told otherwise (I.C.19.e.5.b)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, Proposal, note
from ..reading import STORY
from .table_of_drugs import ACCIDENTAL, ASSAULT, SELF_HARM, UNDETERMINED, drug_code

RULE = Guideline(id="icd10cm-guideline-I.C.19.e.5.b", title="Poisoning by a drug", sections=("I.C.19.e.5.b",), order=75, adds=True)
_OVERDOSE = re.compile(
    r"\b([a-z-]{4,}) (?:overdose|od\b|poisoning|toxicity from overdose)|over-?dose (?:of|on|with|from) (?:(?:his|"
    r"her|the) )?([a-z-]{4,})|took (?:too (?:much|many)|the wrong dose of|an extra dose of|someone else's|"
    r"her husband's|his wife's) (?:of )?(?:(?:his|her|the) )?([a-z-]{4,})|poisoning (?:by|with|from|"
    r"due to) ([a-z-]{4,})",
    re.I,
)
_INTENT = re.compile(r"intentional(?!ly prescribed)|suicid\w+|self[- ]harm|to (?:kill|harm|hurt) (?:him|her)self|deliberate\w*", re.I)
_NO_INTENT = re.compile(r"unintentional|not intentional|accidental\w*|no suicidal|denies (?:any )?suicid\w+|without suicidal", re.I)
_ASSAULT = re.compile(r"\bassault\w*|given without (?:his|her) knowledge|drugged by", re.I)
_UNKNOWN = re.compile(r"undetermined intent|intent (?:is |was )?(?:undetermined|cannot be determined)", re.I)


def apply(case: Case) -> Changes:
    """The drug's poisoning for words of an overdose, with the intent; unspecified drugs go; a poisoning leads."""
    if case.has_any(("overdos", "over-dos", "poisoning", "took too", "wrong dose", "extra dose", "someone else")):
        for span in case.find(_OVERDOSE, STORY):
            match = _OVERDOSE.search(span.text)
            name = next((word for word in match.groups() if word), "") if match else ""
            code = drug_code(case, name, _intent(case))
            same = [one for one in case.codes(code[:6]) if one.code != code] if code else []
            if code and code not in case.findings:
                replaces = frozenset(one.code for one in (*same, *case.codes("T50.90")))
                yield Proposal(code=code, evidence=(span,), replaces=replaces, path=("Table of Drugs", "poisoning", name.lower()))
                if not case.codes("O"):
                    yield First(code)
                return
    poisonings = [one for one in case.codes("T3", "T4", "T50") if len(one.code) == 8 and one.code[6] in "1234" and one.code.endswith("A")]
    if poisonings and not case.first:
        yield First(poisonings[0].code)


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
    note("ASSESSMENT\n1. Rash due to amoxicillin.", codes=("R21",), absent=("T36.0X1A",)),
)
