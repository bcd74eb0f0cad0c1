"""Dated answers out of installed official files, one dispatch for every system, workbooks, and the counts of the official samples."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from official_making import MADE, anweb
from typer.testing import CliRunner, Result

from claimwright.cli.main import build
from claimwright.codesets import Books, Loaded, Store
from claimwright.codesets.install import Outcome, install, install_all
from claimwright.codesets.official import dispatch
from claimwright.codesets.official.book import ListBook
from claimwright.codesets.official.catalogue import systems
from claimwright.codesets.official.codelist import Listed, install_list
from claimwright.codesets.official.shelf import Shelf
from claimwright.codesets.official.workbook import sheets
from claimwright.core import InputError


@pytest.fixture
def shelf(store: Store, tmp_path: Path) -> Shelf:
    """Every made file, installed."""
    folder = tmp_path / "files"
    folder.mkdir()
    for made in MADE:
        (folder / made.name).write_bytes(made.content)
    assert all(outcome.status == "installed" for outcome in install_all([folder], store, accept_ama=True))
    return Shelf(store)


@pytest.fixture
def other(books: Books, store: Store, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Books:
    """The books with the made files in place of what is installed."""
    monkeypatch.setitem(books.__dict__, "official", shelf)
    return books


def test_a_code_answers_on_its_days_and_says_which_release_told(shelf: Shelf) -> None:
    book = shelf.codes("hcpcs")
    found = book.lookup("t9991", date(2025, 12, 31))
    assert found is not None and found.title == "A thing of which the words go on in a second line"
    assert (found.first, found.last, found.release, found.facts["short"]) == (date(2020, 1, 1), date(2025, 12, 31), "2026Q4", "Thing")
    assert book.lookup("T9991", date(2026, 1, 1)) is None and book.lookup("T9991") is not None
    days = {date(2019, 12, 31): "not yet valid", date(2020, 1, 1): "", date(2025, 12, 31): "", date(2026, 1, 1): "deleted"}
    assert {day: book.validate("T9991", day).reason for day in days} == days
    assert book.validate("T0000", date(2026, 1, 1)).reason == "no such code"
    assert book.validate("T9992", date(2026, 12, 31)).stale is False and book.validate("T9992", date(2027, 1, 1)).stale
    assert book.lookup("D9991") is None, "dental codes are the ADA's"
    assert shelf.codes("modifiers").lookup("ZZ").title == "Made up modifier"


def test_days_of_one_list_and_words_of_another_make_one_answer(shelf: Shelf) -> None:
    found = shelf.codes("carc").lookup("901")
    assert (found.title, found.last, found.facts["scenario"]) == ("text", date(2020, 12, 31), "2")
    assert shelf.codes("carc").validate("901", date(2021, 1, 1)).reason == "deleted"
    assert shelf.codes("rarc").lookup("N901").first == date(1997, 1, 1)


def test_a_code_that_is_not_assigned_is_not_valid(shelf: Shelf) -> None:
    assert shelf.codes("revenue").lookup("9001").title == 'A "quoted" thing'
    assert shelf.codes("revenue_codes").validate("9002", date(2026, 1, 1)).reason == "not assigned"


def test_a_fee_schedule_answers_in_its_period_and_in_no_other(shelf: Shelf) -> None:
    fees = shelf.laboratory_fees
    fee = fees.lookup("X0001", "QW", on=date(2026, 10, 1))
    assert (fee.rate, fee.indicator, fee.effective, fee.release) == (Decimal("3.40"), "N", date(2026, 1, 1), "2026Q4")
    assert len(fees.find("X0001", on=date(2026, 12, 31))) == 2
    assert fees.lookup("X0001", on=date(2026, 9, 30)) is None is fees.lookup("X0001", on=date(2027, 1, 1))
    assert fees.lookup("X9999", on=date(2026, 10, 1)) is None


def test_every_table_has_a_book(shelf: Shelf) -> None:
    in_2025, autumn = date(2025, 5, 1), date(2026, 10, 15)
    assert shelf.outpatient_services.lookup("X0001", on=in_2025).rate == Decimal("1740.720")
    assert shelf.outpatient_services.lookup("X0002", on=in_2025).rate is None
    assert shelf.apcs.lookup("9001", on=in_2025).title == "One, thing"
    assert shelf.inpatient_only.lookup("X0002", on=in_2025).status == "C"
    assert shelf.comprehensive_ranks.lookup("X0002", on=in_2025).rank == 2
    assert [row.secondary for row in shelf.complexity.find("X0001", on=in_2025)] == ["X0002", "X0003"]
    assert shelf.composites.lookup("X0001", on=in_2025).composite_apcs == "5041, 5045"
    assert shelf.device_offsets.lookup("X0001", on=in_2025).offset == Decimal("2418.87")
    assert (shelf.drug_limits.lookup("X0001", on=autumn).limit, shelf.drug_limits.lookup("X0002", on=autumn).limit) == (
        Decimal("29.856"),
        None,
    )
    weight = shelf.drg_weights.lookup("901", on=date(2026, 9, 30))
    assert (weight.weight, weight.gmlos, weight.title) == (Decimal("28.1"), Decimal("25.8"), "ONE, OR TWO")
    assert shelf.drg_weights.lookup("901", on=autumn) is None and shelf.drg_weights.lookup("998", on=date(2026, 1, 1)).weight is None
    beside = {first: shelf.exclusions.severity("A00.0", first, date(2026, 1, 1)) for first in ("A00.1", "I10")}
    assert [(found.level, found.excluded) for found in beside.values()] == [("CC", True), ("CC", False)]
    assert (
        beside["I10"].not_in == ("MDC 01 DRGs 082-084 Some group",) and shelf.exclusions.severity("I10", "A000", date(2026, 1, 1)) is None
    )
    assert (
        shelf.exclusions.severity("I46.9", "I10", date(2026, 1, 1)).only_alive and shelf.exclusions.severity("A000", "I10", autumn) is None
    )
    contractor = shelf.add_ons.lookup("X0001", "CCCCC", on=date(2030, 1, 1))
    assert (contractor.type, contractor.first, contractor.last, contractor.stale) == (2, date(2024, 2, 29), date(2025, 12, 31), True)
    assert shelf.ccsr.lookup("A000", on=autumn).category_2 == "INF003" and shelf.ccsr.lookup("A001", on=autumn).category_2 == ""
    assert shelf.chronic.lookup("A001", on=autumn).chronic == 1
    assert [rule.target for rule in shelf.snomed_map.find("900000001", on=autumn)] == ["E119", "E1165"]
    assert shelf.equivalences("icd9-icd10cm").lookup("0011", on=autumn).no_map == 1
    assert shelf.tribal_drugs.lookup("X0002", on=in_2025).rate == Decimal("2.20")
    assert shelf.local_amounts.lookup("X0001", "26", "99901", "09", on=autumn).facility == Decimal("1354.42")
    assert [row.state for row in shelf.counties.find("10113", "01", on=autumn)] == ["Somewhere"]
    assert shelf.zip_nine.lookup("999010002", on=autumn).rural == "R"
    assert shelf.articles.lookup("X0002", on=autumn).part == 1
    assert [row.diagnosis for row in shelf.article_diagnoses(covered=True).find(1, 2, on=autumn)] == ["A000", "A001"]
    assert shelf.references("mondo").lookup("MONDO:2", on=autumn).code == "A01"
    assert shelf.equivalences("icd10pcs-icd9").lookup("0016070", on=autumn).target == "0235"


def test_coverage_says_what_the_policies_name(shelf: Shelf) -> None:
    asked = {code: shelf.coverage.support("X0001", code) for code in ("A00.0", "A010", "Z00.0")}
    assert [found.support for found in asked.values()] == ["covered", "not-covered", "not-named"]
    assert asked["A00.0"].policies == ("L1",) and shelf.coverage.support("X0009", "A00.0") is None
    assert shelf.coverage.diagnoses("X0001") == ("A000", "A001")


def test_an_excerpt_answers_for_its_rows_and_hides_no_whole_release(store: Store, tmp_path: Path) -> None:
    def schedule(name: str, rows: list[str]) -> None:
        head = (
            "2026 Clinical Diagnostic Laboratory Fee Schedule\nYEAR,HCPCS,MOD,EFF_DATE,INDICATOR,RATE,SHORTDESC,LONGDESC,EXTENDEDLONGDESC\n"
        )
        (tmp_path / name).write_text(head + "".join(f"2026,{code},,20260101,N,{rate},,,\n" for code, rate in rows))
        install(tmp_path / name, store, accept_ama=True)

    schedule("PUF_CLFS_CY2026_Q4V1.csv", [(f"X{number:04}", "1.00") for number in range(1500)])
    (tmp_path / "PUF_CLFS_CY2026_Q4V1.csv").unlink()
    book = Shelf(store).laboratory_fees
    assert book.lookup("X0001", on=date(2026, 10, 2)).rate == Decimal("1.00")
    (tmp_path / "books").touch()
    assert [loaded.partial for loaded, _file in store.installed("clfs")] == [False]


def test_an_empty_shelf_answers_nothing_and_raises_nothing(store: Store) -> None:
    shelf = Shelf(store)
    assert shelf.laboratory_fees.lookup("80053", on=date(2026, 10, 1)) is None
    assert shelf.coverage.support("X0001", "A000") is None and shelf.coverage.diagnoses("X0001") == ()
    assert not shelf.codes("hcpcs").installed and shelf.codes("hcpcs").lookup("J1885") is None
    with pytest.raises(InputError, match="no system"):
        shelf.codes("klingon")


def test_one_dispatch_knows_every_name(other: Books) -> None:
    on = date(2026, 10, 1)
    assert (
        dispatch.known("Revenue-Codes") == "revenue" and dispatch.known("POS") == "place-of-service" and dispatch.known("klingon") is None
    )
    assert dispatch.lookup(other, "carc", "901", on) is None and dispatch.lookup(other, "carc", "97", on)["words"]
    both = dispatch.lookup(other, "pos", "02", on)
    assert both["words"] and both["official"]["title"] == "ANOTHER PLACE"
    assert dispatch.lookup(other, "clfs", "x0001", on)["rows"][0]["rate"] == "720.00"
    assert dispatch.lookup(other, "cpt", "9998T", on)["title"].startswith("Another made up service")
    assert dispatch.validate(other, "hcpcs", "T9992", on).valid and not dispatch.validate(other, "hcpcs", "T9991", on).valid
    assert dispatch.validate(other, "modifiers", "25", on).valid, "no HCPCS modifier, but one of ours"
    assert not dispatch.validate(other, "asp", "X9999", on).valid
    assert dispatch.search(other, "hcpcs", "another thing", on)[0].code == "T9992"


DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
CODES = st.text(max_size=12) | st.sampled_from(["X0001", "T9991", "9001", "901", "A000", "\0", "' OR 1=1 --"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from([about.name for about in systems().all]), code=CODES, on=DAYS)
def test_no_code_and_no_day_raises_anything_but_the_documented_error(other: Books, name: str, code: str, on: date) -> None:
    found = dispatch.lookup(other, name, code, on)
    assert found is None or found["code"]
    try:
        valid = dispatch.validate(other, name, code, on)
    except InputError:
        return
    assert valid.valid or valid.reason


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(DAYS, min_size=2, max_size=2).map(sorted), code=st.sampled_from(["T9991", "T9992"]))
def test_a_code_that_ended_does_not_come_back(shelf: Shelf, days: list[date], code: str) -> None:
    book = shelf.codes("hcpcs")
    reasons = [book.validate(code, day).reason for day in days]
    order = ["not yet valid", "", "deleted"]
    assert order.index(reasons[0]) <= order.index(reasons[1])


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        ("another thing", "T9992", ""),
        ("thing another", "T9992", ""),
        ("anothr thng", "T9992", "read as another"),
        ("anot", "T9992", ""),
        ("t9992", "T9992", "the code itself"),
        ("T99", "T9991", "begins so"),
        ("words second line", "T9991", ""),
    ],
)
def test_a_list_is_searched_by_words_as_people_write_them(shelf: Shelf, words: str, code: str, why: str) -> None:
    hits = shelf.codes("hcpcs").search(words, date(2025, 6, 1), 5)
    assert hits[0].code == code and why in hits[0].why and hits[0].title
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True) and len({hit.code for hit in hits}) == len(hits)


def test_a_search_of_a_list_holds_to_the_day_and_to_its_limit(shelf: Shelf) -> None:
    book = shelf.codes("hcpcs")
    assert [hit.code for hit in book.search("T99", None, 2)] == ["T9991", "T9992"]
    assert "T9991" not in [hit.code for hit in book.search("thing", date(2026, 6, 1))], "it ended in 2025"
    assert book.search("", None) == [] == book.search("\ud800 !", None) and book.search("zebra", None) == []


def test_a_long_list_is_compiled_once_and_again_when_it_changes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimwright.codesets.official import list_search

    monkeypatch.setattr(list_search, "LONG", 1)
    compiled = []
    own = list_search._compile
    monkeypatch.setattr(list_search, "_compile", lambda texts: compiled.append(len(texts)) or own(texts))
    for words in ("rocket fuel", "rocket fuel", "sailing boat"):
        install_list(store, Loaded(system="hcpcs", release="1", rows=0, sha256=words), [Listed("T1", words), Listed("T2", "other")])
        assert ListBook(store, "hcpcs").search(words.split()[1], None)[0].code == "T1"
    assert compiled == [2, 2] and len(list(store.root.glob("list-hcpcs-*.bin"))) == 1
    next(store.root.glob("list-hcpcs-*.bin")).write_bytes(b"spoiled")
    assert ListBook(store, "hcpcs").search("boat", None)[0].code == "T1" and compiled == [2, 2, 2]


def test_every_system_is_searched_at_once(other: Books) -> None:
    from claimwright.codesets import answers

    answer = answers.hits(other, "ALL", "another thing", date(2026, 6, 1), 30)
    systems_found = [hit["system"] for hit in answer["hits"]]
    assert "hcpcs" in systems_found and "icd10cm" in systems_found and len(answer["hits"]) <= 30
    first = {name: next(hit for hit in answer["hits"] if hit["system"] == name) for name in systems_found}
    assert first["hcpcs"]["code"] == "T9992"
    places = dict.fromkeys(systems_found, 0)
    for hit, following in pairwise(answer["hits"]):
        places[hit["system"]] += 1
        assert places[following["system"]] in (places[hit["system"]] - 1, places[hit["system"]]), "the best of each, then the second best"
    assert len(answers.hits(other, "all", "another thing", None, 2)["hits"]) == 2


def test_what_is_not_installed_cannot_be_told(books: Books, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(books.__dict__, "official", Shelf(store))
    with pytest.raises(InputError, match="no installed list"):
        dispatch.validate(books, "hcpcs", "J1885", date(2026, 1, 1))
    assert dispatch.lookup(books, "revenue", "0450", date(2026, 1, 1)) is None


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), ["codes", *arguments])


def test_the_commands_look_up_validate_and_search_any_system(other: Books) -> None:
    found = json.loads(run("lookup", "revenue", "9001", "--json").stdout)
    assert found["system"] == "revenue" and found["title"] == 'A "quoted" thing'
    lines = [
        {"id": 1, "system": "hcpcs", "code": "T9992", "on": "2026-10-01"},
        {"id": 2, "system": "revenue", "code": "9002", "on": "2026-10-01"},
    ]
    result = CliRunner().invoke(build(), ["codes", "validate", "--ndjson"], input="\n".join(map(json.dumps, lines)))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["valid"], line.get("reason")) for line in answers] == [(True, None), (False, "not assigned")]
    assert json.loads(run("search", "hcpcs", "another", "--json").stdout)["hits"][0]["code"] == "T9992"


def test_the_command_installs_a_folder_and_lists_what_is_absent(
    books: Books, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Store.connection
    elsewhere = books.store
    monkeypatch.setattr(store, "connection", lambda file: own(store if (store.root / file).exists() else elsewhere, file))
    monkeypatch.setattr(books, "store", store)
    folder = tmp_path / "files"
    folder.mkdir()
    for made in MADE:
        (folder / made.name).write_bytes(made.content)
    refused = run("install", str(folder), "--json")
    outcomes = [json.loads(line) for line in refused.stdout.splitlines()]
    assert refused.exit_code == 1 and Counter(row["status"] for row in outcomes)["refused"] == sum(made.ama for made in MADE)
    accepted = run("install", str(folder), "--accept-ama")
    assert accepted.exit_code == 0 and "notice: CPT codes, descriptions" in accepted.stdout and "(an excerpt)" in accepted.stdout
    rows = json.loads(run("list", "--json").stdout)["systems"]
    absent = {row["system"]: row for row in rows if row.get("installed") is False}
    assert absent["gem-icd9-icd10pcs"]["release"] == "not installed" and absent["gem-icd9-icd10pcs"]["layout"] == "documentation"
    assert all(row["address"].startswith("https://") and row["terms"] for row in absent.values()) and "ccsr" not in absent
    assert "Not installed" in run("list").stdout


def test_every_system_of_the_catalogue_says_where_and_under_which_terms() -> None:
    for about in systems().all:
        assert about.title and about.terms and about.address.startswith("https://") and about.files, about.name
    names = [name for about in systems().all for name in (about.name, *about.also)]
    assert len({name.replace("-", "") for name in names}) == len(names), "a name leads to one system"


def test_a_code_of_hcpcs_shows_the_words_of_its_processing_note(
    store: Store, books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number alone, until the notes are installed."""
    text = next(made for made in MADE if made.system == "hcpcs").text
    at = text.index("T9992") + 252
    (tmp_path / "HCPC2026_OCT_ANWEB.txt").write_text(text[:at] + "0002" + text[at + 4 :])
    install(tmp_path / "HCPC2026_OCT_ANWEB.txt", store)
    monkeypatch.setattr(books, "official", Shelf(store))
    found = dispatch.lookup(books, "hcpcs", "T9992", date(2026, 11, 1))
    assert found["facts"]["note"] == "0002" and "note_words" not in found["facts"]
    notes = next(made for made in MADE if made.system == "hcpcs-notes")
    (tmp_path / notes.name).write_bytes(notes.content)
    install(tmp_path / notes.name, store)
    found = dispatch.lookup(books, "hcpcs", "T9992", date(2026, 11, 1))
    assert found["facts"]["note_words"] == "ANOTHER NOTE. (notes of 2026)"


