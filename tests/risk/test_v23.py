"""V23 beside hccpy, the only package that carries its mapping."""

from __future__ import annotations

import random
import warnings

import pytest

from claimwright.codesets import hcc_tables
from claimwright.risk import RiskRequest, score

hcc = pytest.importorskip("hccpy.hcc")


def test_v23_is_equal_but_for_what_hccpy_leaves_out():
    """It spells ART_OPENINGS_PRESS_ULCER and the institutional ORIGDS (0.001) otherwise than CMS's table, so leaves them out."""
    engine, draw = hcc.HCCEngine("23", dx2cc_year="2019"), random.Random(9)
    codes = sorted(hcc_tables.mapping("hccpy", "F2319P1Q.TXT", ""))
    for _ in range(300):
        age, sex, medicaid = draw.randrange(20, 100), draw.choice("FM"), draw.random() < 0.5
        segment = draw.choice(("CNA", "CFA", "CPA", "INS", "NE", "SNPNE") if age >= 65 else ("CND", "CFD", "CPD", "INS", "NE", "SNPNE"))
        orec, dx = draw.choice("01") if age >= 65 else "1", tuple(draw.sample(codes, draw.randrange(9)))
        ours = score(
            RiskRequest(
                model="V23",
                payment_year=2019,
                age=age,
                sex=sex,
                orec=orec,
                dual="full" if medicaid else "none",
                segment=segment,
                diagnoses=dx,
            )
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = engine.profile(list(dx), age=age, sex=sex, elig=segment, orec=orec, medicaid=medicaid)["risk_score"]
        left_out = ours.by_demographic.get("INS_ORIGDS", 0) + ours.by_interaction.get("ART_OPENINGS_PRESS_ULCER", 0)
        assert ours.raw_score == pytest.approx(theirs + left_out, abs=1e-6)
