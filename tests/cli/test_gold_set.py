"""How codes are compared with a key, and what holds where two coders differ."""

from collections import Counter

import pytest

from claimwright.cli.measures.gold import Coding, adjudicated, compared, differences, figures, notes, rulings
from claimwright.cli.measures.gold.scores import is_visit

NOTES = {note.id: note for note in notes()}


def dx(code, **more):
    return {"code": code, "system": "icd10cm", **more}


def line(code, **more):
    return {"code": code, "system": "cpt", **more}


KEY = [dx("E11.9"), dx("I10", alternates=["I11.9"]), dx("Z79.4", optional=True)]


@pytest.mark.parametrize(
    ("given", "counts"),
    [
        (["E11.9", "I10"], (2, 2, 2)),
        (["E11.9", "I11.9", "Z79.4"], (2, 2, 2)),
        (["E11.9"], (1, 1, 2)),
        (["E11.9", "I10", "J45.909", "R05.9"], (2, 4, 2)),
        (["I10", "I11.9"], (1, 2, 2)),
        (["Z79.4"], (0, 0, 2)),
        ([], (0, 0, 2)),
    ],
)
def test_optional_lines_neither_help_nor_harm_and_an_alternate_meets_one_row(given, counts):
    assert compared([dx(code) for code in given], KEY) == counts


@pytest.mark.parametrize(
    ("given", "key", "counts"),
    [
        (
            [line("J0585", units=155), line("J0585", units=45)],
            [line("J0585", units=155), line("J0585", units=45, modifiers=["JW"])],
            (2, 2, 2),
        ),
        ([line("J0585", units=155)], [line("J0585", units=155), line("J0585", units=45, modifiers=["JW"])], (1, 1, 2)),
        ([line("17003", units=8)], [line("17003", units=7)], (0, 1, 1)),
        ([line("17003", units=8)], [line("17003")], (1, 1, 1)),
        ([line("99213", modifiers=["25"])], [line("99213", modifiers=["95"])], (0, 1, 1)),
        ([line("99213", modifiers=["33", "59"])], [line("99213", modifiers=["59", "33"])], (1, 1, 1)),
        ([line("99213", modifiers=[])], [line("99213", modifiers=["25"])], (1, 1, 1)),
        ([line("94640", units=1), line("94640", units=1, modifiers=["76"])], [line("94640", units=2)], (1, 1, 1)),
        ([line("94640", units=1), line("94640", units=1, modifiers=["76"])], [line("94640", units=3)], (0, 1, 1)),
    ],
)
def test_lines_of_one_code_stay_lines_and_units_and_modifiers_count_where_both_tell_them(given, key, counts):
    assert compared(given, key) == counts


def test_by_code_alone_units_and_modifiers_do_not_matter():
    assert compared([line("17003", units=8, modifiers=["59"])], [line("17003", units=7, modifiers=["XS"])], stated=False) == (1, 1, 1)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("99213", True), ("98005", True), ("92014", True), ("99397", True), ("99406", False), ("96413", False), ("G0439", False)],
)
def test_visits_are_the_codes_with_a_level(code, expected):
    assert is_visit(code) is expected


def test_a_level_is_right_only_when_all_visits_are():
    note = NOTES["g27-emergency-chest-pain"]
    key = {note.id: Coding([line("99213"), line("99395")])}
    for codes, hit in ((["99213", "99395"], 1.0), (["99213"], 0.0), (["99213", "99395", "99214"], 0.0)):
        assert figures([note], {note.id: Coding([line(code) for code in codes])}, key)["visit_level"]["share"] == hit


@pytest.mark.parametrize("note", NOTES.values(), ids=lambda note: note.id)
def test_every_difference_is_ruled_and_what_holds_is_whole(note):
    ruled = {code for one in rulings() if note.id in one["notes"] for code in one["codes"]}
    assert set(differences(note)) <= ruled
    held = adjudicated(note)
    assert len([row for row in held.rows if row.get("first_listed")]) == 1
    assert {row["code"] for row in held.rows if row.get("first_listed")} <= held.leads
    said = {code for coding in note.codings.values() for row in coding.rows for code in (row["code"], *row.get("alternates", ()))}
    assert {code for row in held.rows for code in (row["code"], *row.get("alternates", ()))} <= said


@pytest.mark.parametrize("half", ["open", "closed"])
def test_rulings_on_closed_notes_are_kept_apart(half):
    assert {NOTES[name].half for one in rulings(half) for name in one["notes"]} == {half}


def test_rulings_are_about_codes_that_were_given_and_say_why():
    for one in rulings():
        assert one["ruling"] in ("first", "second", "both", "neither")
        assert one["reason"] and one["cites"]
        given = {row["code"] for name in one["notes"] for coding in NOTES[name].codings.values() for row in coding.rows}
        assert set(one["codes"]) <= given
    twice = Counter((name, code) for one in rulings() for name in one["notes"] for code in one["codes"])
    assert [pair for pair, count in twice.items() if count > 1 and pair[1] in differences(NOTES[pair[0]])] == []


@pytest.mark.parametrize(
    ("name", "code", "required", "alternates"),
    [
        ("g27-emergency-chest-pain", "99285", True, set()),
        ("g28-emergency-finger-cut", "Y93.G1", False, set()),
        ("g33-ortho-hip-fracture", "27236", False, set()),
        ("g31-neurology-stroke", "99238", False, set()),
        ("g79-oncology-clot-hospice", "015M3ZZ", True, {"3E0T3TZ"}),
    ],
)
def test_each_kind_of_ruling_does_what_it_says(name, code, required, alternates):
    row = next(row for row in adjudicated(NOTES[name]).rows if row["code"] == code)
    assert (not row.get("optional"), alternates <= set(row["alternates"] if alternates else ())) == (required, True)
