"""Single defects over every set and level; kinds of service; what a partner's profile changes."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from claimwright import x12
from claimwright.cli.bench.x12_defects import judged
from claimwright.cli.measures.x12_damage import HERE, defects, good, joined, names
from claimwright.core import InputError, replace
from claimwright.x12.codes import KINDS
from claimwright.x12.judging import rules

from .x12_making import CLINIC, claim, dependent_claim, envelope, line

DEFECTS = defects()


@pytest.mark.parametrize("name", names())
def test_every_good_file_of_the_matrix_is_accepted(name: str) -> None:
    assert x12.check(joined(good(name))).findings == ()


@pytest.mark.parametrize("name", names())
def test_every_single_defect_is_found_at_its_place_and_nothing_else(name: str) -> None:
    wrong = [(one.name, *judged(one)) for one in DEFECTS if one.set == name and judged(one) != (True, True)]
    assert wrong == []


def test_the_matrix_covers_every_set_and_every_level() -> None:
    assert len(DEFECTS) >= 960
    assert {one.set for one in DEFECTS} == set(names())
    assert set(Counter(one.level for one in DEFECTS)) == set(range(1, 8))
    assert len({one.data for one in DEFECTS if one.partner == ""}) > 0.97 * len([one for one in DEFECTS if one.partner == ""])


def test_every_finding_says_how_to_mend_it_and_every_finding_on_a_claim_what_answers_it() -> None:
    for defect in DEFECTS:
        for one in x12.check(defect.data, partner=x12.partner(defect.partner) if defect.partner else None).findings:
            assert one.fix, one.id
            assert one.message, one.id
            assert one.code or not (defect.set.startswith("837") and one.transaction), one.id


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ((b"*XX*1245319599~N3", b"*XX*1234567890~N3"), "STC=A7:562:85"), ((b"HI*ABK:E119", b"HI*ABK:E1199"), "STC=A7:255"),
        ((b"CLM*A1001*237*", b"CLM*A1001*238*"), "IK403=I12"), ((b"SV1*HC:99214*", b"SV1*HC:99ZZZ*"), "STC=A7:454"),
    ],
)  # fmt: skip
def test_a_finding_names_the_status_or_the_code_that_tells_it(edit: tuple[bytes, bytes], code: str) -> None:
    data = x12.write_837([claim()], envelope()).replace(*edit, 1)
    assert [one.code for one in x12.check(data).findings] == [code]


SILENT = {"x12-claim-paid", "x12-member-kind", "x12-payment-interest-share", "x12-premium-sum"}
"""Rules that only add up for others."""
LARGE = {"x12-set-size"}
"""Rules whose defect is a file of more than 5,000 claims."""


def test_every_rule_and_every_code_set_has_a_defect_that_it_finds() -> None:
    wanted = {one.id for several in rules().values() for one in several} - SILENT - LARGE
    assert wanted - {one.rule for one in DEFECTS} == set()
    assert {kind.id for kind in KINDS.values()} - {one.rule for one in DEFECTS} == set()


EMPTY: dict[str, dict[str, str]] = tomllib.loads((HERE / "x12_defects.toml").read_text("utf-8"))["empty"]
"""By set and level: why there can be no defect."""


def test_every_set_has_three_defects_of_every_level_or_the_reason_why_it_has_none() -> None:
    found = Counter((one.set, one.level) for one in DEFECTS)
    cells = {(name, level) for name in names() for level in range(1, 8)}
    reasons = {(name, int(level)): why for name, several in EMPTY.items() for level, why in several.items()}
    assert {cell for cell in cells if not found[cell]} == set(reasons)
    assert all(reasons.values())
    assert {cell: found[cell] for cell in cells - set(reasons) if found[cell] < 3} == {}


SERVICES = {
    "timed anesthesia": (line(1, "00400", unit="MJ"),),
    "anesthesia that is not timed": (line(1, "01996"),),
    "office visit": (line(1),),
    "waived test with its laboratory": (line(1, "85018", modifiers=("QW",), references={"clia": "14D0000001"}),),
}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_told_as_it_should_be_is_not_a_finding(name: str) -> None:
    data = x12.write_837([claim(lines=SERVICES[name])], envelope())
    assert [one.id for one in x12.check(data).findings] == []


def test_a_rule_of_medicare_is_not_asked_of_others() -> None:
    several = (line(1, "98941"), line(2, "77067", 100), line(3, "G0181", 100))
    medicare = claim(lines=several)
    other = claim(lines=several, payer=replace(medicare.payer, filing="CI"))
    assert {one.id for one in x12.check(x12.write_837([medicare], envelope())).findings} == {
        "x12-chiropractic-first-treatment", "x12-mammography-certificate", "x12-care-plan-agency",
    }  # fmt: skip
    assert x12.check(x12.write_837([other], envelope())).findings == ()


CLAIMS = x12.write_837([claim(), dependent_claim()], envelope())


def test_without_a_partner_nobody_asks_for_level_seven() -> None:
    assert x12.check(CLAIMS).findings == ()
    assert x12.check(CLAIMS, partner=x12.partner("example-clearinghouse"), snip=6).findings == ()
    assert x12.check(CLAIMS, partner=x12.partner("example-clearinghouse")).findings == ()


def test_a_partner_adds_a_rule() -> None:
    found = x12.check(CLAIMS, partner=x12.partner("example-medicare-contractor")).findings
    assert [(one.id, one.snip, one.claim, one.loop) for one in found] == [("example-medicare-original-only", 7, "A1002", "2300")]


def test_a_partner_gives_a_rule_another_weight_or_drops_it(tmp_path: Path) -> None:
    short = replace(CLINIC, address=replace(CLINIC.address, zip="62701"))
    data = x12.write_837([claim(billing=short)], envelope())
    assert [(one.id, one.severity) for one in x12.check(data).findings] == [("x12-billing-zip", "warning")]
    strict = x12.check(data, partner=x12.partner("example-clearinghouse"))
    assert [(one.id, one.severity) for one in strict.findings] == [("x12-billing-zip", "error")]
    assert strict.verdict == "rejected"
    path = tmp_path / "lenient.toml"
    path.write_text('[grades]\nx12-billing-zip = "drop"\n')
    assert x12.check(data, partner=x12.partner(str(path))).findings == ()


def test_a_partner_limits_files_and_sets(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text("[limits]\nclaims = 1\nbytes = 200\ninterchanges = 1\n")
    again = x12.write_837([claim(), dependent_claim()], envelope(control=8))
    found = x12.check(CLAIMS + again, partner=x12.partner(str(path))).findings
    assert Counter(one.id for one in found) == {"x12-partner-bytes": 1, "x12-partner-claims": 2, "x12-partner-interchanges": 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[identifier]\n", "no part"), ('[grades]\nx12-npi = "loud"\n', "no weight"), ('[[rule]]\nid = "a"\n', "not complete"),
        ("not toml", "no TOML"),
    ],
)  # fmt: skip
def test_a_profile_that_cannot_be_is_refused_with_its_name(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=r"broken\.toml") as caught:
        x12.partner(str(path))
    assert words in str(caught.value)


def test_a_partner_nobody_knows_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="example-clearinghouse"):
        x12.partner("nobody")


def test_values_come_with_the_check_in_one_pass() -> None:
    values: list[object] = []
    report = x12.check(CLAIMS.replace(b"HI*ABK:E119", b"HI*ABK:E1199", 1), each=values.append)
    assert [one.id for one in report.findings] == ["x12-diagnosis-code"]
    assert values[1] == list(x12.read(CLAIMS))[1]
    assert len(values) == 2


def test_a_line_that_another_payer_unbundled_adds_up_over_its_answers() -> None:
    """x12.org request for interpretation 1551: the parts come to the charge together, none of them alone."""
    told = joined(good("837p")).decode().replace(
        "SVD*77001*100*HC:99214**1~CAS*CO*45*100~",
        "SVD*77001*60*HC:99213**1~CAS*CO*45*40~DTP*573*D8*20260320~SVD*77001*40*HC:99211**1~CAS*CO*45*60~",
    )  # fmt: skip
    parts = told.rstrip("~").split("~")
    assert "SVD*77001*40*HC:99211**1" in parts
    assert x12.check(joined(parts)).findings == ()


def test_skilled_nursing_ends_without_an_hour() -> None:
    told = joined(good("837i")).decode().replace("CLM*H2001*915***11:A:1", "CLM*H2001*915***21:A:1").replace("DTP*096*TM*1130~", "", 1)
    assert x12.check(joined(told.rstrip("~").split("~"))).findings == ()