# -- workbooks -------------------------------------------------------------------------------------------------------------------------


def workbook(rows: list[list[str]], *, doctype: bool = False, sheet: str = "A") -> bytes:
    """An xlsx with one sheet of shared strings."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    strings = sorted({cell for row in rows for cell in row})
    cells = "".join(
        f'<row r="{line}">'
        + "".join(f'<c r="{chr(64 + place)}{line}" t="s"><v>{strings.index(cell)}</v></c>' for place, cell in enumerate(row, 1) if cell)
        + "</row>"
        for line, row in enumerate(rows, 1)
        if any(row)
    )
    texts = "".join(f"<si><t>{text.replace('&', '&amp;')}</t></si>" for text in strings)
    rel = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {main} {rel}><sheets><sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"{'<!DOCTYPE sst>' if doctype else ''}<sst {main}>{texts}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{cells}</sheetData></worksheet>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


ANWEB_HEADING = ["HCPC", "SEQNUM", "RECID", "LONG DESCRIPTION", "SHORT DESCRIPTION", "ADD DT", "ACT EFF DT", "TERM DT"]
ANWEB_ROWS = [
    ["***Disclaimers"], [], ANWEB_HEADING,
    ["ZZ", "0010", "7", "Made up modifier", "Made up", "20200101", "20200101", ""],
    ["T9992", "0010", "3", 'Another "thing"', "Other", "20200101", "20200101", "20251231"],
    ["T9992", "0020", "4", "in two rows"],
]  # fmt: skip


UB_ROWS = [["Code", "Definition", "Effective Date"], ["01", "Made up", "1/1/2007"], ["02", "Reserved for assignment"]]


def test_a_sheet_of_the_ub_04_data_file_is_known_by_its_name(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "UB-04 Data File 2027.xlsx"
    path.write_bytes(workbook(UB_ROWS, sheet="FL 39-41 - Value Codes and Amounts"))
    assert [(one.system, one.release, one.rows) for one in install(path, store)] == [("value", "2027", 2)]
    book = Shelf(store).codes("value-codes")
    assert book.lookup("01", date(2026, 10, 1)).title == "Made up" and book.validate("02", date(2026, 10, 1)).reason == "not assigned"
    path.write_bytes(workbook(UB_ROWS, sheet="FL 04 - Type of Bill"))
    with pytest.raises(InputError, match="no file of a known kind"):
        install(path, store)


def test_a_workbook_is_read_as_its_text(store: Store, tmp_path: Path) -> None:
    (tmp_path / "HCPC2026_OCT_ANWEB.xlsx").write_bytes(workbook(ANWEB_ROWS))
    assert {loaded.system: loaded.rows for loaded in install(tmp_path / "HCPC2026_OCT_ANWEB.xlsx", store)} == {
        "hcpcs": 1,
        "hcpcs-modifiers": 1,
    }
    found = Shelf(store).codes("hcpcs").lookup("T9992", date(2025, 12, 31))
    assert found.title == 'Another "thing" in two rows'


def test_a_workbook_of_a_table_that_has_a_text_layout_too(store: Store, tmp_path: Path) -> None:
    made = next(made for made in MADE if made.system == "opps-composites")
    (tmp_path / "any.xlsx").write_bytes(workbook([line.split("\t") for line in made.lines]))
    assert install(tmp_path / "any.xlsx", store, accept_ama=True)[0].rows == made.rows


def test_the_workbook_beside_its_text_is_left_alone(store: Store, tmp_path: Path) -> None:
    text = anweb("T9992", "3", "Another thing", "Other") + anweb("T9993", "3", "A third thing", "Third")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("HCPC2026_OCT_ANWEB.txt", text)
        archive.writestr("HCPC2026_OCT_ANWEB.xlsx", workbook(ANWEB_ROWS))
    assert [loaded.rows for loaded in install(tmp_path / "a.zip", store)] == [2]


def test_a_broken_workbook_is_an_error_that_names_the_part(store: Store, tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(workbook(ANWEB_ROWS, doctype=True))
    with pytest.raises(InputError, match=r"document type in xl/sharedStrings\.xml"):
        install(tmp_path / "bad.xlsx", store)
    broken = workbook(ANWEB_ROWS).replace(b"</sheetData>", b"</shootData>")
    (tmp_path / "bad.xlsx").write_bytes(broken)
    with pytest.raises(InputError, match=r"bad\.xlsx"):
        install(tmp_path / "bad.xlsx", store)
    assert store.installed() == []


# -- the official samples --------------------------------------------------------------------------------------------------------------

COUNTS = {
    "hcpcs@2026Q3": 8725, "hcpcs-modifiers@2026Q3": 375, "hcpcs-list@2026Q3": 8725, "hcpcs@2019Q1": 6440, "hcpcs-modifiers@2019Q1": 360,
    "ncci-ptp-practitioner@2024Q3": 2546017, "ncci-ptp-hospital@2024Q3": 1775818, "ncci-mue-practitioner@2024Q3": 14607,
    "ncci-mue-hospital@2024Q3": 14558, "ncci-mue-dme@2024Q3": 2928, "ncci-mue-practitioner@2026Q4": 6, "ncci-add-on@2024Q3": 7465,
    "pfs-rvu@RVU25D": 18144, "pfs-rvu@RVU26D": 6, "pfs-gpci@GPCI2025": 109, "anesthesia-factors@ANES2025": 109,
    "pfs-localities@LOCCO2025": 110,
    "pfs-opps-cap@2025Q4": 16100, "pfs-zip@ZIP2025Q4": 42956, "pfs-amounts@2025Q3": 109, "anesthesia-base-units@ANESBU2022": 276,
    "opps-apc@2025": 994, "opps-hcpcs@2025": 17858, "opps-inpatient-only@2025": 1731, "opps-comprehensive-ranks@2025": 3193,
    "opps-complexity@2025": 431, "opps-composites@2025": 183, "opps-device-intensive@2025": 535, "opps-tribal-drugs@2025": 368,
    "clfs@2026Q2": 2179, "asp@2026Q4": 6, "msdrg-exclusions@2026": 18432,
    "msdrg-weights@FY2026": 772, "msdrg-weights@FY2027CN": 6, "lcd@union": 208029,
    "carc@2026-03": 407, "rarc@2026-03": 1198, "plb@2026-03": 40, "claim-adjustment-group@2026-03": 4, "revenue@cms-dictionary": 539,
    "type-of-bill@cms-dictionary": 1939, "condition@cms-dictionary": 1036, "patient-status@cms-dictionary": 101,
    "admission-source@cms-dictionary": 36, "admission-type@cms-dictionary": 10, "specialty@cms-dictionary": 152,
    "contractor@cms-dictionary": 150, "place-of-service@cms-dictionary": 101, "bill-facility@cms-dictionary": 10,
    "bill-classification@cms-dictionary": 82, "taxonomy@24.0": 874, "doid-icd10cm@cross-references": 3687,
    "mondo-icd10cm@2026-08-04-exact": 2038,
}  # fmt: skip
"""As in the manifest of the samples, but two: Addendum B has a code with a hard blank behind it that the manifest does not count (17,857),
and a locality that two carriers serve stands twice in the file of counties (109)."""
FOLDERS = ("hcpcs", "ncci", "pfs", "anesthesia", "opps_2025", "clfs", "asp", "lcd", "codes", "msdrg")


@pytest.fixture(scope="module")
def reference(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, list[Outcome]]:
    """The folders of official files that are not ICD's, installed in one call."""
    store = Store(tmp_path_factory.mktemp("reference") / "books")
    return store, list(install_all([samples / "reference" / name for name in FOLDERS], store, accept_ama=True))


