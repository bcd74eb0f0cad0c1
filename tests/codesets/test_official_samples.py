"""The official ICD-10 files, whole: what they must count, and that every way in them leads somewhere. Needs CLAIMWRIGHT_SAMPLES."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from claimwright.codesets import Books, Store
from claimwright.codesets.icd10cm.exceptions import exceptions
from claimwright.codesets.icd10cm.pointers import Pointer, leads_to
from claimwright.codesets.icd10pcs.keys import _PLACE
from claimwright.codesets.install import install

FY2025 = date(2024, 10, 15)
PCS = ("icd10pcs_tables_2025.xml.gz", "icd10pcs_index_2025.xml.gz", "body_part_key.tsv", "device_key.tsv")
CM = ("icd10cm-index-2025.xml.gz", "icd-10-cm-eindex-2025.xml", "icd-10-cm-neoplasm-2025.xml", "icd-10-cm-drug-2025.xml.gz")
PCS_WORDS = Path(__file__).with_name("pcs_words.tsv")
INEXACT = Path(__file__).with_name("index_references.tsv")
"""References that do not lead to a term with all their words, and why."""
DELETED = {"5A0512C": date(2022, 9, 30), "5A0522C": date(2022, 9, 30)}
"""Codes that the PCS Index of 2025 still names, and the last day of each."""


@pytest.fixture(scope="module")
def official(books: Books, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The books of a store of their own with every ICD-10 sample installed."""
    store = Store(tmp_path_factory.mktemp("official") / "books")
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    for folder, names in (("icd10pcs", PCS), ("icd10cm", CM)):
        for name in names:
            install(samples / "reference" / folder / name, store)
    return Books(store, books.version)


# -- procedures ------------------------------------------------------------------------------------------------------------------------


def test_the_tables_expand_to_exactly_the_codes_of_the_year(official: Books) -> None:
    pcs = official.icd10pcs
    tables = pcs.tables(FY2025)
    codes = list(tables.codes())
    assert len(tables.names()) == 908 and sum(len(tables.table(name).rows) for name in tables.names()) == 2661
    assert len(codes) == len(set(codes)) == 78948
    assert set(codes) == set(pcs.codes("", FY2025))
    assert (tables.release, pcs.newest_release_start) == ("2024-10", date(2024, 10, 1))


def test_the_builder_reaches_exactly_those_codes(official: Books) -> None:
    pcs = official.icd10pcs
    tables = pcs.tables(FY2025)

    def reached(prefix: str) -> Iterator[str]:
        if len(prefix) == 7:
            yield prefix
        for char in tables.next(prefix):
            yield from reached(prefix + char)

    codes = list(reached(""))
    assert len(codes) == 78948 and set(codes) == set(pcs.codes("", FY2025))


def test_a_step_of_the_day_offers_what_the_tables_offer_and_says_what_it_means(official: Books) -> None:
    pcs = official.icd10pcs
    tables = pcs.tables(FY2025)
    stems = {code[:length] for code in list(tables.codes())[::397] for length in range(8)}
    for stem in stems:
        step, meanings = pcs.step(stem, FY2025), tables.next(stem)
        assert {choice.character for choice in step.choices} == meanings.keys()
        assert all(choice.label == meanings[choice.character].label for choice in step.choices)
        assert sum(choice.codes for choice in step.choices) == (step.codes if len(stem) < 7 else 0)


def test_composed_titles_are_those_of_the_order_file_for_most_codes(official: Books, samples: Path) -> None:
    pcs = official.icd10pcs
    loaded = install(samples / "reference" / "icd10pcs" / "official_2019" / "2019-ICD-10-PCS-Order-File.zip", official.store)
    assert [(item.release, item.first) for item in loaded] == [("2018-10", date(2018, 10, 1))]
    codes = [code for code in list(pcs.tables(FY2025).codes())[::53] if pcs.is_billable(code, date(2018, 11, 1))]
    same = sum(pcs.title(code, FY2025) == pcs.title(code, date(2018, 11, 1)) for code in codes)
    assert same / len(codes) > 0.93


def test_every_entry_of_the_pcs_index_leads_to_codes_of_the_year(official: Books) -> None:
    pcs = official.icd10pcs
    index = pcs.index(FY2025)
    found, odd = Counter[str](), []
    for entry in index.entries():
        if entry.code:
            found["code"] += 1
            if next(pcs.codes(entry.code, FY2025), None) is None:
                odd.append(entry.code)
        elif entry.see:
            found["see"] += 1
            if index.target(entry.see) is None and not entry.see.startswith("Root operation to place"):
                odd.append(entry)
        else:
            found["use"] += 1
    assert odd == list(DELETED) and found == {"code": 16361, "see": 270, "use": 2207}
    assert all(pcs.is_billable(code, last) and not pcs.is_billable(code, FY2025) for code, last in DELETED.items())


