"""Rules of the house: reading them, running them, trying them on history, and what people are told of a wrong one."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimwright.cli.main import build
from claimwright.core import Adjustment, InputError, Money, RemittanceClaim, RemittanceLine, encode
from claimwright.edits import claim, line, patient, scrub, stay
from claimwright.edits.house import FIELDS, OPERATORS, House, PastClaim, read_house, read_rules, try_rules

RULE = """
[[rule]]
id = "knee-side"
title = "Knee injections say the side"
look_at = "line"
since = 2024-01-01
until = 2024-12-31
severity = "error"
message = "{line.procedure} for {line.diagnoses}, patient of {patient.age}"
fix = "take the side from the note"
prevents = ["CO-4"]
source = "meeting of 2024-01-08"
when = [
  { field = "line.procedure", in = ["20610", "20611"] },
  { field = "line.modifiers", has_not = ["RT", "LT", "50"] },
]
unless = [{ field = "payer.program", is = "medicaid" }]
"""


def made(conditions, look_at="claim", **more):
    """A rule with these conditions, as text."""
    rest = "".join(f"{key} = {value}\n" for key, value in more.items())
    head = 'id = "test"\nsince = 2015-10-01\nmessage = "found"\nsource = "a test"'
    return f'[[rule]]\n{head}\nlook_at = "{look_at}"\n{rest}when = [{conditions}]\n'


def house(text):
    return House(read_rules(text, "rules.toml"))


def found(text, subject, books=None):
    return [finding for finding in scrub(subject, books, house=house(text)) if finding.id.startswith("house-")]


def test_a_rule_is_an_edit_like_the_others(books):
    (finding,) = found(RULE, claim(line("20610"), diagnoses=("M17.11",)), books)
    assert finding.id == "house-knee-side" and finding.severity == "error" and finding.prevents == ("CO-4",)
    assert finding.message == "20610 for M17.11, patient of 63"
    assert finding.source == "Rules of the house: meeting of 2024-01-08" and finding.effective == date(2024, 1, 1)
    assert (finding.line, finding.field) == (1, "lines[0].procedure")


@pytest.mark.parametrize(
    "subject",
    [claim(line("20610", modifiers=("RT",))), claim(line("99213")), claim(line("20610"), on="2025-01-01"),
     claim(line("20610"), on="2023-12-31")],
    ids=["with a side", "another service", "after its last day", "before its first"],
)  # fmt: skip
def test_a_rule_holds_where_and_when_it_says(subject, books):
    assert found(RULE, subject, books) == []


CASES = [
    ('{ field = "claim.charge", above = 99.99 }', True), ('{ field = "claim.charge", below = 100 }', False),
    ('{ field = "claim.charge", at_least = 100 }', True), ('{ field = "claim.charge", at_most = 100 }', True),
    ('{ field = "patient.sex", is = "F" }', True), ('{ field = "patient.sex", is_not = "F" }', False),
    ('{ field = "patient.age", is = 63 }', True), ('{ field = "claim.first_diagnosis", is = "J069" }', True),
    ('{ field = "claim.diagnoses", has = "J06.9" }', True), ('{ field = "claim.diagnoses", has_not = ["J06.9"] }', False),
    ('{ field = "claim.diagnoses", has_starting = ["J0", "K"] }', True), ('{ field = "claim.diagnoses", has_none_starting = "J" }', False),
    ('{ field = "claim.first_diagnosis", starts = "J06." }', True), ('{ field = "claim.first_diagnosis", not_starts = ["K", "L"] }', True),
    ('{ field = "claim.place_of_service", in = ["11", "22"] }', True), ('{ field = "claim.place_of_service", not_in = ["11"] }', False),
    ('{ field = "claim.reference.prior_authorization", missing = true }', True), ('{ field = "claim.date.onset", missing = false }', False),
    ('{ field = "referring.npi", missing = true }', True), ('{ not = { field = "patient.sex", is = "M" } }', True),
    ('{ any = [{ field = "patient.sex", is = "M" }, { field = "patient.age", above = 60 }] }', True),
    ('{ all = [{ field = "patient.sex", is = "M" }, { field = "patient.age", above = 60 }] }', False),
    ('{ some_line = [{ field = "line.procedure", is = "99213" }, { field = "line.units", is = 1 }] }', True),
    ('{ no_line = [{ field = "line.procedure", starts = "8" }] }', True),
    ('{ some_diagnosis = [{ field = "diagnosis.number", is = 1 }] }', True),
    ('{ no_diagnosis = [{ field = "diagnosis.code", is = "J06.9" }] }', False),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "holds"), CASES, ids=[condition for condition, _holds in CASES])
def test_each_operator_compares_as_its_words_say(condition, holds):
    assert bool(found(made(condition), claim())) is holds


def test_every_operator_is_tried_above():
    assert {name for name in OPERATORS if any(f" {name} = " in condition for condition, _holds in CASES)} == set(OPERATORS)


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_every_field_can_be_asked_of_any_claim(name):
    level = name.split(".")[0] if name.split(".")[0] in ("line", "diagnosis") else "claim"
    text = made(f'{{ field = "{name}", missing = false }}', level)
    for subject in (claim(), stay(), claim(on="", diagnoses=(), patient=patient(birth_date=None))):
        assert isinstance(found(text, subject), list)


WRONG = [
    ("nix", "rules.toml:1", "is no TOML"),
    ("[rule]\n", "rules.toml", "holds no rules"),
    (RULE.replace("has_not", "has_no"), "rules.toml:15", "did you mean has_not"),
    (RULE.replace('"line.modifiers"', '"line.modifier"'), "rules.toml:15", "did you mean line.modifiers"),
    (RULE.replace('look_at = "line"', 'look_at = "claim"'), "rules.toml:14", 'set look_at = "line"'),
    (RULE.replace('look_at = "line"', 'look_at = "lines"'), "rules.toml:5", "use one of claim, line, diagnosis"),
    (RULE.replace('severity = "error"', 'severity = "fatal"'), "rules.toml:8", "error, warning, info"),
    (RULE.replace("since = 2024-01-01", 'since = "2024-01-01"'), "rules.toml:6", "without quotes"),
    (RULE.replace("until = 2024-12-31", "until = 2023-12-31"), "rules.toml:7", "ends before it begins"),
    (RULE.replace('source = "meeting of 2024-01-08"\n', ""), "rules.toml:2", "has no source"),
    (RULE.replace("prevents", "prevent"), "rules.toml:11", "did you mean prevents"),
    (RULE.replace('["CO-4"]', '["4"]'), "rules.toml:11", "CO-97"),
    (RULE.replace("take the side from the note", "add modifier 59"), "rules.toml:10", "the note shows"),
    (RULE.replace("take the side from the note", "add 25 so that it is paid"), "rules.toml:10", "only to be paid"),
    (RULE.replace("{line.procedure} for", "{line.nix} for"), "rules.toml:9", "{line.nix}"),
    (RULE.replace('in = ["20610", "20611"]', "in = 20610"), "rules.toml:14", "wants texts"),
    (RULE.replace('in = ["20610", "20611"]', "above = 3"), "rules.toml:14", "a text, by above"),
    (RULE.replace('"knee-side"', '"Knee Side"'), "rules.toml:3", "small letters"),
    (RULE + RULE, "rules.toml:20", "uses the id"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "where", "words"), WRONG, ids=[words for _text, _where, words in WRONG])
def test_a_wrong_rule_names_file_line_and_mend(text, where, words, tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(text)
    with pytest.raises(InputError) as told:
        read_house(path)
    assert Path(told.value.where).name == where and words in str(told.value)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_makes_the_reader_crash(text):
    for candidate in (text, f"[[rule]]\n{text}", made(text.replace("\n", " "))):
        try:
            read_rules(candidate, "rules.toml")
        except InputError as told:
            assert told.where.startswith("rules.toml")


def test_a_folder_is_read_whole_and_an_empty_one_is_told(tmp_path):
    with pytest.raises(InputError, match=r"holds no \*\.toml"):
        read_house(tmp_path)
    (tmp_path / "one.toml").write_text(RULE)
    (tmp_path / "two.toml").write_text(RULE.replace("knee-side", "knee-side-again"))
    assert [one.rule.edit.id for one in read_house(tmp_path).rules] == ["house-knee-side", "house-knee-side-again"]


def test_a_rule_that_is_off_says_nothing_but_can_be_tried(books):
    text = RULE.replace('id = "knee-side"', 'id = "knee-side"\non = false')
    subject = claim(line("20610"), diagnoses=("M17.11",))
    assert found(text, subject, books) == []
    (tried,) = try_rules(read_rules(text, "x"), [PastClaim(claim=subject)], books)
    assert (tried.hits, tried.is_on, tried.not_judged) == (1, False, 1)


def answered(subject, *lines):
    """A past claim whose lines were paid, or denied for a reason."""
    told = []
    for one, (paid, reason) in zip(subject.lines, lines, strict=True):
        cuts = (Adjustment(group="CO", reason=reason, amount=one.charge - Money.parse(paid)),) if reason else ()
        told.append(
            RemittanceLine(
                control_number=one.control_number, procedure=one.procedure, charge=one.charge, paid=Money.parse(paid), adjustments=cuts
            )
        )
    paid = Money.total(one.paid for one in told)
    return PastClaim(
        claim=subject, remittance=RemittanceClaim(claim_id=subject.id, status="1", charge=subject.charge, paid=paid, lines=tuple(told))
    )


def test_history_tells_hits_false_alarms_misses_and_money(books):
    bare, sided = line("20610"), line("20610", modifiers=("RT",))
    past = [
        answered(claim(bare, id="RIGHT"), ("0.00", "4")),
        answered(claim(bare, id="FALSE"), ("60.00", "45")),
        answered(claim(bare, line("99213"), id="OTHER"), ("0.00", "97"), ("80.00", "45")),
        answered(claim(sided, id="MISSED"), ("0.00", "4")),
        PastClaim(claim=claim(bare, id="OPEN")),
        PastClaim(claim=claim(id="FINE")),
    ]
    (tried,) = try_rules(read_rules(RULE, "x"), past, books)
    assert (tried.claims, tried.claims_hit, tried.hits) == (6, 4, 4)
    assert (tried.right, tried.false_alarms, tried.not_judged, tried.missed) == (1, 2, 1, 1)
    assert (str(tried.held), str(tried.delayed)) == ("100.00", "60.00")


def run(*arguments, input=None):
    return CliRunner().invoke(build(), arguments, input=input)


def test_the_command_tries_a_rule_and_tells_lines_that_are_no_claim(books, tmp_path):
    rules, history = tmp_path / "rules.toml", tmp_path / "history.ndjson"
    rules.write_text(RULE)
    history.write_bytes(encode(answered(claim(line("20610")), ("0.00", "4"))) + b"\n{nix\n\n" + encode(claim(line("20610"))) + b"\n")
    result = run("edits", "try", str(rules), "--history", str(history), "--json")
    told = json.loads(result.stdout.splitlines()[0])
    assert result.exit_code == 1 and told["lines_not_read"] == [2]
    assert {name: told["rules"][0][name] for name in ("hits", "right", "not_judged", "held")} == {
        "hits": 2, "right": 1, "not_judged": 1, "held": "100.00",
    }  # fmt: skip
    assert "right 1" in run("edits", "try", str(rules), "--history", str(history)).stdout


def test_scrub_runs_the_rules_of_a_folder(books, tmp_path):
    (tmp_path / "rules.toml").write_text(RULE)
    result = run("scrub", "--ndjson", "--house", str(tmp_path), input=encode(claim(line("20610"))).decode() + "\n")
    assert "house-knee-side" in [finding["id"] for finding in json.loads(result.stdout)["findings"]]


def test_the_rule_in_the_readme_is_one():
    import re

    readme = Path(__file__).resolve().parents[2] / "src" / "claimwright" / "edits" / "README.md"
    (text,) = re.findall(r"```toml\n(.*?)```", readme.read_text("utf-8"), re.DOTALL)
    (rule,) = read_rules(text, "README.md")
    assert rule.rule.edit.id == "house-knee-side" and not rule.is_on
