"""What the edits say of CMS's synthetic claims is known, kind by kind, and each kind is judged."""

from collections import Counter
from pathlib import Path

import pytest

from claimwright.edits import RULE_FAILED, scrub

from . import rif

JUDGED = Path(__file__).with_name("rif_judged.tsv")


@pytest.fixture(scope="module")
def judged():
    rows = [line.split("\t") for line in JUDGED.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {(rule, severity, file): (int(count), verdict, why) for rule, severity, file, count, verdict, why in rows[1:]}


@pytest.fixture(scope="module")
def found(samples, books):
    return Counter(
        (finding.id, finding.severity.value, file)
        for file, claim in rif.claims(samples / "ehr" / "cms_bfd" / "rif_synthea")
        for finding in scrub(claim, books)
    )


def test_every_kind_of_finding_is_judged_and_none_is_a_false_alarm(found, judged):
    assert dict(found) == {key: count for key, (count, _verdict, _why) in judged.items()}
    assert {verdict for _count, verdict, _why in judged.values()} == {"true"}
    assert all(why for _count, _verdict, why in judged.values())


def test_no_rule_fails_on_these_claims(found):
    assert not [key for key in found if key[0] == RULE_FAILED]