def test_every_value_of_a_key_is_a_meaning_of_the_tables(official: Books) -> None:
    tables = official.icd10pcs.tables(FY2025)
    rows = [row for name in tables.names() for row in tables.table(name).rows]
    labels = {label for row in rows for axis in row.labels for label in axis.values()}
    uses = [entry.use for entry in official.icd10pcs.index(FY2025).entries() if entry.use]
    assert [use for use in uses if _PLACE.split(use)[0] not in labels] == []


@pytest.mark.parametrize(
    ("words", "prefix"),
    [
        ("laparoscopic appendectomy", "0DTJ4Z"),
        ("laparoscopic cholecystectomy", "0FT44Z"),
        ("colonoscopy", "0DJD8ZZ"),
        ("total knee replacement right", "0SRC0"),
        ("ablation liver", "0F50"),
        ("cabg", "0210"),
        ("lumbar puncture", "009U"),
        ("drainage abdominal cavity", "0W9G"),
        ("excision abductor hallucis muscle right", "0KBV"),
        ("cesarean section", "10D0"),
        ("red blood cell transfusion peripheral vein", "30233N"),
    ],
)
def test_words_lead_to_the_table_a_coder_uses(official: Books, words: str, prefix: str) -> None:
    assert prefix in [path.prefix for path in official.icd10pcs.find(words, FY2025, 3)]


def test_everyday_words_lead_to_the_table_among_the_first_three(official: Books) -> None:
    """A biopsy in an upper endoscopy may be of three parts: the words do not say which, and the Inspection is found."""
    rows = [line.split("\t") for line in PCS_WORDS.read_text("utf-8").splitlines() if not line.startswith("#")]
    found = {words: [path.prefix for path in official.icd10pcs.find(words, FY2025, 3)] for words, _prefix in rows}
    missed = {words for words, prefix in rows if not any(one.startswith(prefix) or prefix.startswith(one) for one in found[words])}
    assert len(rows) == 60 and missed == {"egd with biopsy"}


# -- diagnoses -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "codes", "without"),
    [
        # 167 leaves of the sample lost their pointer to a category or subcategory in its conversion; the others' files are the originals
        ("index", 62721, {"no-pointer": 167, "note": 3}),
        ("external_causes", 6650, {"no-pointer": 4}),
        ("neoplasms", 9018, {"note": 2}),
        ("drugs", 40026, {}),
    ],
)
def test_every_code_of_the_indexes_is_valid_or_has_billable_codes_below(
    official: Books, name: str, codes: int, without: dict[str, int]
) -> None:
    index, book = getattr(official, name), official.icd10cm
    printed = [code for entry in index.entries() for code in (entry.code, entry.manifestation) if code]
    wrong = [code for code in set(printed) if not book.validate(code.rstrip("-").rstrip("."), FY2025).valid]
    assert wrong == [] and len(printed) == codes
    ends = list(index.ends(FY2025))
    notes = sum(path[-1].startswith("Note:") for path in ends)
    assert {name: count for name, count in (("no-pointer", len(ends) - notes), ("note", notes)) if count} == without


def test_the_exceptions_of_an_index_are_told_with_their_reasons(official: Books) -> None:
    found = list(exceptions(official.external_causes, official.icd10cm, FY2025, (official.index, official.drugs)))
    assert {(one.path[-1], one.reason, one.why) for one in found if one.reason == "unmet"} == {
        ("motorized", "unmet", "rider"), ("Hanged herself or himself", "unmet", "hang"), ("herself or himself", "unmet", "inflict self"),
    }  # fmt: skip
    assert {one.path[0] for one in found if one.reason == "no-pointer"} == {
        "Accident", "Drowning", "Endotracheal tube wrongly placed during anesthetic procedure", "Poisoning",
    }  # fmt: skip


BOOKS = ("index", "external_causes", "neoplasms", "drugs")


def references(official: Books, name: str) -> list[str]:
    return sorted({one for entry in getattr(official, name).entries() for one in (entry.see, entry.see_also) if one})


