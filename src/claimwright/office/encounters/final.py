"""The codes as signed: what the decisions come to."""

from __future__ import annotations

from claimwright import core

from .models import CodeDecision, Encounter


def final_codes(encounter: Encounter, *, undecided: bool = False) -> list[core.CodeAssignment]:
    """The codes that count, in order, with a first-listed diagnosis and with pointers only to diagnoses that still stand.

    ``undecided``: as if everything that nobody has decided yet were accepted.
    """
    decisions = list(encounter.decisions.all())
    kept = [decision for decision in decisions if decision.counts or (undecided and decision.state == CodeDecision.State.PROPOSED)]
    renamed = {decision.proposed.code: decision.value.code for decision in kept if decision.proposed}
    codes = _with_first_listed([decision.value for decision in kept])
    diagnoses = [code.code for code in codes if code.system == "icd10cm" and code.role != "external-cause"]
    return [_pointing(code, diagnoses, renamed) for code in codes]


def still_open(encounter: Encounter) -> int:
    """How many codes nobody has decided."""
    return encounter.decisions.filter(state=CodeDecision.State.PROPOSED).count()


def _with_first_listed(codes: list[core.CodeAssignment]) -> list[core.CodeAssignment]:
    """Where the first-listed diagnosis was rejected, the next diagnosis takes its place."""
    if any(code.role in ("first-listed", "principal") for code in codes):
        return sorted(codes, key=lambda code: code.role not in ("first-listed", "principal"))
    heir = next((code for code in codes if code.system == "icd10cm" and code.role == "secondary"), None)
    if heir is None:
        return codes
    return [core.replace(heir, role="first-listed"), *(code for code in codes if code is not heir)]


def _pointing(code: core.CodeAssignment, diagnoses: list[str], renamed: dict[str, str]) -> core.CodeAssignment:
    if code.system not in ("cpt", "hcpcs"):
        return code
    targets = [renamed.get(target, target) for target in code.points_to]
    targets = [target for target in dict.fromkeys(targets) if target in diagnoses]
    return core.replace(code, points_to=tuple(targets[:4]) or tuple(diagnoses[:1]))
