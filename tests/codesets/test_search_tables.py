"""The mapped search tables: built for what is installed, anew when it changes, mended when damaged; the benches that read them."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from codesets_making import INDEX

from claimwright.cli.bench import books as books_bench
from claimwright.cli.bench import search as search_bench
from claimwright.codesets import Books, Store
from claimwright.codesets.arrays import map_arrays, write_arrays
from claimwright.codesets.icd10cm.search import Search
from claimwright.codesets.icd10cm.search_tables import compile_tables, finder, first_not_before, open_tables, string
from claimwright.codesets.icd10cm.texts import texts
from claimwright.codesets.install import install


@pytest.fixture(scope="module")
def own(books: Books, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Books with a small index, in a store of their own that shares the base file."""
    folder = tmp_path_factory.mktemp("own")
    store = Store(folder / "books")
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    made = Books(store, books.version)
    made.icd10cm.search("cholera")
    (folder / "index").write_text(INDEX.replace("foot ulcer", "zebra stripes"), "utf-8")
    install(folder / "index", store)
    return made


def test_arrays_come_back_mapped_as_they_were_written(tmp_path: Path) -> None:
    arrays = {"one": np.arange(7, dtype=np.int32), "none": np.zeros(0, np.float32), "bytes": np.frombuffer(b"abc", np.uint8)}
    write_arrays(tmp_path / "a", arrays)
    found = map_arrays(tmp_path / "a")
    assert {name: (array.dtype, array.tolist()) for name, array in found.items()} == {
        name: (array.dtype, array.tolist()) for name, array in arrays.items()
    }
    with pytest.raises(ValueError, match="read-only"):
        found["one"][0] = 1
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("kept", [3, 9, 80])
def test_a_file_of_arrays_that_is_cut_off_is_refused(tmp_path: Path, kept: int) -> None:
    write_arrays(tmp_path / "a", {"one": np.arange(99)})
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[:kept])
    with pytest.raises(ValueError, match=r"no arrays|cut off|buffer|JSON|delimiter|Expecting"):
        map_arrays(tmp_path / "a")


def test_an_installed_index_is_searched_from_then_on(own: Books, books: Books) -> None:
    hit = own.icd10cm.search("diabetes zebra stripes")[0]
    assert hit.code == "E11.621" and hit.why == "Index: Diabetes > with > zebra stripes"
    assert len(list(own.store.root.glob("search-*.bin"))) == 2, "that of the state before is kept, for others who share the folder"
    assert all("zebra" not in hit.why for hit in books.icd10cm.search("diabetes zebra stripes"))


def test_what_a_reference_leads_to_is_found_by_its_words(own: Books) -> None:
    found = {text.text: text.code for text in texts(own.store, own.icd10cm.base_connection)}
    assert (found["Attack > heart"], found["Ache"]) == ("I219", "R52"), "see Infarct, myocardium; see Pain"
    assert "Itch" not in found, "see Ache, which itself only leads on"


def test_damaged_tables_are_built_again(own: Books) -> None:
    newest = max(own.store.root.glob("search-*.bin"), key=lambda path: path.stat().st_mtime_ns)
    newest.write_bytes(newest.read_bytes()[:1000])
    arrays = open_tables(own.store, own.version)
    assert newest.stat().st_size > 1_000_000 and len(arrays["text_code"]) > 60_000


def test_a_withheld_line_is_in_no_table(own: Books) -> None:
    line = next(text.line for text in texts(own.store, own.icd10cm.base_connection) if "zebra" in text.text)
    arrays = compile_tables(own.store, own.icd10cm.base_connection, {line})
    assert finder(arrays, "word")("zebra") == -1
    assert finder(open_tables(own.store, own.version), "word")("zebra") >= 0
    assert all("zebra" not in hit.why for hit in Search(own.icd10cm, arrays).find("zebra stripes", own.icd10cm.newest_release_start, 9))


def test_words_are_found_by_halves(own: Books) -> None:
    arrays = open_tables(own.store, own.version)
    words = [string(arrays, "word", at) for at in range(0, len(arrays["word_at"]) - 1, 997)]
    assert [string(arrays, "word", finder(arrays, "word")(word)) for word in words] == words
    assert finder(arrays, "word")("nosuchword") == -1 and first_not_before(arrays, "word", "") == 0


def test_threads_share_one_search(books: Books) -> None:
    questions = ["kidney failure", "fracture of femur", "htn", "diabetes type 2"] * 4
    wanted = [books.icd10cm.search(words) for words in questions]
    found: dict[int, object] = {}
    threads = [
        threading.Thread(target=lambda at=at, words=words: found.__setitem__(at, books.icd10cm.search(words)))  # type: ignore[misc]
        for at, words in enumerate(questions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[at] for at in range(len(questions))] == wanted


# -- benches ---------------------------------------------------------------------------------------------------------------------------


def test_there_are_four_hundred_queries_in_eight_kinds() -> None:
    kinds = [query.kind for query in search_bench.own_queries()]
    assert len(kinds) >= 400 and len(set(kinds)) == 8 and min(map(kinds.count, set(kinds))) >= 50


def test_every_query_names_codes_that_stand(books: Books) -> None:
    day = books.icd10cm.newest_release_start
    for query in search_bench.own_queries():
        assert all(books.icd10cm.validate(code.rstrip("-").rstrip("."), day).valid for code in query.codes), query


def test_a_query_is_answered_by_its_code_or_by_what_stands_below() -> None:
    query = search_bench.Query("lay", "clot", ("I82.40-", "I10"))
    assert [query.is_answered_by(code) for code in ("I82.401", "I82.40", "I10", "I82.4", "I10.1")] == [True, True, True, False, False]


def test_own_queries_are_answered_without_the_index_too(books: Books) -> None:
    figures = search_bench._own(lambda words: books.icd10cm.search(words, limit=5))
    assert figures["all"]["top1"] >= 0.8 and figures["all"]["top5"] >= 0.9


def test_withheld_lines_are_found_by_their_neighbours(books: Books, samples: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "books")
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    install(samples / "reference" / "icd10cm" / "icd10cm-index-2025.xml.gz", store)
    own = Books(store, books.version)
    figures = search_bench._withheld(own, own.icd10cm.newest_release_start)
    assert figures["queries"] == 500 and figures["top1"] >= 0.45 and figures["top5"] >= 0.8


def test_the_books_bench_names_every_target(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("SHELLS", 1), ("CODES", 40), ("LISTED", 5)):
        monkeypatch.setattr(books_bench, name, value)
    monkeypatch.setattr(books_bench, "own_queries", lambda: list(search_bench.own_queries())[::40])
    said: list[str] = []
    figures = books_bench.run(None, said.append)
    assert set(books_bench.TARGETS) <= figures.keys() and all(any(name in line for line in said) for name in books_bench.TARGETS)
    assert all(any(kind in line for line in said) for kind in ("icd10cm lookup", "icd10pcs validate", "pair: Excludes"))
    assert figures["resident_mb"] < 100 and figures["validate_us"] < 1000 and figures["first_pair_us"] < 5000
    assert figures["missed"] == [name for name, most in books_bench.TARGETS.items() if figures[name] > most]