def pointers(official: Books, name: str, every: list[str]) -> Iterator[tuple[str, Pointer]]:
    index = getattr(official, name)
    others = tuple(book for book in (official.index, official.drugs) if book is not index)
    yield from ((one, leads_to(one, index, official.icd10cm, FY2025, others)) for one in every)


@pytest.mark.parametrize("name", BOOKS)
def test_every_reference_of_the_indexes_leads_somewhere(official: Books, name: str) -> None:
    """To a term with all its words, to codes, a book, an instruction; the others are listed, each with its reason, and are all there."""
    listed = {reference for system, reference, _reason in inexact() if system == getattr(official, name).system}
    every = references(official, name)
    assert listed <= set(every)
    found, unlisted = Counter[str](), []
    for reference, pointer in pointers(official, name, sorted({*every[::5], *listed} if name == "index" else every)):
        found[pointer.kind] += 1
        assert pointer.kind != "nowhere" and bool(pointer.path) == (pointer.kind == "term"), reference
        if bool(pointer.unmet) != (reference in listed):
            unlisted.append(reference)
    assert unlisted == [] and found["term"] > 0


@pytest.mark.slow
def test_every_reference_of_the_whole_index_leads_somewhere(official: Books) -> None:
    listed = {reference for system, reference, _reason in inexact() if system == "icd10cm-index"}
    every = list(pointers(official, "index", references(official, "index")))
    assert {reference for reference, pointer in every if pointer.unmet} == listed
    assert Counter(pointer.kind for _reference, pointer in every) == {"term": 4219, "codes": 43, "instruction": 33, "book": 13}


def test_where_words_are_said_to_be_lost_a_nonessential_modifier_stands_before_them(official: Books) -> None:
    lost = [reference for _system, reference, reason in inexact() if reason == "tail lost"]
    cut = {entry.path[0] for entry in official.index.entries() if entry.nonessential}
    heads = {"Contracture, tendon": "Contraction"}
    assert len(lost) == 5 and all(heads.get(one, pointer.path[0]) in cut for one, pointer in pointers(official, "index", lost))


@pytest.mark.parametrize(
    ("reference", "path"),
    [
        ("Bite, ankle", ("Bite", "ankle")),
        ("Fracture, femur, neck", ("Fracture, traumatic", "femur, femoral", "neck")),
        ("African trypanosomiasis", ("African", "trypanosomiasis")),
        ("Hepatitis, viral, chronic", ("Hepatitis", "chronic", "viral")),
        ("Abortion, by type, complicated by, sepsis", ("Abortion",)),
        ("Neoplasm, lung, malignant", ("Neoplasm, neoplastic", "lung")),
        ("Neoplasm, by site, malignant", ("Neoplasm, neoplastic",)),
        ("Poisoning, mercury", ("Mercury, mercurial, mercuric, mercurous (compounds) (cyanide) (fumes) (nonmedicinal) (vapor) NEC",)),
        ("Inflammation, lacrimal, passages, acute", ("Dacryocystitis", "acute")),
        ("Vincent's", ("Vincent's infection",)),
        ("Pneumonia, broncho-", ("Pneumonia", "broncho-, bronchial")),
    ],
)
def test_a_reference_leads_where_a_coder_finds_it(official: Books, reference: str, path: tuple[str, ...]) -> None:
    found = leads_to(reference, official.index, official.icd10cm, FY2025)
    assert (found.kind, found.unmet) == ("term", ()) and [one.lower()[:20] for one in found.path] == [one.lower()[:20] for one in path]


def inexact() -> list[tuple[str, str, str]]:
    lines = (line.split("\t") for line in INEXACT.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return [(system, reference, reason) for system, reference, reason in lines]


def test_lists_of_cc_mcc_and_poa_count_what_they_should(official: Books, samples: Path) -> None:
    names = (
        "msdrg/Table 6I - Complete MCC List FY2026.txt",
        "msdrg/Table 6J - Complete CC List FY2026.txt.gz",
        "icd10cm/poa_exempt_fy2022.txt.gz",
    )
    loaded = [install(samples / "reference" / name, official.store)[0] for name in names]
    assert [(item.system, item.release, item.rows) for item in loaded] == [
        ("msdrg-mcc", "2026", 3354), ("msdrg-cc", "2026", 15078), ("icd10cm-poa-exempt", "2022", 37297),
    ]  # fmt: skip
    assert official.icd10cm.severity("A02.1", date(2026, 4, 1)) == "mcc"
    assert official.icd10cm.poa_exempt("B90.0", date(2022, 1, 1)) is True
