"""Scrubbing: one walk over a claim, each rule called where it asked to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from claimwright.core import Claim, ClaimLine, Finding, Fix, Severity, replace
from claimwright.payers import PayerProfile, profile

from .reference import CONTEXT, PROGRAMS, Reference, claim_date
from .registry import Plan, Rule, plan, rules
from .subjects import DiagnosisPair, History, LinePair, listed

if TYPE_CHECKING:
    from claimwright.codesets import Books

    from .house import House

RULE_FAILED = "engine-rule-failed"


def scrub(
    claim: Claim,
    books: Books,
    *,
    history: Sequence[Claim] = (),
    payer: PayerProfile | None = None,
    received_on: date | None = None,
    house: House | None = None,
    only: frozenset[str] = frozenset(),
) -> list[Finding]:
    """Every finding on a claim, on the claim's own dates: errors first, then by line.

    ``history``: earlier claims of the same patient. ``payer``: default the profile of the payer that the claim names, where it is known;
    ``received_on``: the day it would arrive there; rules that need one of them are not run without it. ``house``: the practice's own
    rules (:func:`claimwright.edits.house.read_house`). ``only``: ids of the rules to ask; empty asks all. Never raises because of the
    claim: a rule that fails is itself a finding.
    """
    reference = _reference(claim, books, history, payer, received_on)
    sort = _sort(claim, reference)
    findings: list[Finding] = []
    _walk(plan(*sort, only), claim, reference, findings)
    if house is not None:
        _walk(house.plan(*sort), claim, reference, findings)
    return sorted(findings, key=_order) if len(findings) > 1 else findings


def scrub_house(claim: Claim, books: Books | None, house: House) -> list[Finding]:
    """What the practice's own rules alone say of a claim."""
    reference = _reference(claim, books, (), None, None)
    findings: list[Finding] = []
    _walk(house.plan(*_sort(claim, reference)), claim, reference, findings)
    return sorted(findings, key=_order)


def _reference(
    claim: Claim, books: Books | None, history: Sequence[Claim], payer: PayerProfile | None, received_on: date | None
) -> Reference:
    on = claim_date(claim) or received_on or _newest(books)
    payer = payer or profile(claim.payer.id)
    return Reference(books, on, history=history, payer=payer, filing=claim.payer.filing, received_on=received_on)


def _sort(claim: Claim, reference: Reference) -> tuple[str, str, date, frozenset[str], str, Books | None]:
    """What sort of claim it is: all that decides which rules are asked."""
    bill = claim.type_of_bill.lstrip("0")[:2]
    return claim.kind, claim.frequency, reference.on, _available(reference), bill, reference.books


def _newest(books: Books | None) -> date:
    """Without any date the newest installed release answers (the findings say that the date is missing)."""
    return books.icd10cm.newest_release_start if books is not None else date.max


def _available(reference: Reference) -> frozenset[str]:
    """What is at hand: the caller's context, the program itself (``"medicare"``), the books."""
    given = tuple([bool(getattr(reference, name)) for name in CONTEXT])
    return _at_hand(given, reference.program, reference.books, reference.generation)


@lru_cache(256)
def _at_hand(given: tuple[bool, ...], program: str, books: Books | None, _generation: int) -> frozenset[str]:
    """As :func:`_available`; the books are asked once for each state that they are in."""
    wanted = {name for rule in rules() for name in rule.edit.needs if name not in (*CONTEXT, *PROGRAMS)}
    there = (name for name in wanted if getattr(books, name, None) is not None)
    return frozenset((*(name for name, is_given in zip(CONTEXT, given, strict=True) if is_given), program, *there))


SUPPOSED = frozenset(("ABJ", "BJ", "APR", "PR"))
"""HI qualifiers of what was thought before anybody knew: admitting diagnosis, reason for the visit. No pair rule speaks of them."""


def _walk(chosen: Plan, claim: Claim, reference: Reference, findings: list[Finding]) -> None:
    """Each rule on what it is to look at."""
    _run(chosen.claim, (claim, reference), findings)
    for name, rules_with in chosen.claim_with:
        if getattr(claim, name):
            _run(rules_with, (claim, reference), findings)
    for line in claim.lines:
        if triggered := chosen.for_line(line.procedure, line.modifiers, line.revenue_code):
            _run(triggered, (claim, line, reference), findings)
        if line.references:
            _run(chosen.for_references(line), (claim, line, reference), findings)
    if len(claim.lines) > 1:
        _line_pairs(chosen, claim, reference, findings)
    diagnoses = listed(claim)
    for entry in diagnoses:
        if triggered := chosen.for_diagnosis(entry.code):
            _run(triggered, (claim, entry, reference), findings)
    for first, second in combinations([entry for entry in diagnoses if entry.diagnosis.qualifier not in SUPPOSED], 2):
        if triggered := chosen.for_diagnoses(first.code, second.code):
            _run(triggered, (claim, DiagnosisPair(first, second), reference), findings)
    for earlier in reference.history:
        _run(chosen.history, (claim, History(earlier), reference), findings)


def _run(chosen: Iterable[Rule], arguments: tuple[Any, ...], findings: list[Finding]) -> None:
    """Each rule with these arguments, the claim first. A fault of ours must not stop the run: it is a finding itself."""
    for rule in chosen:
        try:
            for finding in rule.check(*arguments):
                findings.append(_complete(finding, rule, arguments[0]))
        except Exception as error:
            findings.append(_failed(rule, arguments[0], error))


def _line_pairs(chosen: Plan, claim: Claim, reference: Reference, findings: list[Finding]) -> None:
    """Pairs of one day and, where a rule says so, of one provider. Lines of different days are never paired: a stay may have 999."""
    days: dict[date, list[ClaimLine]] = {}
    for line in claim.lines:
        days.setdefault(reference.day(line), []).append(line)
    for day, lines in days.items():
        for first, second in combinations(lines, 2):
            if triggered := chosen.for_pair(first.procedure, second.procedure):
                if (first.references or second.references) and _renderer(first) != _renderer(second):
                    triggered = tuple(rule for rule in triggered if "provider" not in rule.edit.looks_at.same)  # type: ignore[union-attr]
                _run(triggered, (claim, LinePair(first, second, day), reference), findings)


def _renderer(line: ClaimLine) -> str:
    """A line's own rendering provider, where it differs from the claim's, stands in its references."""
    return line.references.get("rendering_npi", "")


def _complete(finding: Finding, rule: Rule, claim: Claim) -> Finding:
    """With the claim's id and the rule's references, before the table that the rule named."""
    return replace(finding, claim=claim.id, source=f"{rule.source}; {finding.source}" if finding.source else rule.source)


def _failed(rule: Rule, claim: Claim, error: Exception) -> Finding:
    """The failure as a finding; the error's type alone carries no PHI."""
    return Finding(
        id=RULE_FAILED,
        severity=Severity.INFO,
        claim=claim.id,
        line=None,
        field="",
        value=rule.edit.id,
        message=f"The rule {rule.edit.id} could not be run on this claim ({type(error).__name__}); everything else was checked",
        fix=Fix.propose("report it to the makers of the rule; check by eye what the rule checks"),
        source=f"claimwright: {rule.module}",
        effective=None,
        prevents=(),
    )


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _order(finding: Finding) -> tuple[int, int, str, str]:
    return _RANK[finding.severity], finding.line or 0, finding.id, finding.field
