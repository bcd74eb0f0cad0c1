"""The NCCI tables: our own examples, and the official files a user installs."""

import gzip
import shutil
import zipfile
from datetime import date

import pytest

from claimwright.codesets import open_books
from claimwright.codesets.install import install
from claimwright.codesets.ncci import open_mue, open_ptp
from claimwright.codesets.ncci.quarters import quarter_end, quarter_name, quarter_of_effective, quarter_of_version
from claimwright.codesets.store import Store
from claimwright.core import InputError
from claimwright.edits import claim, line, scrub

HEADINGS = (
    "CPT only copyright 2023 American Medical Association.  All rights reserved.\t\t\t\t\t\t\r\n"
    "Column1/Column2 Edits\t\t\t\t\t\t\r\n"
    "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r\n"
    "\t\tprior to 1996\tDate\tDate\t0=not allowed\t\r\n"
    "\t\t\t\t*=no data\t1=allowed\t\r\n"
    "\t\t\t\t\t9=not applicable\t\r\n"
)
# Invented pairs of invented codes, in the official layout.
PTP = HEADINGS + (
    "X0001\tX0002\t\t20200101\t*\t1\tstandards\r\n"
    "X0001\tX0003\t*\t19960101\t20191231\t0\tstandards\r\n"
    "X0001\tX0003\t\t20210401\t*\t1\tstandards\r\n"
    "X0004\tX0001\t\t20220101\t20220101\t9\tnever held\r\n"
)
MUE = (
    '"Notice\r\n\r\ncopyright 2023 ""AMA"" ",,,\r\n'
    '"HCPCS/\r\nCPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n'
    "X0001,2,3 Date of Service Edit: Clinical,Clinical: Data\r\n"
    "X0002,1,2 Date of Service Edit: Policy,Code Descriptor\r\n"
    "X0003,100,1 Line Edit,Clinical: Data\r\n"
)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "books")


