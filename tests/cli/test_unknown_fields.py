"""A misspelt field is an error object in its line's place, wherever it stands, and never loses the lines around it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from claimwright.cli.main import build
from claimwright.core import Claim
from claimwright.core.fields import unknown_field

STAY = {"discharge_date": "2026-05-01", "age": 70, "sex": "F", "discharge_status": "01", "principal": {"code": "I50.20", "poa": "Y"}}
PERSON = {"model": "V28", "payment_year": 2026, "age": 70, "sex": "M", "dual": "NA", "orec": "0", "diagnoses": ["E11.9"]}
SERVICE = {"schedule": "pfs", "code": "99213", "date": "2025-06-02"}
CLAIM = {
    "id": "A1", "kind": "professional", "charge": "80.00", "place_of_service": "11", "patient": {"last": "T", "first": "P"},
    "subscriber": {"member_id": "1"}, "payer": {"id": "1"}, "billing": {"npi": "1245319599"},
    "diagnoses": [{"code": "I10", "qualifier": "ABK"}],
    "lines": [{"number": 1, "control_number": "A1-1", "procedure": "99213", "units": "1", "charge": "80.00", "from": "2024-07-15",
               "diagnosis_pointers": [1]}],
}  # fmt: skip
COMMANDS = {
    "group": (STAY, {"diagnoses": [{"code": "N17.9"}]}, "diagnoses"),
    "risk": (PERSON, {"diagnosis": ["I50.9"]}, "diagnosis"),
    "price": (SERVICE, {"modifier": ["26"]}, "modifier"),
    "expect": ({"request": SERVICE, "line": {"procedure": "99213", "charge": "80.00", "paid": "60.00"}}, {"payor": "x"}, "payor"),
    "scrub": (CLAIM, {"place_of_servise": "22"}, "place_of_servise"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_misspelt_field_is_named_and_the_lines_around_it_are_answered(command: str):
    good, wrong, name = COMMANDS[command]
    lines = [good | {"id": "1"}, good | wrong | {"id": "2"}, good | {"id": "3"}]
    arguments = [command, "-", "--ndjson"]
    said = CliRunner().invoke(build(command), arguments, input="\n".join(map(json.dumps, lines)))
    answers = [json.loads(line) for line in said.stdout.splitlines()]
    assert [answer.get("id") or answer.get("claim") for answer in answers if "error" in answer] == ["2"]
    assert f"unknown field '{name}'" in next(answer["error"]["message"] for answer in answers if "error" in answer)
    assert len(answers) >= 3 and said.exit_code == 1


def test_the_place_and_the_name_that_was_meant_are_told():
    told = unknown_field(CLAIM | {"lines": [CLAIM["lines"][0] | {"modifers": ["25"]}]}, Claim)
    assert told == "unknown field 'lines.modifers'; did you mean 'modifiers'?"
    assert unknown_field(CLAIM, Claim) == "" == unknown_field(CLAIM | {"references": {"any": "name"}}, Claim)


def test_a_foreign_name_is_repeated_in_part_only():
    assert len(unknown_field({"x" * 5000: 1}, Claim)) < 700
