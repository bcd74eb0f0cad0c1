"""How long records are kept: never shorter than the law asks; holds; nothing removed."""

from datetime import date

import pytest

from claimwright.core import InputError
from claimwright.office import paths
from claimwright.office.encounters.models import Encounter
from claimwright.office.guard import retention
from claimwright.office.kit.errors import OfficeError
from claimwright.office.kit.models import AuditEvent

pytestmark = pytest.mark.django_db
FAR = date(2036, 3, 6)


@pytest.fixture
def own(tmp_path, monkeypatch):
    """The office's own file."""
    monkeypatch.setattr(paths, "data_directory", lambda: tmp_path)
    return tmp_path / "retention.toml"


def test_every_class_has_its_source_and_a_floor():
    for rule in retention.rules():
        assert rule.source
        assert 6 <= rule.least <= rule.years


def test_the_office_may_ask_for_more(own):
    own.write_text("trail = 10\n")
    assert next(rule for rule in retention.rules() if rule.name == "trail").years == 10


@pytest.mark.parametrize(
    "text", ["trail = 5", "claims = 6", "trail = 0", 'trail = "10"', "trail = 1000", "notes = 10", "trail =", "trail = 10.5"]
)
def test_the_office_may_never_ask_for_less_or_for_nonsense(own, text):
    own.write_text(text)
    with pytest.raises(InputError):
        retention.rules()


def test_the_report_counts_what_is_older_and_changes_nothing(claim, practice):
    before = AuditEvent.objects.count()
    due = {item.rule.name: item for item in retention.report(date(2030, 1, 1)) if item.practice == practice.name}
    assert (due["claims"].rows, due["claims"].older, due["claims"].held) == (1, 0, 0)
    due = {item.rule.name: item for item in retention.report(FAR)}
    assert (due["claims"].older, due["encounters"].older) == (1, 1)
    assert AuditEvent.objects.count() == before
    assert Encounter.objects.for_practice(practice).count() == 1


@pytest.mark.parametrize("whole", [True, False])
def test_a_hold_keeps_in_spite_of_age_until_it_is_released(claim, practice, whole):
    held = retention.hold(practice, None if whole else claim.patient, "Subpoena 12", actor="olga")
    due = {item.rule.name: item for item in retention.report(FAR)}
    assert due["claims"].held == due["encounters"].held == 1
    retention.release(held, "Settled", actor="olga")
    retention.release(held, "Settled", actor="olga")
    assert {item.rule.name: item.held for item in retention.report(FAR)}["claims"] == 0
    tags = list(AuditEvent.objects.filter(tag__startswith="retention").order_by("pk").values_list("tag", "reason"))
    assert tags == [("retention:hold:add", "Subpoena 12"), ("retention:hold:release", "Settled")]


def test_a_hold_needs_a_reason(practice):
    with pytest.raises(OfficeError):
        retention.hold(practice, None, "  ", actor="olga")