def file(tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(text.encode("cp1252"))
    return path


# -- our own examples -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("one", "two"), [("93000", "93010"), ("93010", "93000")], ids=["in order", "reversed"])
def test_an_edit_is_found_whichever_code_comes_first(one, two):
    edit = open_ptp(None).active(one, two, date(2024, 7, 15))
    assert (edit.column_one, edit.column_two, edit.indicator) == ("93000", "93010", 1)


def test_an_edit_holds_to_its_deletion_date_and_no_longer():
    table = open_ptp(None)
    assert table.active("17000", "11042", date(2019, 3, 31)).last == date(2019, 3, 31)
    after = table.active("17000", "11042", date(2024, 7, 15))
    assert (after.column_one, after.column_two) == ("11042", "17000")


def test_before_the_first_day_we_vouch_for_nothing_is_said():
    assert open_ptp(None).active("93000", "93005", date(2024, 6, 30)) is None


@pytest.mark.parametrize(
    ("modifiers", "separated"),
    [((), False), (("59",), True), (("XS",), True), (("25",), True), (("51",), False), (("76",), False), (("50",), False),
     (("LT",), True), (("LT", "RT"), True), (("LT", "LT"), False), (("E1", "E1"), False), (("E1", "E2"), True)],
)  # fmt: skip
def test_only_associated_modifiers_separate_and_equal_sides_do_not(modifiers, separated):
    edit = open_ptp(None).active("10060", "12001", date(2024, 7, 15))
    assert edit.is_separated_by(modifiers, date(2024, 7, 15)) is separated


def test_indicator_0_is_never_separated():
    edit = open_ptp(None).active("80053", "80048", date(2024, 7, 15))
    assert edit.indicator == 0 and not edit.is_separated_by(("59", "XS", "91"), date(2024, 7, 15))


def test_our_examples_say_that_they_are_examples_and_when_they_are_stale():
    in_time, later = (open_ptp(None).active("93000", "93005", day) for day in (date(2024, 9, 30), date(2024, 10, 1)))
    assert "own examples" in in_time.source and not in_time.stale and later.stale
    limit = open_mue(None).limit("36415", date(2026, 3, 2))
    assert (limit.units, limit.adjudication, limit.stale) == (2, 3, True) and "own examples" in limit.source
    assert open_mue(None).limit("36415", date(2024, 6, 30)) is None
    assert open_mue(None).limit("36415", date(2026, 3, 2), "hospital") is None


# -- official files ---------------------------------------------------------------------------------------------------------------------


def test_an_installed_table_answers_in_place_of_the_examples(tmp_path, store):
    (loaded,) = install(file(tmp_path, "ccipra-v302r0-f1.txt", PTP), store, accept_ama=True)
    assert (loaded.system, loaded.rows, loaded.first, loaded.last) == ("ncci-ptp-practitioner", 4, date(2024, 7, 1), date(2024, 9, 30))
    table = open_ptp(store)
    assert table.active("93000", "93005", date(2024, 7, 15)) is None
    edit = table.active("X0002", "X0001", date(2024, 7, 15))
    assert (edit.column_one, edit.indicator, edit.stale) == ("X0001", 1, False)
    assert "2024 Q3" in edit.source and "example" not in edit.source
    assert table.active("X0001", "X0002", date(2026, 3, 2)).stale


@pytest.mark.parametrize(
    ("day", "indicator"),
    [(date(2019, 12, 31), 0), (date(2020, 6, 1), None), (date(2021, 4, 1), 1)],
    ids=["first window", "between", "second"],
)
def test_an_edit_may_come_back_with_another_indicator(tmp_path, store, day, indicator):
    install(file(tmp_path, "ccipra-v302r0-f1.txt", PTP), store, accept_ama=True)
    edit = open_ptp(store).active("X0001", "X0003", day)
    assert (edit and edit.indicator) == indicator


def test_an_edit_deleted_on_its_first_day_never_held(tmp_path, store):
    install(file(tmp_path, "ccipra-v302r0-f1.txt", PTP), store, accept_ama=True)
    assert open_ptp(store).active("X0004", "X0001", date(2022, 1, 1)) is None


def test_hospital_and_practitioner_tables_are_kept_apart(tmp_path, store):
    install(file(tmp_path, "ccioph-v302r0-f1.txt", PTP), store, accept_ama=True)
    table = open_ptp(store)
    assert table.active("X0001", "X0002", date(2024, 7, 15), "hospital").indicator == 1
    assert "own examples" in table.active("93000", "93005", date(2024, 7, 15)).source


def test_the_parts_of_a_quarter_answer_together_and_a_newer_quarter_takes_their_place(tmp_path, store):
    second = HEADINGS + "Y0001\tX0001\t\t20230101\t*\t0\tmore\r\n"
    newer = HEADINGS + "X0001\tX0002\t\t20200101\t20241231\t1\tstandards\r\nX0001\tX0005\t\t20250101\t*\t1\tnew\r\n"
    for name, text in (("ccipra-v302r0-f1.txt", PTP), ("ccipra-v302r0-f2.txt", second), ("ccipra-v310r0-f1.txt", newer)):
        install(file(tmp_path, name, text), store, accept_ama=True)
    table = open_ptp(store)
    assert table.active("X0001", "Y0001", date(2024, 7, 15)).indicator == 0
    assert table.active("X0001", "X0002", date(2025, 1, 1)) is None
    assert table.active("X0001", "X0005", date(2025, 1, 1)).source.endswith("2025 Q1")


@pytest.mark.parametrize("packing", ["plain", "gz", "zip"])
def test_units_are_read_plain_and_packed(tmp_path, store, packing):
    name = "MCR_MUE_PractitionerServices_Eff_07-01-2024.csv"
    path = file(tmp_path, name, MUE)
    if packing == "gz":
        path = tmp_path / f"{name}.gz"
        path.write_bytes(gzip.compress(MUE.encode("cp1252")))
    elif packing == "zip":
        path = tmp_path / "mue.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, MUE.encode("cp1252"))
    (loaded,) = install(path, store, accept_ama=True)
    assert (loaded.system, loaded.rows, loaded.first) == ("ncci-mue-practitioner", 3, date(2024, 7, 1))
    table = open_mue(store)
    limits = [table.limit(code, date(2024, 7, 15)) for code in ("X0001", "X0002", "X0003")]
    assert [(limit.units, limit.adjudication) for limit in limits] == [(2, 3), (1, 2), (100, 1)]
    assert table.limit("36415", date(2024, 7, 15)) is None
    assert table.limit("X0001", date(2024, 6, 30)) is None
    assert table.limit("X0001", date(2024, 10, 1)).stale


def test_files_under_the_terms_of_the_ama_ask_for_acceptance(tmp_path, store):
    with pytest.raises(InputError, match="accept-ama"):
        install(file(tmp_path, "ccipra-v302r0-f1.txt", PTP), store)
    assert store.installed("ncci-ptp-practitioner") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (PTP + "X0009\tX00", "line 11"),
        (PTP + "X0009\tX0001\t\t20241301\t*\t1\twrong month\r\n", "line 11"),
        (PTP + "X0009\tX0001\t\t20240101\t*\t7\twrong indicator\r\n", "line 11"),
        (HEADINGS, "holds no edit"),
    ],
    ids=["cut off", "wrong date", "wrong indicator", "empty"],
)
def test_a_damaged_table_of_pairs_is_refused_whole_and_names_the_line(tmp_path, store, text, place):
    with pytest.raises(InputError, match=place):
        install(file(tmp_path, "ccipra-v302r0-f1.txt", text), store, accept_ama=True)
    assert store.installed("ncci-ptp-practitioner") == []


