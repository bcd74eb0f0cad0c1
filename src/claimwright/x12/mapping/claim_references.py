"""What an 837 says of a claim in single elements, by names of ours: ``Claim.references``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from claimwright.x12.tree import Elements, get

REFERENCES: Final = {
    "4N": "authorization_exception", "F5": "medicare_crossover", "EW": "mammography", "9F": "referral", "G1": "prior_authorization",
    "X4": "clia", "9A": "repriced_claim", "9C": "adjusted_repriced_claim", "LX": "investigational_device", "D9": "clearinghouse_trace",
    "EA": "medical_record", "P4": "demonstration_project", "1J": "care_plan_oversight",
}  # fmt: skip
"""REF01 of the claim and our name for the reference (F8 is ``payer_claim_id``)."""

_REFERENCES: Final = {**REFERENCES, "G3": "predetermination"}

CAUSES: Final = {"AA": "auto", "OA": "other", "EM": "employment"}
"""CLM11 and our word in ``references["accident"]``, several joined by a comma."""


Teller = Callable[[Elements, dict[str, str], str], None]
"""Adds what a segment says to ``references``; the last argument is the component separator."""


def teller(elements: Elements) -> Teller | None:
    """Who reads references from a segment of the claim itself (REF, CLM, AMT, DTP, CL1, DN1); None where it can hold none."""
    name = elements[0]
    known = _QUALIFIERS.get(name)
    return _TELLERS.get(name) if known is None or get(elements, 1) in known else None


def _reference(elements: Elements, found: dict[str, str], colon: str) -> None:
    if name := _REFERENCES.get(get(elements, 1)):
        found[name] = get(elements, 2)


def _head(elements: Elements, found: dict[str, str], colon: str) -> None:
    """Causes of the condition, that benefits are only asked about, and the reason for a delay stand in CLM itself."""
    if elements[6:] in _USUAL:
        return
    if elements[6:11] not in _USUAL:
        for at, name, usual in _SIGNED:
            if get(elements, at) and elements[at] not in usual:
                found[name] = elements[at]
    if len(elements) < 12:
        return
    if get(elements, 12):
        found["special_program"] = elements[12]
    if get(elements, 19) == "PB":
        found["purpose"] = "predetermination"
    causes = elements[11].split(colon)
    if named := [CAUSES[cause] for cause in causes[:3] if cause in CAUSES]:
        found["accident"] = ",".join(named)
    if get(causes, 3):
        found["accident_state"] = causes[3]
    if delay := get(elements, 20):
        found["delay_reason"] = delay


_SIGNED: Final = (
    (6, "provider_signature", ("Y",)), (7, "assignment", ("A", "C")), (8, "benefits_assigned", ("Y",)), (9, "release", ("Y",)),
    (10, "patient_signature", ()),
)  # fmt: skip
"""What CLM says of signatures and assignment: element, our reference, values that need none."""
_USUAL: Final = (["Y", "A", "Y", "Y"], ["", "A", "Y", "Y"], ["Y", "A", "Y", "Y", ""], ["", "A", "Y", "Y", ""])


def _orthodontic(elements: Elements, found: dict[str, str], colon: str) -> None:
    for at, name in ((1, "orthodontic_months"), (2, "orthodontic_months_left")):
        if get(elements, at):
            found[name] = elements[at]
    if get(elements, 4):
        found["orthodontic"] = elements[4]


def _paid(elements: Elements, found: dict[str, str], colon: str) -> None:
    if get(elements, 1) == "F5" and get(elements, 2):
        found.setdefault("patient_paid", elements[2])


def _hour(elements: Elements, found: dict[str, str], colon: str) -> None:
    if get(elements, 1) == "096" and get(elements, 2) == "TM":
        found["discharge_hour"] = get(elements, 3)
    elif get(elements, 1) == "435" and get(elements, 2) == "DT":
        found["admission_hour"] = get(elements, 3)[8:]


def _admission(elements: Elements, found: dict[str, str], colon: str) -> None:
    for at, name in ((1, "admission_type"), (2, "admission_source"), (3, "patient_status")):
        if get(elements, at):
            found.setdefault(name, elements[at])


_TELLERS: Final[dict[str, Teller]] = {
    "REF": _reference, "CLM": _head, "AMT": _paid, "DTP": _hour, "CL1": _admission, "DN1": _orthodontic,
}  # fmt: skip
_QUALIFIERS: Final = {"REF": frozenset(_REFERENCES), "AMT": frozenset(("F5",)), "DTP": frozenset(("096", "435"))}
"""Segments of which only some say anything of the kind, told apart by their first element."""
