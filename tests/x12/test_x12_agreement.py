"""On what its source or a peer calls invalid, our acknowledgements say the same: rejected. Where we differ the reason is written down."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from claimwright import x12
from claimwright.core import Acknowledgement, InputError

from .x12_making import envelope

NOT_REJECTED = {
    "x12_277CA_rejected.txt": "pyx12 wants an STC in 2200C; the source of the file says that there are no errors",
    "united_healthcare_legacy_sample.txt": "pyx12 looks a state up as syntax; we as a code set, which no 999 answers",
    "pass__oxygen.edi": "pyx12 does not know AD in PWK02; X222A1 has it",
    "pass__automobile-accident.edi": "pyx12 wants nine digits of the billing ZIP; X12's own example has five, a warning with us",
    "835__sample1.txt": "pyx12 refuses separators at the end of a segment; we take them, and reject the file because BPR02 is below zero",
    "profee-multiple.edi": "each set is right: the interchange number is used again, which the TA1 answers",
}
"""Sets that pyx12 refuses and our 999 does not, by the end of the file's name."""


def verdicts(path: Path) -> list[str]:
    """IK501 of our 999 for each set, as its receiver reads them; one R where a TA1 refuses the whole interchange."""
    try:
        answers = x12.acknowledge(path, envelope())
    except InputError:
        return ["R"]
    if "999.edi" not in answers:
        return ["R" if b"*R*" in answers["ta1.edi"] else "A"]
    return [one.split("*")[1][:1] for one in answers["999.edi"].decode().split("~") if one.startswith("IK5*")]


def rows(samples: Path) -> list[dict[str, str]]:
    with (samples / "x12" / "manifest.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_what_a_source_calls_invalid_we_reject(samples: Path) -> None:
    several = [row for row in rows(samples) if row["source_says"] == "invalid"]
    assert len(several) == 12
    assert {row["path"] for row in several if x12.check(samples / "x12" / row["path"]).verdict != "rejected"} == set()
    claims = [row for row in several if row["path"].startswith("imsweb")]
    assert len(claims) == 5
    for row in claims:
        path = samples / "x12" / row["path"]
        assert verdicts(path) == ["R"], row["path"]
        assert "277ca.edi" not in x12.acknowledge(path, envelope())  # what fails its syntax never reaches the claims


def test_what_pyx12_refuses_our_999_refuses_but_for_a_reviewed_list(samples: Path) -> None:
    refused, differing = 0, set()
    for row in rows(samples):
        told, path = row["pyx12_4_0_0_verdict"], samples / "x12" / row["path"]
        if not told.startswith("invalid") or row["transaction"] in ("997", "999", "TA1"):  # nothing answers an acknowledgement
            continue
        refused += 1
        letters = told.rpartition("ack=")[2] if "ack=" in told else "R"
        if "R" in letters and "R" not in verdicts(path):
            differing.add(next((end for end in NOT_REJECTED if row["path"].endswith(end)), row["path"]))
    assert refused > 40
    assert differing == set(NOT_REJECTED)


REJECTED = {
    "TEST_276_TXNs.txt": "a guide of 4010, out of use since 2012",
    "TEST_278_13_TXNS.txt": "a guide of 4010, out of use since 2012",
    "example_5010_837p__sample.txt": "lines point at a second diagnosis of claims that have one: SNIP 4, which pyx12 does not look at",
}
"""Files that pyx12 takes and our 999 does not."""


def test_what_pyx12_takes_our_999_takes_but_for_a_reviewed_list(samples: Path) -> None:
    several = [row["path"] for row in rows(samples) if row["pyx12_4_0_0_verdict"].startswith("valid")]
    refused = [path for path in several if "R" in verdicts(samples / "x12" / path)]
    assert len(several) > 50
    assert {next((end for end in REJECTED if path.endswith(end)), path) for path in refused} == set(REJECTED)


DAMAGES = {
    "an unknown segment": (b"HI*ABK:E119", b"ZZZ*ABK:E119"),
    "a code of no guide": (b"*Y*A*Y*Y", b"*V*A*Y*Y"),
    "an impossible day": (b"DTP*472*D8*20260302", b"DTP*472*D8*20261341"),
    "letters in an amount": (b"CLM*A1001*237*", b"CLM*A1001*2E7*"),
    "no tax id": (b"REF*EI*123456789~", b""),
    "an element that is not used": (b"CLM*A1001*237**", b"CLM*A1001*237*X*"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_pyx12_and_we_refuse_the_same_damaged_claims(name: str, tmp_path: Path) -> None:
    pytest.importorskip("pyx12")
    from .test_x12_pyx12 import accepts
    from .x12_making import claim

    before, after = DAMAGES[name]
    good = x12.write_837([claim()], envelope())
    damaged = good.replace(before, after, 1)
    if not after:
        damaged = damaged.replace(b"SE*31*", b"SE*30*")
    path = tmp_path / "damaged.edi"
    path.write_bytes(damaged)
    assert damaged != good
    assert accepts(good, tmp_path)[0]
    assert not accepts(damaged, tmp_path)[0]
    assert verdicts(path) == ["R"]
    syntax = [one for one in x12.read(x12.acknowledge(path, envelope())["999.edi"]) if isinstance(one, Acknowledgement)]
    assert [one.verdict for one in syntax] == ["R"]
