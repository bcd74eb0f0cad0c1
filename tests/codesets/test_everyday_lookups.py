"""A coder's two hundred everyday look-ups: the words lead to the code the books print, under the main term they print it under."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from claimwright.codesets import Books, Store
from claimwright.codesets.icd10cm.ways import find_ways
from claimwright.codesets.install import install

LIST = Path(__file__).with_name("everyday_lookups.tsv")
OFFICIAL = ("icd10cm-index-2025.xml.gz", "icd-10-cm-neoplasm-2025.xml", "icd-10-cm-drug-2025.xml.gz", "icd-10-cm-eindex-2025.xml")


class LookUp(NamedTuple):
    words: str
    code: str
    heads: tuple[str, ...]


def look_ups() -> Iterator[LookUp]:
    for line in LIST.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            words, code, heads = line.split("\t")
            yield LookUp(words, code, tuple(heads.split("|")))


@pytest.fixture(scope="module")
def official(books: Books, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The books with the four official indexes, in a store of their own that shares the base file."""
    store = Store(tmp_path_factory.mktemp("official") / "books")
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    for name in OFFICIAL:
        install(samples / "reference" / "icd10cm" / name, store)
    return Books(store, books.version)


def test_the_list_holds_two_hundred_different_look_ups() -> None:
    assert len({look_up.words for look_up in look_ups()}) == 200


def test_everyday_words_lead_to_the_printed_code(official: Books) -> None:
    failed = set()
    for look_up in look_ups():
        best = next(iter(find_ways(official, look_up.words)), None)
        led = best is not None and best.code is not None and best.code.rstrip("-").rstrip(".") == look_up.code
        if not led or not any(head.lower() in best.path[0].lower() for head in look_up.heads):
            failed.add(look_up.words)
    assert failed == set()


def test_words_of_the_lexicon_and_of_titles_help_where_the_index_has_none(official: Books) -> None:
    lay = find_ways(official, "NSTEMI")[0]
    assert lay.code == "I21.4" and lay.followed == ("starter lexicon: nstemi",)
    titled = find_ways(official, "malignant neoplasm of left kidney")[0]
    assert titled.code == "C64.2" and titled.followed[-1] == "Tabular List, C64: C64.2" and titled.billable
    eyes = find_ways(official, "type 2 diabetes mild nonproliferative retinopathy bilateral")[0]
    assert eyes.code == "E11.3293", "the title below the printed code, not one that adds macular edema"


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        ("digoxin toxicity", "T46.0X1", "an intent that is not stated is accidental"),
        ("coumadin adverse effect", "T45.515", "brand names lead to the substance"),
        ("fracture of distal radius", "S52.50-", "a fracture is by force where nothing else is said"),
        ("melanoma of back", "C43.59", "what was not said (in situ) is not added"),
        ("hypertensive chronic kidney disease", "I12.9", "no stage was said"),
        ("neoplasm of lung", "D49.1", "no behaviour was said"),
        ("secondary malignant neoplasm of liver", "C78.7", "behaviour is a column of the table"),
        ("preeclampsia", "O14.9-", "with and without a hyphen"),
        ("tuberculosis of lung", "A15.0", "see Tuberculosis, pulmonary"),
        ("struck by baseball", "W21.03", "external causes"),
    ],
)
def test_what_is_not_said_is_taken_as_the_books_say(official: Books, words: str, code: str, why: str) -> None:
    assert find_ways(official, words)[0].code == code, why


def test_every_book_takes_part(official: Books) -> None:
    assert find_ways(official, "fall from ladder")[0].code == "W11"
    assert find_ways(official, "zzz qqq") == []
