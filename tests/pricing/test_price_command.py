"""``claimwright price`` as people and programs run it."""

import json

import pytest
from typer.testing import CliRunner

from claimwright.cli.main import build
from claimwright.core import InputError


def run(*words, lines=()):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return CliRunner().invoke(build(), ["price", *words], input=text)


def answers(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_record_is_answered_in_order_with_steps_and_releases_or_a_reason():
    records = [
        {
            "id": "a",
            "schedule": "pfs",
            "code": "99214",
            "modifiers": [],
            "date": "2025-03-02",
            "carrier": "01112",
            "locality": "05",
            "units": 1,
        },
        {"id": 7, "schedule": "clfs", "code": "83036", "date": "2025-03-02"},
        {"id": "c", "code": "99214", "date": "2023-03-02"},
    ]
    result = run("--ndjson", lines=records)
    first, second, third = answers(result)
    assert result.exit_code == 0
    assert (first["id"], first["amount"]) == ("a", "152.35")
    assert first["steps"][-1]["value"] == "152.35"
    assert set(first["releases"]) == {"rvu", "gpci", "conversion_factor"}
    assert (second["id"], second["amount"], second["reason"][:19]) == (7, None, "rates not installed")
    assert third["amount"] is None
    assert "2023" in third["reason"]


def test_bad_lines_are_answered_in_their_place_and_the_status_is_1():
    result = run("--ndjson", lines=["nonsense", {"id": "b", "code": "99214", "date": "soon"}, {"id": "c", "schedule": "x"}, {"id": "d"}])
    kinds = [one.get("error", {}).get("kind") for one in answers(result)]
    assert kinds[:3] == ["not-json", "shape", "input"]
    assert result.exit_code == 1


def test_the_day_of_the_call_serves_records_without_one():
    (one,) = answers(run("--ndjson", "--on", "2025-11-03", lines=[{"id": "a", "code": "99214"}]))
    assert (one["amount"], one["date"]) == ("125.18", "2025-11-03")


def test_a_whole_claim_is_priced_line_by_line():
    claim = {
        "id": "A1",
        "charge": "375.00",
        "place_of_service": "11",
        "patient": {"last": "Rivera", "first": "Ana"},
        "subscriber": {},
        "payer": {"id": "00882"},
        "billing": {},
        "lines": [
            {"number": 1, "control_number": "A1-1", "procedure": "99214", "charge": "225.00", "from": "2025-03-02"},
            {"number": 2, "control_number": "A1-2", "procedure": "20610", "charge": "150.00", "from": "2025-03-02"},
        ],
    }
    (one,) = answers(run("--ndjson", lines=[{"id": "x", "claim": claim}]))
    assert one["amount"] == "188.58"
    assert [line["amount"] for line in one["lines"]] == ["125.18", "63.40"]


def test_one_service_is_shown_with_its_steps():
    result = run("--code", "20610", "--modifiers", "50", "--on", "2025-11-03")
    assert "amount 95.10" in result.stdout
    assert "150 %" in result.stdout


@pytest.mark.parametrize(("words", "says"), [((), "--ndjson"), (("--code", "99214", "--on", "x"), "--on")])
def test_a_wrong_call_says_what_is_wanted(words, says):
    result = run(*words)
    assert isinstance(result.exception, InputError)
    assert says in str(result.exception)
