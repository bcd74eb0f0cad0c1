"""Pain that is wholly psychological is F45.41 and no G89; with psychological factors F45.42 stands beside a G89 code (I.C.5.a)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import ask

RULE = Guideline(id="icd10cm-guideline-I.C.5.a", title="Pain and psychological factors", sections=("I.C.5.a",), order=67)


def apply(case: Case) -> Changes:
    """No G89 beside F45.41; a question where F45.42 stands without one."""
    if "F45.41" in case.findings:
        for pain in case.codes("G89"):
            yield Removal(pain.code, "excluded", "the pain is exclusively psychological")
    elif "F45.42" in case.findings and not case.codes("G89"):
        yield ask("Whether the pain is acute or chronic", case.findings["F45.42"].evidence)


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Pain disorder with related psychological factors.", codes=("F45.42",), absent=("F45.41",), asks="acute or chronic"
    ),
    note("ASSESSMENT\n1. Chronic pain syndrome.", codes=("G89.4",), absent=("F45.42",)),
)
