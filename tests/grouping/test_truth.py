"""Every claim that CMS's own programs grouped and edited, against ours: DRG, MDC, return code, edits."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claimwright.core import convert
from claimwright.grouping import Grouping, Stay, StayGrouper

EXPLAINED = tomllib.loads((Path(__file__).parent / "truth_exceptions.toml").read_text("utf-8"))
"""What differs, with its reason; at most 0.2 % of the claims may differ in return code or edits otherwise."""


def claims(samples: Path, name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    path = samples / "truth" / "drg" / f"{name}.ndjson.gz"
    if not path.exists():
        pytest.skip("no samples of grouped claims")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            both = json.loads(line)
            yield both["claim"], both["expected"]


def stay_of_truth(claim: dict[str, Any]) -> Stay:
    day = str(claim["discharge_date"])
    raw = {
        "id": claim["id"], "version": str(claim["version"]), "discharge_date": f"{day[:4]}-{day[4:6]}-{day[6:]}", "age": claim["age"],
        "sex": "MFU"[claim["sex"]], "discharge_status": claim["discharge_status"], "hospital_status": claim["hospital_status"],
        "principal": claim["pdx"], "secondary": claim["sdx"], "procedures": claim["procedures"],
        "length_of_stay": claim.get("length_of_stay"), "admit_diagnosis": claim.get("admit_dx"),
    }  # fmt: skip
    return convert(raw, Stay)


def differences(found: Grouping, expected: dict[str, Any]) -> list[str]:
    drg, mce = expected["msdrg"], expected["mce"]
    assert found.mce is not None
    edits = {edit.edit: edit.count for edit in found.mce}
    for one in EXPLAINED["edits_not_asked"]:
        edits.pop(one["edit"], None)
    kind = "PREPAYMENT" if any(edit.type == "PREPAYMENT" for edit in found.mce) else "NONE"
    pairs = {
        "drg": (int(found.drg or 0), drg["final_drg"]), "initial drg": (int(found.initial_drg or 0), drg["initial_drg"]),
        "mdc": (int(found.mdc or 0), drg["final_mdc"]), "initial mdc": (int(found.initial_mdc or 0), drg["initial_mdc"]),
        "return code": (found.return_code, drg["return_code"]), "edits": (edits, mce["edits"]), "edit type": (kind, mce["edit_type"]),
    }  # fmt: skip
    return [name for name, (ours, theirs) in pairs.items() if ours != theirs]


@pytest.mark.parametrize("name", ["broad_v43_1", "multi_v40_v43"])
def test_every_claim_is_grouped_and_edited_as_cms_computed_it(samples: Path, name: str) -> None:
    grouper = StayGrouper()
    wrong: Counter[str] = Counter()
    explained = {one["claim"] for one in EXPLAINED["claims"]}
    examples: dict[str, str] = {}
    count = 0
    for claim, expected in claims(samples, name):
        count += 1
        for difference in differences(grouper.group(stay_of_truth(claim)), expected):
            if claim["id"] not in explained or difference in ("drg", "initial drg", "mdc", "initial mdc"):
                wrong[difference] += 1
                examples.setdefault(difference, claim["id"])
    assert count == 10_000
    assert not wrong, f"{dict(wrong)}, first of each: {examples}"


def test_what_is_explained_is_rare_and_says_why() -> None:
    assert len(EXPLAINED["claims"]) <= 40, "at most 0.2 % of 20,000 claims"
    assert all(one["reason"] for one in (*EXPLAINED["claims"], *EXPLAINED["edits_not_asked"]))


def test_every_severity_names_the_codes_that_make_it(samples: Path) -> None:
    grouper = StayGrouper()
    for number, (claim, _) in enumerate(claims(samples, "broad_v43_1")):
        found = grouper.group(stay_of_truth(claim))
        if found.return_code == "OK" and found.severity in ("CC", "MCC"):
            assert any(code.makes_severity and code.cc == found.severity for code in found.codes), claim["id"]
        if number == 2000:
            break
