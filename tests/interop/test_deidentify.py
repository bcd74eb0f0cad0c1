"""Safe Harbor: fields deterministic, free text by the scanner, tables dated."""

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.cli.measures.planted_notes import CLINICAL, notes
from claimwright.core import Address, Coverage, Document, Encounter, Patient, Payer, Provider, Subscriber, encode, plain
from claimwright.interop.deidentify import IDENTIFIERS, Known, cleaned, known_of, scan, structured, zip3
from claimwright.interop.deidentify.places import TABLES

ENCOUNTER = Encounter(
    id="E-778812",
    patient=Patient(
        id="MRN-55512", last="Vanterpool", first="Xiomara", middle="Q", birth_date=date(1930, 5, 6), sex="F", phone="614-555-0199",
        address=Address(line1="77 Heron Way", city="Gallipolis", state="OH", zip="456311234"),
    ),
    date_of_service=date(2026, 3, 2),
    coverages=(Coverage(payer=Payer("00882", "Example Medicare"), subscriber=Subscriber(member_id="1EG4TE5MK73", group_number="GRP7781")),),
    billing=Provider(npi="1245319599", tax_id="12-3456789", name="Example Family Practice", phone="6145550100"),
    rendering=Provider(npi="1679576722", last="Okafor", first="Ines"),
    documents=(Document(text="Xiomara Vanterpool, 95 y/o, MRN-55512. Saw Dr. Okafor on 03/02/2026. Lives at 77 Heron Way."),),
)  # fmt: skip
PLANTED = ["Vanterpool", "Xiomara", "MRN-55512", "55512", "614-555-0199", "Heron", "Gallipolis", "45631", "1EG4TE5MK73", "GRP7781",
           "Okafor", "1245319599", "12-3456789", "E-778812", "1930", "05-06", "03/02", "2026-03-02"]  # fmt: skip


def test_there_are_eighteen_identifiers_from_a_to_r():
    assert "".join(IDENTIFIERS) == "ABCDEFGHIJKLMNOPQR"
    assert all(item.name and item.mark and item.does for item in IDENTIFIERS.values())


def test_nothing_of_a_record_that_identifies_leaves_in_its_fields():
    text = encode(structured(ENCOUNTER)).decode()
    assert not [word for word in PLANTED if word in text]
    told = structured(ENCOUNTER)
    assert told["patient"]["age"] == "90+"
    assert told["patient"]["address"] == {"state": "OH", "zip3": "456"}
    assert told["date_of_service_year"] == 2026


def test_the_text_of_a_record_is_cleaned_with_what_the_record_knows():
    told = structured(ENCOUNTER, text=lambda text: cleaned(text, known_of(ENCOUNTER), year=2026)[0])
    (document,) = told["documents"]
    assert document["text"] == "[NAME], [90+] y/o, [MRN]. Saw Dr. [NAME] on [DATE 2026]. Lives at [PLACE]."
    assert not [word for word in PLANTED if word in json.dumps(told)]


def test_a_field_that_nobody_has_named_stays_behind():
    assert structured({"patient": {"sex": "F", "shoe_size": 42, "nickname": "Xi"}, "secret": {"state": "OH"}}) == {"patient": {"sex": "F"}}


def test_the_same_record_always_gives_the_same():
    assert structured(ENCOUNTER) == structured(plain(ENCOUNTER))


@pytest.mark.parametrize(
    ("born", "age"), [("1937-03-02", 89), ("1936-03-03", 89), ("1936-03-02", "90+"), ("1900-01-01", "90+"), ("2026-01-01", 0)]
)
def test_ages_over_eighty_nine_are_one(born, age):
    assert structured({"birth_date": born}, date(2026, 3, 2)) == {"age": age}


def test_a_birth_date_without_a_day_to_tell_the_age_on_tells_nothing():
    assert structured({"birth_date": "1990-01-01"}) == {}


@pytest.mark.parametrize("code", ["03601", "05901", "10201", "69210", "82101", "89301", "20301", "75301", "77201"])
def test_three_digits_with_few_people_become_000(code):
    assert zip3(code) == "000"


@pytest.mark.parametrize(
    ("code", "told"), [("43215", "432"), ("43215-0001", "432"), ("432150001", "432"), ("4321", "000"), ("", "000"), ("٤٣٢١٥", "000")]
)
def test_zip_codes_are_cut_to_three_digits(code, told):
    assert zip3(code) == told


def test_the_table_of_zip_codes_is_dated_and_sourced():
    assert [table["year"] for table in TABLES] == sorted(table["year"] for table in TABLES)
    for table in TABLES:
        assert table["source"]
        assert all(re.fullmatch(r"\d{3}", prefix) for prefix in table["restricted"].split())


