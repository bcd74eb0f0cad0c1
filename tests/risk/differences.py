"""Where hccinfhir 0.4.0 scores otherwise than CMS's rule, as data: for whom, what it does, what CMS says, and by how much it is off.

``excess``: what the peer's score has more than ours, in thousandths; None where its score rests on another set of factors altogether.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from claimwright.codesets import hcc_tables
from claimwright.core import undotted
from claimwright.risk import RiskRequest, RiskResult, definitions

ESRD = ("ESRD-V21", "ESRD-V24")


class Difference(NamedTuple):
    name: str
    models: tuple[str, ...]
    applies: Callable[[RiskRequest, RiskResult], bool]
    peer: str
    rule: str
    excess: Callable[[RiskResult], int] | None = None


def _factor(result: RiskResult, *endings: str) -> int:
    named = {**result.by_demographic, **result.by_interaction}
    return round(1000 * sum(value for name, value in named.items() if name.endswith(endings)))


def _two_categories_voided(request: RiskRequest, result: RiskResult) -> bool:
    mapped = hcc_tables.mapping(*definitions()["V28"][2026].tables.mapping)
    return any("edit" in item.because and len(mapped[undotted(item.code)]) > 1 for item in result.unused)


DIFFERENCES = (
    Difference(
        "diabetes-and-heart-failure", ("V22",),
        lambda request, result: "HCC85_gDiabetesMellit" in result.interactions,
        "looks for HCC85_gDiabetesMellitus, which is not how CMS's table spells the factor, and leaves it out",
        "V2218O1M: HCC85_gDiabetesMellit = HCC85*DIABETES, in the community segments",
        lambda result: -_factor(result, "HCC85_gDiabetesMellit"),
    ),
    Difference(
        "sixty-four-counts-as-sixty-five", ("V24", *ESRD),
        lambda request, result: request.age == 64 and str(request.orec) == "0",
        "scores age 64 as disabled whatever the entitlement",
        "V2419P1M and E2118P1M: IF AGEF=64 & OREC='0' THEN AGEF=65",
    ),
    Difference(
        "void-diagnosis-of-two-categories", ("V28",),
        _two_categories_voided,
        "takes one of the two categories away and leaves the other",
        "V28I0ED1: CC=-1.0 voids the diagnosis before any category is assigned",
    ),
    Difference(
        "transplant-months", ESRD,
        lambda request, result: (result.segment or "").startswith("TRANSPLANT"),
        "scores the three months of a transplant by the graft segments, or by nothing",
        "E2118P1M: SCORE_TRANS_KIDNEY_ONLY_1M to _3M are one factor each",
    ),
    Difference(
        "graft-new-enrollees", ESRD,
        lambda request, result: result.segment == "GNE",
        "finds no factor: CMS's names carry a G (NORIGDIS_G_NEF65)",
        "E2118P1M: the functioning-graft new-enrollee variables are NMCAID_NORIGDIS_G and so on",
        lambda result: -_factor(result, *[f"NE{sex}{band}" for sex in "FM" for band in (
            "0_34", "35_44", "45_54", "55_59", "60_64", "65", "66", "67", "68", "69", "70_74", "75_79", "80_84", "85_89", "90_94", "95_GT"
        )]),
    ),
    Difference(
        "dialysis-new-enrollees", ESRD,
        lambda request, result: result.segment == "DNE" and ((request.age or 0) >= 85 or (request.age < 65 and str(request.orec) == "1")),
        "finds no factor from 85 on, and reads nobody under 65 as originally disabled",
        "E2118P1M: NEF85_GT; NE_ORIGDS = (OREC='1') for dialysis",
    ),
    Difference(
        "graft-community", ("ESRD-V21",),
        lambda request, result: result.segment == "GC",
        "looks for the segments of V24 (GFA, GNPA, ...), which V21 does not have",
        "E2118P1M: one community functioning-graft model, prefix GC_",
    ),
    Difference(
        "graft-institutional-medicaid", ("ESRD-V21",),
        lambda request, result: result.segment == "GI",
        "leaves the Medicaid factor of the institutional out",
        "CMS factors D21: GI_MCAID",
        lambda result: -_factor(result, "GI_MCAID"),
    ),
    Difference(
        "institutional-on-dialysis", ("ESRD-V24",),
        lambda request, result: result.segment == "DI" and bool(request.institutional),
        "adds the graft's LTI_GE65 or LTI_LT65 to the dialysis segment's own LTI_Aged or LTI_NonAged",
        "CMS factors D24: DI_LTI_Aged and DI_LTI_NonAged are the dialysis model's",
        lambda result: 955 if "DI_LTI_Aged" in result.by_demographic else 2146,
    ),
    Difference(
        "two-calibrations", ("RXHCC-V08",),
        lambda request, result: True,
        "reads two calibrations under one name, of each factor the one that comes last; applies no hierarchy (its table says R08, it"
        " asks for V08); has no factor for new enrollees and for the originally disabled",
        "CMS publishes one calibration for plans, one for PACE; R08X84H1 is the hierarchy; Rx_NE_*_x_*, F65OD, M65OD, ORIGDS are factors",
    ),
)  # fmt: skip
"""Each row is shown to be exact, or kept to the people it names: ``test_peer``."""


def explaining(model: str, request: RiskRequest, result: RiskResult) -> list[Difference]:
    """The differences that speak of this person."""
    return [item for item in DIFFERENCES if model in item.models and item.applies(request, result)]
