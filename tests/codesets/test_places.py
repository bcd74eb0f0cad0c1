"""Where references of an index lead, on a small index of our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from codesets_making import NEOPLASMS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright.codesets import Books, Store
from claimwright.codesets.icd10cm.exceptions import exceptions
from claimwright.codesets.icd10cm.index import AlphabeticIndex
from claimwright.codesets.icd10cm.pointers import leads_to
from claimwright.codesets.install import install

SMALL = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><title>ICD-10-CM INDEX TO DISEASES and INJURIES</title><letter><title>A</title>
<mainTerm><title>African</title><term level="1"><title>trypanosomiasis</title><code>B56.9</code></term></mainTerm>
<mainTerm><title>Bite<nemod>(s)</nemod></title>
  <term level="1"><title>ankle</title><code>S91.05-</code></term>
  <term level="1"><title>foot</title><term level="2"><title>superficial</title><code>S90.87-</code></term></term></mainTerm>
<mainTerm><title>Condition</title><seeAlso>Disease</seeAlso></mainTerm>
<mainTerm><title>Dacryocystitis</title><term level="1"><title>acute</title><code>H04.32-</code></term></mainTerm>
<mainTerm><title>Deafness</title><seeAlso>subcategory</seeAlso><code>H83.3</code></mainTerm>
<mainTerm><title>Disease, diseased</title><term level="1"><title>knee</title><code>M25.9</code></term></mainTerm>
<mainTerm><title>Hanging</title><see>category</see><code>T71</code></mainTerm>
<mainTerm><title>Hepatitis</title><code>K75.9</code>
  <term level="1"><title>chronic</title><term level="2"><title>viral</title><code>B18.9</code></term></term></mainTerm>
<mainTerm><title>Horton's headache or neuralgia</title><code>G44.099</code></mainTerm>
<mainTerm><title>Inflammation, inflamed</title><term level="1"><title>lacrimal</title><see>Dacryocystitis</see></term></mainTerm>
<mainTerm><title>Knee</title><see>condition</see></mainTerm>
<mainTerm><title>Burn</title><code>T30.0</code>
  <term level="1"><title>blisters - code as Bite, ankle</title></term>
  <term level="1"><title>old -- code to Bite, foot with seventh character S</title></term>
  <term level="1"><title>faint - omit code</title></term></mainTerm>
<mainTerm><title>Leaf<nemod>(green)</nemod></title><manif>words where a code belongs</manif></mainTerm>
<mainTerm><title>Seen<nemod>(see also Hepatitis, chronic)</nemod></title></mainTerm>
<mainTerm><title>Wrong</title><code>E99.99</code><term level="1"><title>way</title><see>Hepatitis, unheard</see></term></mainTerm>
<mainTerm><title>Lost<nemod>(kept)</nemod></title><code>R69</code></mainTerm>
<mainTerm><title>Neoplasm, neoplastic</title><seeAlso>Table of Neoplasms</seeAlso>
  <term level="1"><title>malignant mast cell</title><code>C96.20</code></term></mainTerm>
</letter></ICD10CM.index>
"""


@pytest.fixture
def own(books: Books, store: Store, tmp_path: Path) -> Books:
    """Books over the small index and table."""
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    for name, text in (("n", NEOPLASMS), ("i", SMALL)):
        (tmp_path / name).write_text(text, "utf-8")
        install(tmp_path / name, store)
    return Books(store, books.version)


def index_of(own: Books) -> AlphabeticIndex:
    assert own.index is not None
    return own.index


