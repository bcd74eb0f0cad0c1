"""The encoder beside a note: search, Index, Tabular List, PCS builder; on the encounter's day; nothing of it in an address."""

import pytest

from claimwright.codesets import Store
from claimwright.codesets.icd10cm.index import open_index
from claimwright.codesets.install import install

pytestmark = pytest.mark.django_db


def asked(page, encounter, what, htmx=True, **form):
    headers = {"HX-Request": "true"} if htmx else {}
    answer = page.post(f"/encoder/{encounter.public_id}/{what}", form, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_panel_and_the_page(page, encounter):
    panel = page.get(f"/encoder/{encounter.public_id}", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in panel
    assert "PCS builder" in panel
    assert "Back to the note" in page.get(f"/encoder/{encounter.public_id}").content.decode()
    assert "Back to the note" in asked(page, encounter, "words", htmx=False, q="gout")


def test_words_lead_to_codes_and_say_what_is_not_installed(page, encounter):
    text = asked(page, encounter, "words", q="type 2 diabetes with polyneuropathy", system="icd10cm")
    assert "E11.42" in text
    assert "Alphabetic Index" in text
    assert "Type words" in asked(page, encounter, "words", q=" ")
    assert "Nothing found" in asked(page, encounter, "words", q="qqqxzzt", system="icd10cm")


def test_a_code_shows_its_notes_and_can_be_added(page, encounter):
    text = asked(page, encounter, "code", system="icd10cm", q="E11.42")
    assert "Use additional code" in text
    assert "Excludes1: not coded here" in text
    assert "Add E11.42" in text
    added = page.post(f"/encounters/{encounter.public_id}/add", {"system": "icd10cm", "code": "E11.42"})
    assert added.status_code == 302
    assert encounter.decisions.filter(state="added").exists()


def test_a_7th_character_is_expanded_to_whole_codes_that_may_be_billed(page, encounter):
    text = asked(page, encounter, "code", system="icd10cm", q="S93.401")
    assert "needs more characters" in text
    assert "Add S93.401" not in text
    for code in ("S93.401A", "S93.401D", "S93.401S"):
        assert code in text
    padded = asked(page, encounter, "code", system="icd10cm", q="T88.7")
    assert "T88.7XXA" in padded


@pytest.mark.parametrize(
    ("what", "form"),
    [
        ("code", {"system": "icd10cm", "q": "E99.99"}),
        ("code", {"system": "nothing", "q": "E11.9"}),
        ("code", {"system": "icd10cm", "q": ""}),
        ("code", {}),
        ("words", {"q": "x" * 100_000}),
        ("words", {"q": "<script>alert(1)</script>", "system": "icd10cm"}),
        ("words", {"q": "gout", "system": "../../etc"}),
        ("pcs", {"q": "0DTJ4ZZ"}),
        ("pcs", {"q": "!!'\";--"}),
        ("pcs", {}),
        ("leaf", {}),
        ("leaf", {"book": "store", "q": "%"}),
        ("leaf", {"book": "drugs", "path": ["a"] * 500}),
    ],
)
def test_whatever_is_asked_is_answered_with_a_page(page, encounter, what, form):
    assert "<script>alert" not in asked(page, encounter, what, **form)


def test_leafing_says_what_is_not_installed_and_shows_what_is(page, encounter, books, monkeypatch, tmp_path):
    for name in ("neoplasms", "drugs"):
        monkeypatch.setattr(type(books), name, None)
        assert "not installed" in asked(page, encounter, "leaf", book=name)
    file = tmp_path / "index.xml"
    file.write_text(
        "<ICD10CM.index><version>2026</version><title>ICD-10-CM INDEX TO DISEASES and INJURIES</title><letter><title>D</title>"
        "<mainTerm><title>Diabetes, diabetic</title><code>E11.9</code><term level='1'><title>with</title>"
        "<term level='2'><title>neuropathy</title><code>E11.4-</code></term></term></mainTerm></letter></ICD10CM.index>"
    )
    store = Store(tmp_path / "books")
    install(file, store)
    monkeypatch.setattr(type(books), "index", open_index(store, "icd10cm-index", books.icd10cm))
    text = asked(page, encounter, "leaf", book="index", q="diab")
    assert "Diabetes, diabetic" in text
    text = asked(page, encounter, "leaf", book="index", path=["Diabetes, diabetic", "with"])
    assert 'name="q" value="E11.4"' in text
    assert "no such term" in asked(page, encounter, "leaf", book="index", path=["Nothing"])


def test_another_practices_encounter_has_no_encoder(client, stranger, encounter):
    client.force_login(stranger.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/encoder/{encounter.public_id}").status_code == 404
    assert client.post(f"/encoder/{encounter.public_id}/words", {"q": "gout"}).status_code == 404


def test_a_signed_encounter_offers_nothing_to_add(page, claim):
    assert "Add E11.42" not in asked(page, claim.encounter, "code", system="icd10cm", q="E11.42")