CASES = [
    ("Mrs. Brannigan felt well.", "Mrs. [NAME] felt well."), ("Signed: Siobhan Szabo, MD", "Signed: [NAME]"),
    ("DOB: 04/02/1961", "DOB: [DATE 1961]"), ("on March 2, 2026", "on [DATE 2026]"), ("since 2019-03-04", "since [DATE 2019]"),
    ("He is 94 years old", "He is [90+] years old"), ("He is 84 years old", "He is 84 years old"), ("seen on 3/4", "seen on [DATE]"),
    ("call (614) 555-0100 x12", "call [PHONE]"), ("fax: 614.555.0100", "fax: [FAX]"), ("a.b@example.org", "[EMAIL]"),
    ("SSN 123-45-6789", "SSN [SSN]"), ("MRN: A-778812", "MRN: [MRN]"), ("member ID 1EG4TE5MK73", "member ID [PLAN]"),
    ("acct # 88712345", "acct # [ACCOUNT]"), ("DEA AB1234563", "DEA [LICENSE]"), ("VIN 1HGCM82633A004352", "VIN [VEHICLE]"),
    ("plate ABC-1234", "plate [VEHICLE]"), ("serial no. PJN720345H", "serial no. [DEVICE]"), ("see https://x.example/a?b", "see [URL]"),
    ("from 10.20.30.40", "from [IP]"), ("stored as face_01.jpg", "stored as [FILE]"), ("study AB-1234-56", "study [ID]"),
    ("at 12 N. Elm Street, Apt 4", "at [PLACE]"), ("Columbus, OH 43215", "[PLACE 432]"), ("admitted Friday", "admitted [DATE]"),
    ("BP 120/80, 5/5, 1/2 tablet, 25/100, 4/10", "BP 120/80, 5/5, 1/2 tablet, 25/100, 4/10"),
    ("ICD I10, E11.42, CPT 99214, 500 mg", "ICD I10, E11.42, CPT 99214, 500 mg"), ("born in 1931", "born in 1931"),
    ("Foley catheter, Crohn disease, Parkinson disease", "Foley catheter, Crohn disease, Parkinson disease"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), CASES, ids=[text for text, _ in CASES])
def test_each_identifier_in_a_sentence(text, told):
    assert cleaned(text, year=2026)[0] == told


def test_names_of_the_record_are_found_however_they_are_written():
    known = Known(names=frozenset({"Grace", "Thistlewood"}))
    text = "GRACE THISTLEWOOD; thistlewood's knee; Grace; grace thistlewood; by the grace of God"
    assert cleaned(text, known)[0] == "[NAME]; [NAME]'s knee; [NAME]; [NAME]; by the grace of God"


def test_a_name_that_was_found_once_is_found_again():
    assert cleaned("Seen by Dr. Zubkov. Later Zubkov called.")[0] == "Seen by Dr. [NAME]. Later [NAME] called."


def test_a_birth_date_that_tells_an_age_over_eighty_nine_loses_its_year():
    assert cleaned("born 04/02/1931", year=2026)[0] == "born [DATE]"
    assert cleaned("born 04/02/1961", year=2026)[0] == "born [DATE 1961]"


def whole(note, spans, item):
    return all(
        any(found.start <= place < found.end or not sign.isalnum() for found in spans)
        for place, sign in enumerate(note.text[item.start : item.end], item.start)
    )


def recall(count, seed):
    found = {True: [0, 0], False: [0, 0]}
    untouched = [0, 0]
    for note in notes(count, seed):
        known, year = known_of(note.record), int(note.record["date_of_service"][:4])
        spans = scan(note.text, known, year=year)
        text, _ = cleaned(note.text, known, year=year)
        for item in note.planted:
            found[item.known][0] += whole(note, spans, item)
            found[item.known][1] += 1
        for sentence in CLINICAL:
            untouched[0] += text.count(sentence)
            untouched[1] += note.text.count(sentence)
        leaves = json.dumps(structured(note.record))
        assert not [part for part in _fields(note.record) if part in leaves]
        assert not scan(text, known, year=year), "what was cleaned holds nothing more"
    return found[True][0] / found[True][1], found[False][0] / found[False][1], untouched[0] / untouched[1]


def _fields(record):
    patient = record["patient"]
    place, member = patient["address"], record["coverages"][0]["subscriber"]["member_id"]
    return [
        *(patient[name] for name in ("id", "last", "first", "birth_date", "phone")),
        place["line1"],
        place["city"],
        place["zip"],
        member,
    ]


def test_planted_identifiers_are_found():
    known, other, untouched = recall(150, 5)
    assert known >= 0.995
    assert other >= 0.95
    assert untouched >= 0.95


@pytest.mark.slow
def test_of_five_thousand_notes_what_the_record_knows_is_found_to_99_5_percent():
    known, other, untouched = recall(5000, 99)
    assert known >= 0.995
    assert other >= 0.95
    assert untouched >= 0.95


@given(st.text(max_size=200))
def test_any_text_is_cleaned_to_a_text_in_which_nothing_is_found_twice(text):
    once, _ = cleaned(text)
    for found in scan(text):
        assert 0 <= found.start < found.end <= len(text)
    assert isinstance(once, str)
