"""Whether coverage policies support a line: the verdict over the diagnoses that it points to.

The installed union of local coverage determinations answers first, else a few policies of ``facts/coverage.toml``. Neither knows the
contractor's jurisdiction, the policy's dates or groups of diagnoses that must come together; the verdict is a hint and no decision.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from claimwright.core import Claim, ClaimLine, Value, undotted

from .facts import facts

if TYPE_CHECKING:
    from claimwright.codesets import Books

    from .reference import Reference

Verdict = Literal["covered", "not-covered", "not-named"]


class Support(Value, frozen=True):
    """The verdict, the diagnoses it is about, the policies that were asked, and where they stand."""

    verdict: Verdict
    diagnoses: str
    policies: str
    source: str


GIVING = ("963", "964", "965")
"""Giving a drug: policies name it beside the drug that they are about, so it alone says nothing."""


def speaks_of(procedure: str, books: Books | None) -> bool:
    """Whether any policy at hand is about a procedure. Unlisted codes and the giving of drugs are named beside what a policy is about."""
    if procedure.startswith(GIVING) or procedure in facts("unlisted")["codes"]:
        return False
    installed = books.official.coverage.support(procedure, "") if books is not None and procedure else None
    return installed is not None or procedure in facts("coverage")["policies"]


def support(claim: Claim, line: ClaimLine, reference: Reference) -> Support | None:
    """What the policies of a line's procedure say of its diagnoses; None where none speaks of it, or it points nowhere.

    One supported diagnosis is enough. Institutional lines have no pointers: all diagnoses of the claim are asked.
    """
    places = line.diagnosis_pointers or (range(1, len(claim.diagnoses) + 1) if claim.kind == "institutional" else ())
    codes = [claim.diagnoses[place - 1].code for place in places if 1 <= place <= len(claim.diagnoses)]
    answers = [found for code in codes if (found := _answer(reference.books, reference.generation, line.procedure, code))]
    if not answers:
        return None
    best = min(answers, key=lambda answer: _ORDER.index(answer.verdict))
    return Support(best.verdict, ", ".join(codes), best.policies, best.source)


NOTICES = frozenset(("GA", "GX", "GY", "GZ"))
"""Modifiers that tell of a notice to the patient, or that none is needed (Pub. 100-04, chapter 30)."""


def judged_as(verdict: Verdict, claim: Claim, line: ClaimLine, reference: Reference) -> Support | None:
    """What the policies say where it is this verdict; None where it is another, or the line tells of a notice."""
    judged = support(claim, line, reference) if NOTICES.isdisjoint(line.modifiers) else None
    return judged if judged and judged.verdict == verdict else None


_ORDER: tuple[Verdict, ...] = ("covered", "not-named", "not-covered")
"""What one diagnosis of several decides: a supported one first; silence before a refusal."""


@lru_cache(65_536)
def _answer(books: Books | None, _generation: int, procedure: str, diagnosis: str) -> Support | None:
    found = books.official.coverage.support(procedure, diagnosis) if books is not None else None
    if found is not None:
        return Support(found.support, diagnosis, ", ".join(found.policies), found.source)
    table = facts("coverage")
    row = table["policies"].get(procedure)
    if row is None:
        return None
    bare = undotted(diagnosis)
    verdict: Verdict = "not-covered" if bare in row.get("not_covered", ()) else "not-named" if row["whole"] else "covered"
    return Support("covered" if bare in row["covered"] else verdict, diagnosis, row["policy"], table["source"])
