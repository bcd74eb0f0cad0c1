"""The rules over CMS's own tables, in the layout in which a user installs them: they answer in place of our examples."""

import json
from datetime import date, timedelta

import pytest

from claimwright.cli.bench.edits_found import false_alarms, found_in
from claimwright.cli.measures.claims import faults
from claimwright.codesets import open_books
from claimwright.codesets.install import install
from claimwright.codesets.store import Store
from claimwright.core import ProcedureDone, replace, undotted
from claimwright.edits import claim, diagnosis, institutional, line, patient, scrub, stay
from claimwright.edits.add_ons import add_on
from claimwright.edits.reference import Reference

FILES = (
    "ncci/AOC_V2024Q3-MCR.txt", "ncci/MCR_MUE_*.csv", "pfs/PPRRVU2025_Oct.csv", "lcd/lcd_coverage.json.gz", "opps_2025/*Addendum B.*",
    "opps_2025/*Addendum E.*", "opps_2025/*Addendum P *", "icd10cm/poa_exempt_fy2022.txt.gz",
)  # fmt: skip
DAY = "2025-03-10"


@pytest.fixture(scope="module")
def official(samples, tmp_path_factory):
    """The books with CMS's add-on, unit, fee schedule, coverage, OPPS and POA tables."""
    store = Store(tmp_path_factory.mktemp("official") / "books")
    for pattern in FILES:
        found = sorted((samples / "reference").glob(pattern))
        assert found, pattern
        for file in found:
            install(file, store, accept_ama=True)
    return open_books(store=store)


def ids(subject, books, **context):
    return {finding.id for finding in scrub(subject, books, **context)}


@pytest.mark.parametrize(
    ("code", "kind", "primaries"),
    [("90472", 1, ("90471",)), ("11045", 1, ("11042",)), ("0054T", 2, ()), ("99292", 1, ("99291",))],
)
def test_add_ons_are_of_their_type_and_name_their_primaries(official, code, kind, primaries):
    subject = claim(line(code))
    known = add_on(subject.lines[0], Reference(official, date(2024, 7, 15)))
    assert known is not None and known.type == kind and set(primaries) <= set(known.primaries) and "add-on" in known.source


def test_an_add_on_of_the_table_alone_is_found_and_with_its_primary_is_not(official):
    assert "ncci-add-on-without-primary" in ids(claim(line("11045")), official)
    assert "ncci-add-on-without-primary" not in ids(claim(line("11042"), line("11045")), official)


def test_an_add_on_table_that_ended_warns(official):
    (finding,) = [one for one in scrub(claim(line("11045"), on=DAY), official) if one.id == "ncci-add-on-without-primary"]
    assert (finding.severity, finding.stale) == ("warning", True)


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        (claim(line("19303", modifiers=("66",)), on=DAY), "surgery-team-not-paid"),
        (claim(line("33533", modifiers=("50",)), on=DAY), "surgery-bilateral-not-allowed"),
        (claim(line("45378", modifiers=("80",)), on=DAY), "surgery-assistant-not-paid"),
        (claim(line("99291", modifiers=("26",)), on=DAY), "modifiers-component-not-split"),
        (claim(line("99223"), line("58571"), place_of_service="21", on=DAY), "surgery-visit-with-major"),
        (institutional(line("22632", revenue_code="0360", pointers=()), on=DAY), ""),
        (institutional(line("35301", revenue_code="0360", pointers=()), on=DAY), "outpatient-inpatient-only"),
        (institutional(line("A4540", revenue_code="0270", pointers=()), on=DAY), "outpatient-not-covered"),
        (institutional(line("0408T", revenue_code="0360", pointers=()), on=DAY), "outpatient-device-missing"),
        (claim(line("95810"), diagnoses=("I10",), on=DAY), "coverage-diagnosis-not-named"),
        (claim(line("G0283", modifiers=("GP",)), diagnoses=("G60.8",), on=DAY), "coverage-diagnosis-not-covered"),
        (claim(line("95810"), diagnoses=("G47.33",), on=DAY), ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_installed_tables_answer(official, subject, name):
    found = ids(subject, official)
    if name:
        assert name in found
    else:
        assert not {one for one in found if one.startswith(("coverage-diagnosis", "outpatient-inpatient"))}


def test_a_diagnosis_that_is_not_exempt_needs_its_indicator(official):
    bare = replace(stay(on="2022-03-07"), diagnoses=(diagnosis("J18.9", "ABK"), diagnosis("Z87.891"), diagnosis("R05.9", "ABJ")))
    found = [finding for finding in scrub(bare, official) if finding.id == "institutional-poa-missing"]
    assert [(finding.value, finding.severity) for finding in found] == [("J18.9", "error")]


def test_clean_claims_stay_clean_over_the_official_tables(official):
    alarms = false_alarms(official, 340, seed=3)
    assert alarms.total() <= 3, alarms


def test_faults_are_found_over_the_official_tables_too(official):
    missed = {fault.name: count for fault in faults() if (count := found_in(fault, official, 2, seed=3)) < 2}
    assert missed == {}


# -- the Medicare Code Editor -----------------------------------------------------------------------------------------------------------

EDITOR = {
    "QUESTIONABLE_ADMISSION": "mce-admission-questionable", "REQUIRES_SDX": "mce-secondary-missing",
    "NON_COVERED": "mce-procedure-not-covered", "QUESTIONABLE_OBSTETRIC_ADMISSION": "mce-delivery-without-outcome",
    "WRONG_PROCEDURE_PERFORMED": "mce-wrong-procedure", "LIMITED_COVERAGE": "mce-coverage-limited",
}  # fmt: skip
SEXES = {0: "M", 1: "F", 2: "U"}


def truth(samples):
    """Every 20th claim of the CMS software's answers that is discharged in a year of the editor, as a stay."""
    import gzip

    for path in sorted((samples / "truth" / "drg").glob("*.ndjson.gz")):
        with gzip.open(path, "rt") as file:
            for number, row in enumerate(file):
                if number % 20 == 0:
                    yield json.loads(row)


def as_stay(asked):
    last = date(asked["discharge_date"] // 10000, asked["discharge_date"] // 100 % 100, asked["discharge_date"] % 100)
    days = min(max(asked.get("length_of_stay", 3), 1), 60)
    first = last - timedelta(days=days)
    who = patient(birth_date=date(first.year - asked["age"], 1, 1), sex=SEXES[asked["sex"]])
    built = stay(on=first.isoformat(), days=days, patient=who)
    listed = [diagnosis(asked["pdx"]["code"], "ABK", asked["pdx"].get("poa"))]
    listed += [diagnosis(one["code"], "ABF", one.get("poa")) for one in asked["sdx"]]
    done = tuple(ProcedureDone(code=undotted(one["code"]), on=first) for one in asked["procedures"])
    status = {"patient_status": f"{asked['discharge_status']:02d}"}
    return replace(built, diagnoses=tuple(listed), procedures=done, references=built.references | status)


def test_the_editors_rules_say_what_cms_software_said(samples, books):
    compared, different = 0, []
    for row in truth(samples):
        if row["claim"]["discharge_date"] < 20211001 or row["claim"]["sex"] not in (0, 1):
            continue
        expected = {EDITOR[name] for name in row["expected"]["mce"]["edits"] if name in EDITOR}
        ours = ids(as_stay(row["claim"]), books) & set(EDITOR.values())
        compared += 1
        if ours != expected:
            different.append((row["claim"]["id"], sorted(ours), sorted(expected)))
    assert compared >= 500
    assert different == []