def test_the_samples_have_the_published_counts(reference: tuple[Store, list[Outcome]]) -> None:
    store, outcomes = reference
    assert not [outcome for outcome in outcomes if outcome.status in ("failed", "refused")]
    found: Counter[str] = Counter()
    for loaded, _file in store.installed():
        release = loaded.release.split("-")[0] if loaded.system.startswith("ncci") else loaded.release
        found[f"{loaded.system}@{release}"] += loaded.rows
    assert {name: found[name] for name in COUNTS} == COUNTS
    openly = sum(
        row[2] == 99991231
        for loaded, file in store.installed("ncci-ptp-practitioner") if loaded.release.startswith("2024Q3")
        for (packed,) in store.connection(file).execute("SELECT edits FROM ptp")
        for row in _edits(packed)
    )  # fmt: skip
    assert openly == 1_669_820


def _edits(packed: bytes) -> list[tuple[bytes, int, int, int]]:
    from claimwright.codesets.ncci.packing import PTP_ROW

    return list(PTP_ROW.iter_unpack(packed))


def test_published_rows_are_answered(reference: tuple[Store, list[Outcome]]) -> None:
    shelf = Shelf(reference[0])
    weights = {drg: shelf.drg_weights.lookup(drg, on=date(2026, 1, 1)) for drg in ("001", "291", "470", "871")}
    assert [(row.weight, row.gmlos, row.amlos) for row in weights.values()] == [
        (Decimal("28.0239"), Decimal("25.8"), Decimal("36.2")), (Decimal("1.2838"), Decimal("3.8"), Decimal("5.0")),
        (Decimal("1.9289"), Decimal("1.9"), Decimal("2.2")), (Decimal("1.9425"), Decimal("4.8"), Decimal("6.4")),
    ]  # fmt: skip
    later = shelf.drg_weights.lookup("470", on=date(2026, 10, 1))
    assert (later.weight, later.release) == (Decimal("1.9563"), "FY2027CN")
    assert shelf.codes("pfs-conversion").lookup("nonQPP").title == "33.4009"
    assert shelf.codes("hcpcs").lookup("J1885", date(2026, 8, 1)).title.startswith("Injection, ketorolac tromethamine")
    assert shelf.codes("carc").validate("25", date(2026, 3, 1)).reason == "deleted"
    assert shelf.codes("revenue").validate("0450", date(2026, 3, 1)).valid


def test_the_official_workbook_says_what_the_official_text_says(samples: Path, store: Store, tmp_path: Path) -> None:
    archive = zipfile.ZipFile(samples / "reference/hcpcs/official_2019/2019-Alpha-Numeric-HCPCS-File.zip")
    for form in ("txt", "xlsx"):
        archive.extract(f"HCPC2019_CONTR_ANWEB.{form}", tmp_path)
    texts, books = [], Store(tmp_path / "other")
    for form, place in (("txt", store), ("xlsx", books)):
        install(tmp_path / f"HCPC2019_CONTR_ANWEB.{form}", place)
        rows = {}
        for system in ("hcpcs", "hcpcs-modifiers"):
            file = place.installed(system)[0][1]
            rows |= {code: (first, last) for code, first, last in place.connection(file).execute("SELECT code, first, last FROM code")}
        texts.append(rows)
    assert texts[0] == texts[1] and len(texts[0]) == 6440 + 360
    assert list(sheets(workbook([["a"], [], ["b", "", "c"]]))) == [("A", b"a\r\n\r\nb\t\tc")]
