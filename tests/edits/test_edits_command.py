"""``claimwright scrub`` and ``claimwright edits``."""

import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from claimwright import x12
from claimwright.cli.main import build
from claimwright.core import InputError, encode
from claimwright.edits import catalogue, claim, line

GOOD = claim(line("99213"), id="GOOD1")
BAD = claim(line("99213"), line("96372"), line("J1885", modifiers=("JZ",)), id="BAD1")


def run(*arguments, input=None):
    return CliRunner().invoke(build(), arguments, input=input)


CLEAN = {"id": "GOOD1", "date": "2024-07-15", "releases": {"icd10cm": "2024-04"}, "findings": []}


def rows(result):
    return [json.loads(row) for row in result.stdout.splitlines()]


def lines_of(*claims):
    return b"".join(encode(one) + b"\n" for one in claims).decode()


def test_each_claim_gets_its_object_in_input_order_and_errors_make_status_1(books):
    result = run("scrub", "--ndjson", input=lines_of(GOOD, BAD))
    assert result.exit_code == 1
    first, second = rows(result)
    assert first == CLEAN
    (finding,) = second["findings"]
    assert (finding["id"], finding["severity"], finding["line"]) == ("ncci-ptp-no-modifier", "error", 1)
    assert finding["field"] == "lines[0].modifiers" and finding["prevents"] == ["CO-97", "CO-236"] and finding["fix"]["class"] == "proposed"


def test_clean_claims_make_status_0(books):
    result = run("scrub", "--ndjson", input=lines_of(GOOD))
    assert result.exit_code == 0 and rows(result) == [CLEAN]


def test_a_bad_line_gets_an_error_object_in_its_place_and_the_stream_goes_on(books, tmp_path):
    path = tmp_path / "claims.ndjson"
    path.write_text(lines_of(GOOD) + '{"id": "X", "lines": 7}\n' + lines_of(GOOD))
    result = run("scrub", str(path), "--ndjson")
    first, second, third = rows(result)
    assert result.exit_code == 1
    assert first == third == CLEAN
    assert second["id"] == "X" and second["error"]["kind"] == "shape"


def test_a_file_of_x12_is_read_and_scrubbed(books, tmp_path):
    path = tmp_path / "claims.edi"
    envelope = x12.Envelope(sender="TESTSENDER", receiver="00882", control=7, timestamp=datetime(2024, 7, 16, 9, 0, tzinfo=UTC))
    path.write_bytes(x12.write_837([GOOD, BAD], envelope))
    result = run("scrub", str(path))
    assert result.exit_code == 1
    assert [row["id"] for row in rows(result)] == ["GOOD1", "BAD1"]
    assert "ncci-ptp-no-modifier" in [finding["id"] for finding in rows(result)[1]["findings"]]


def test_the_day_received_checks_the_deadline(books):
    result = run("scrub", "--ndjson", "--received", "2026-01-02", input=lines_of(GOOD))
    assert [finding["id"] for finding in rows(result)[0]["findings"]] == ["filing-too-late"]


@pytest.mark.parametrize(
    "arguments", [("scrub", "nowhere.edi"), ("scrub", "."), ("scrub", "--received", "soon"), ("edits", "explain", "nix")]
)
def test_what_cannot_be_used_is_one_clear_line(books, arguments):
    result = run(*arguments, input="")
    assert isinstance(result.exception, InputError)


def test_the_catalogue_lists_every_edit_once():
    as_json = json.loads(run("edits", "list", "--json").stdout)
    assert [edit["id"] for edit in as_json] == [edit.id for edit in catalogue()]
    assert all(edit["source"] and edit["effective"]["first"] for edit in as_json)
    assert len(run("edits", "list").stdout.splitlines()) == len(as_json)


def test_one_edit_explains_itself():
    result = run("edits", "explain", "ncci-ptp-never-together")
    assert result.exit_code == 0 and "Why payers deny it" in result.stdout and "CO-97" in result.stdout
    assert "page" in json.loads(run("edits", "explain", "ncci-ptp-never-together", "--json").stdout)