@pytest.mark.parametrize(
    ("text", "place"), [(MUE + "X0004,many,1 Line Edit,x\r\n", "row 6"), (MUE + "X0004,1", "row 6"), (MUE + "X0004,1,9 What,x", "row 6")]
)
def test_a_damaged_table_of_units_is_refused_whole_and_names_the_row(tmp_path, store, text, place):
    with pytest.raises(InputError, match=place):
        install(file(tmp_path, "MCR_MUE_PractitionerServices_Eff_07-01-2024.csv", text), store, accept_ama=True)
    assert store.installed("ncci-mue-practitioner") == []


def test_quarters_are_read_from_the_names_that_cms_gives():
    assert quarter_of_version("ccipra-v302r0-f1.txt") == date(2024, 7, 1)
    assert quarter_of_version("ccipra-v322r0-f1.txt") == date(2026, 7, 1)
    assert quarter_of_version("renamed.txt") is None
    assert quarter_of_effective("MCR_MUE_PractitionerServices_Eff_10-01-2026.csv") == date(2026, 10, 1)
    assert (quarter_name(date(2026, 10, 1)), quarter_end(date(2026, 10, 1))) == ("2026Q4", date(2026, 12, 31))


def test_our_examples_agree_with_the_official_table(samples, tmp_path):
    """Every fact we state stands in the table of the quarter it was checked against."""
    from claimwright.codesets.ncci.ptp import examples

    pairs = {(one, two) for one, twos in examples().items() for two in twos}
    official = {}
    for part in sorted((samples / "reference" / "ncci").glob("ccipra-v302r0-*.gz")):
        with gzip.open(part, "rt", encoding="cp1252") as rows:
            for row in rows:
                if (row[:5], row[6:11]) in pairs:
                    one, two, _before, first, last, indicator, _why = row.rstrip("\r\n").split("\t")
                    official.setdefault((one, two), []).append((first, last, indicator))
    own = open_ptp(None)
    for one, two in pairs:
        day = "20190215" if (one, two) == ("17000", "11042") else "20240715"
        expected = [row[2] for row in official[one, two] if row[0] <= day and (row[1] == "*" or day <= row[1])]
        found = own.active(one, two, date.fromisoformat(day))
        assert [str(found.indicator)] == expected, (one, two)


def test_our_limits_agree_with_the_official_table(samples, tmp_path, store):
    from claimwright.codesets.ncci.mue import _examples

    install(samples / "reference" / "ncci" / "MCR_MUE_PractitionerServices_Eff_07-01-2024.csv", store, accept_ama=True)
    official = open_mue(store)
    for code, (units, adjudication) in _examples().items():
        limit = official.limit(code, date(2024, 7, 15))
        assert (limit.units, limit.adjudication) == (units, adjudication), code


def test_what_is_installed_while_the_process_runs_answers_at_once(books, tmp_path):
    """The same books, asked before and after an installation: nothing that was remembered stands in the way."""
    (tmp_path / "books").mkdir()
    shutil.copy(books.store.root / books.version, tmp_path / "books")  # made once, not for every test
    books = open_books(store=Store(tmp_path / "books"))
    bill = claim(line("X0001"), line("X0002"), line("X0003", units="101"), on="2023-05-02", diagnoses=("A00.0",))

    def found():
        return {finding.id for finding in scrub(bill, books)} & {"ncci-ptp-no-modifier", "ncci-mue-line"}

    assert found() == set()
    (tmp_path / "ccipra-v291r0-f1.txt").write_text(PTP, "utf-8")
    (tmp_path / "MCR_MUE_PractitionerServices_Eff_04-01-2023.csv").write_text(MUE, "cp1252")
    for name in ("ccipra-v291r0-f1.txt", "MCR_MUE_PractitionerServices_Eff_04-01-2023.csv"):
        install(tmp_path / name, books.store, accept_ama=True)
    assert found() == {"ncci-ptp-no-modifier", "ncci-mue-line"}