@pytest.mark.parametrize(
    ("reference", "path"),
    [
        ("Bite, ankle", ("Bite", "ankle")),
        ("Bite(s), foot, superficial", ("Bite", "foot", "superficial")),
        ("Bite, superficial, foot", ("Bite", "foot", "superficial")),
        ("Bite, by site, superficial", ("Bite",)),
        ("- Bites, by type and site", ("Bite",)),
        ("Trypanosomiasis, African", ("African", "trypanosomiasis")),
        ("Hepatitis, viral, chronic", ("Hepatitis", "chronic", "viral")),
        ("Hepatitis, chronic or acute", ("Hepatitis", "chronic")),
        ("Horton's headache", ("Horton's headache or neuralgia",)),
        ("Inflammation, lacrimal, acute", ("Dacryocystitis", "acute")),
        ("Neoplasm, by site, malignant", ("Neoplasm, neoplastic",)),
        ("Neoplasm, lung, malignant", ("Neoplasm, neoplastic", "lung")),
        ("Disease, knee M25.9", ("Disease, diseased", "knee")),
        ("Dacryo-", ("Dacryocystitis",)),
    ],
)
def test_a_reference_leads_to_the_term_it_names(own: Books, reference: str, path: tuple[str, ...]) -> None:
    pointer = leads_to(reference, index_of(own), own.icd10cm, own.icd10cm.newest_release_start)
    assert (pointer.kind, pointer.path, pointer.unmet) == ("term", path, ())


@pytest.mark.parametrize(
    ("reference", "kind", "codes"),
    [
        ("subcategory H83.3", "codes", ("H83.3",)),
        ("category T71", "codes", ("T71",)),
        ("E08-E13 with .21", "codes", ("E08-E13",)),
        ("condition", "instruction", ()),
        ("specific organism", "instruction", ()),
        ("Table of Drugs and Chemicals, by drug, poisoning", "book", ()),
        ("Quux, of nothing", "nowhere", ()),
        (" ,; ", "nowhere", ()),
    ],
)
def test_what_is_no_term_is_said_to_be_what_it_is(own: Books, reference: str, kind: str, codes: tuple[str, ...]) -> None:
    pointer = leads_to(reference, index_of(own), own.icd10cm, own.icd10cm.newest_release_start)
    assert (pointer.kind, pointer.codes) == (kind, codes)


def test_words_that_no_term_holds_are_told(own: Books) -> None:
    pointer = leads_to("Lost, kept, tail", index_of(own), own.icd10cm, own.icd10cm.newest_release_start)
    assert (pointer.path, pointer.unmet) == (("Lost",), ("tail",))


def test_a_reference_that_says_only_category_means_the_code_beside_it(own: Books) -> None:
    found = {entry.path[0]: (entry.see, entry.see_also) for entry in index_of(own).entries()}
    assert found["Hanging"] == ("category T71", None) and found["Deafness"] == (None, "subcategory H83.3")


def test_references_that_stand_in_the_words_of_a_term_are_references(own: Books) -> None:
    found = {entry.path[-1]: entry for entry in index_of(own).entries()}
    assert found["blisters"].see == "code as Bite, ankle" and found["Seen"].see == "Hepatitis, chronic"
    where = {
        one: leads_to(found[one].see, index_of(own), own.icd10cm, own.icd10cm.newest_release_start) for one in ("blisters", "old", "faint")
    }
    assert [pointer.kind for pointer in where.values()] == ["term", "term", "instruction"]
    assert where["blisters"].path == ("Bite", "ankle") and where["old"].path == ("Bite", "foot")
    assert index_of(own).walk("burn blisters")[0].followed == ("Burn, blisters: code as Bite, ankle",)


def test_what_leads_to_no_code_is_listed_with_its_reason(own: Books) -> None:
    found = {one.path[-1]: (one.reason, one.why) for one in exceptions(index_of(own), own.icd10cm, own.icd10cm.newest_release_start)}
    assert found["Leaf"] == ("no-pointer", "") and found["Wrong"][0] == "no-code" and "no such code" in found["Wrong"][1]
    assert found["way"] == ("unmet", "unheard") and set(found) == {"Leaf", "Wrong", "way"}


def test_see_condition_is_an_instruction_and_is_not_followed(own: Books) -> None:
    assert all("condition" not in step for path in index_of(own).walk("knee") for step in path.followed)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(st.sampled_from(("Bite", "by site", ",", "or", "Neoplasm", "-", "(", "A00")), max_size=6).map(" ".join),
    )
)
def test_no_reference_stops_the_search_for_its_place(own: Books, reference: str) -> None:
    pointer = leads_to(reference, index_of(own), own.icd10cm, own.icd10cm.newest_release_start)
    assert bool(pointer.path) == (pointer.kind == "term")
