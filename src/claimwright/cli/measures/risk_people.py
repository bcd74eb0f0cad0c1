"""People drawn for risk: every segment, every age, diagnoses of a model's own mapping and others; and what hccinfhir makes of them."""

from __future__ import annotations

import random
from typing import Any

from claimwright.risk import RiskRequest
from claimwright.risk.definition import definitions

COMMON = ("Z0000", "Z23", "R05", "M545", "I10", "E785")
"""Everyday diagnoses that pay nothing in most models."""
PEER_MODELS = {
    "V22": "CMS-HCC Model V22", "V24": "CMS-HCC Model V24", "V28": "CMS-HCC Model V28",
    "ESRD-V21": "CMS-HCC ESRD Model V21", "ESRD-V24": "CMS-HCC ESRD Model V24", "RXHCC-V08": "RxHCC Model V08",
}  # fmt: skip


def people(model: str, number: int, seed: int, year: int = 2026, youngest: int = 0) -> list[RiskRequest]:
    """``number`` people of a model, the same for the same seed, none younger than ``youngest``.

    New enrollees are drawn apart from the institutional: the peer scores who is both as institutional.
    """
    from claimwright.codesets import hcc_tables

    draw = random.Random(seed)  # noqa: S311  a draw for a measurement
    codes = sorted(hcc_tables.mapping(*definitions()[model][year].tables.mapping))
    return [_one(draw, model, year, codes, str(place), youngest) for place in range(number)]


def _one(draw: random.Random, model: str, year: int, codes: list[str], identity: str, youngest: int) -> RiskRequest:
    esrd = model.startswith("ESRD")
    age = max(draw.choice((*range(110), *range(60, 95), 64, 64, 65)), youngest)
    kind = draw.choices(("continuing", "institutional", "new"), (80, 8, 12))[0]
    chosen = draw.sample(codes, draw.choice((0, 1, 2, 3, 4, 5, 6, 8, 12)))
    return RiskRequest(
        id=identity, model=model, payment_year=year, age=age, sex=draw.choice("FM"),
        dual=draw.choice(("NA", "00", "NA", "01", "02", "03", "04", "05", "06", "08")),
        orec=draw.choice("23" if esrd else ("0011" if age >= 65 else "0111")), crec=draw.choice("23" if esrd else "01"),
        institutional=kind == "institutional", new_enrollee=kind == "new", snp=kind == "new" and draw.random() < 0.3,
        low_income=draw.random() < 0.3, graft_months=draw.choice((None, None, 1, 3, 4, 9, 10, 40)) if esrd else None,
        diagnoses=(*chosen, *draw.sample(COMMON, 2)),
    )  # fmt: skip


class Peer:
    """hccinfhir, one model. Raises ImportError where it does not run."""

    def __init__(self, model: str) -> None:
        """``model``: one of ``PEER_MODELS``."""
        from hccinfhir import HCCInFHIR

        self._processor = HCCInFHIR(model_name=PEER_MODELS[model])

    def score(self, request: RiskRequest) -> Any:
        """Its whole result for a request."""
        return self._processor.calculate_from_diagnosis(
            request.diagnoses, age=request.age, sex=request.sex, dual_elgbl_cd=request.dual, orec=request.orec, crec=request.crec,
            new_enrollee=request.new_enrollee, snp=request.snp, low_income=request.low_income, lti=request.institutional,
            graft_months=request.graft_months,
        )  # fmt: skip
