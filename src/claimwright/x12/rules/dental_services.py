"""SNIP 4 to 6 of the dental claim: prostheses, fillings, orthodontics, and diagnoses on the day of service.

Sources: 837D situational segments as Stedi's and state Medicaid companion guides tell them (DN1, DTP*441, SV305, TOO); the ADA's
instructions for its claim form on tooth numbers and surfaces. Procedure codes are numbers only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, fault, rule
from claimwright.x12.tree import get, part

from . import diagnosis_codes

DENTAL: Final = ("837D",)
DIAGNOSES: Final = (replace(diagnosis_codes.diagnosis_codes, sets=DENTAL), replace(diagnosis_codes.diagnosis_system, sets=DENTAL))

SURFACES: Final = {
    "D2140": 1, "D2150": 2, "D2160": 3, "D2161": 4, "D2330": 1, "D2331": 2, "D2332": 3, "D2391": 1, "D2392": 2, "D2393": 3,
    "D2394": 4,
}  # fmt: skip
"""Fillings and how many surfaces each is for; 4 is four or more. (D2335 is also for an incisal angle, whatever the surfaces.)"""
_MOST: Final = 4


def _services(claim: Instance, context: Context) -> Iterator[tuple[Instance, str]]:
    """Lines with their procedure."""
    for line in claim.every("2400"):
        yield line, part(line.value("SV3", 1), 2, context.delimiters.component)


@rule(
    "x12-prior-placement",
    snip=4,
    sets=DENTAL,
    at="2300",
    source="ADA claim form, items 43 and 44: a replaced prosthesis has a day of prior placement; 837D 2400 DTP*441 or 139",
)
def prior_placement(claim: Instance, context: Context) -> Iterable[Fault]:
    """A prosthesis that replaces one tells when that was placed."""
    for line in claim.every("2400"):
        if line.value("SV3", 5) == "R" and line.first("DTP", "441") is None and line.first("DTP", "139") is None:
            yield fault(line, "DTP", line.place("SV3") + 1, "the day the replaced prosthesis was placed is missing (DTP*441)",
                        code="IK304=I6")  # fmt: skip


@rule("x12-orthodontic-months", snip=6, sets=DENTAL, at="2300", severity=Severity.WARNING,
      source="ADA claim form, items 40 to 42: months of an orthodontic treatment; 837D 2300 DN1")  # fmt: skip
def orthodontic(claim: Instance, context: Context) -> Iterable[Fault]:
    """Orthodontic treatment (D8010 to D8090) tells its months, or when the appliance was placed."""
    if claim.first("DN1") is not None or claim.first("DTP", "452") is not None:
        return
    for line, code in _services(claim, context):
        if len(code) == 5 and "D8010" <= code <= "D8090" and line.first("DTP", "452") is None:
            yield fault(claim, "DN1", claim.position + 1, "orthodontic treatment tells its months (DN1)")
            return


@rule("x12-filling-surfaces", snip=6, sets=DENTAL, at="2300", severity=Severity.WARNING,
      source="ADA claim form instructions: tooth and surfaces of restorations; 837D TOO")  # fmt: skip
def fillings(claim: Instance, context: Context) -> Iterable[Fault]:
    """A filling names its tooth, and as many surfaces as its code is for."""
    colon = context.delimiters.component
    for line, code in _services(claim, context):
        wanted = SURFACES.get(code)
        if wanted is None:
            continue
        tooth = line.first("TOO")
        told = len([one for one in get(tooth, 3).split(colon) if one])
        if tooth is None:
            yield fault(line, "TOO", line.place("SV3") + 1, "a filling names its tooth and surfaces (TOO)")
        elif told != wanted and not (wanted == _MOST < told):
            message = f"this filling is for {wanted} surfaces{' or more' if wanted == _MOST else ''}, {told} are named"
            yield fault(line, "TOO", line.place("TOO"), message, element=3, value=get(tooth, 3))
