"""What stands beside a code: sides, companions, what is below, flags; pairs, units, coverage, severity. And: what is installed answers."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from official_making import MADE
from typer.testing import CliRunner

from claimwright.cli.main import build
from claimwright.codesets import Books, Store, beside
from claimwright.codesets import store as store_module
from claimwright.codesets.answers import NotThere
from claimwright.codesets.install import install
from claimwright.core import InputError, encode

DAY = date(2026, 4, 15)


@pytest.fixture
def own(books: Books, store: Store) -> Books:
    """Books over a store of their own that shares the base file."""
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    return Books(store, books.version)


def put(store: Store, system: str, folder: Path, change: tuple[str, str] = ("", "")) -> None:
    made = next(made for made in MADE if made.system == system)
    (folder / made.name).write_text(made.text.replace(*change) if change[0] else made.text, made.encoding)
    install(folder / made.name, store, accept_ama=True)


def test_sides_are_told_with_their_titles(books: Books) -> None:
    answer = beside.sides(books, "h2511", DAY)
    assert (answer["code"], answer["side"], answer["on"]) == ("H25.11", "right", DAY) and "date_assumed" not in answer
    assert [(one["side"], one["code"]) for one in answer["codes"]] == [
        ("right", "H25.11"), ("left", "H25.12"), ("bilateral", "H25.13"), ("unspecified", "H25.10"),
    ]  # fmt: skip
    assert all(one["billable"] and "nuclear cataract" in one["title"] for one in answer["codes"])
    assert beside.sides(books, "E11.9", None) | {"releases": {}} == {
        "code": "E11.9", "side": None, "codes": [], "on": books.icd10cm.newest_release_start, "releases": {}, "date_assumed": True,
    }  # fmt: skip


def test_companions_are_told_with_the_codes_they_name(books: Books) -> None:
    answer = beside.companions(books, "F02.80", DAY)
    assert answer["manifestation"]
    assert any(one["kind"] == "code-first" and "G30.-" in one["text"] and "G30" in one["codes"] for one in answer["companions"])
    assert not beside.companions(books, "I10", DAY)["manifestation"]


def test_what_is_below_stands_on_the_day(books: Books) -> None:
    whole = beside.below(books, "S52.50", DAY, billable=True, limit=1000)
    assert whole["total"] == len(whole["codes"]) == 48 and whole["codes"][0]["code"] == "S52.501A"
    cut = beside.below(books, "S52.50", DAY, billable=True, limit=3)
    assert cut["total"] == 48 and cut["codes"] == whole["codes"][:3]
    every = beside.below(books, "S52.50", DAY, billable=False, limit=1000)
    assert [one["code"] for one in every["codes"][:2]] == ["S52.501", "S52.501A"] and every["total"] == 51
    assert beside.below(books, "S52.50", date(2014, 1, 1), billable=True, limit=5)["total"] == 0
    assert beside.below(books, "4", DAY, billable=True, limit=1)["codes"][0]["code"] == "E00.0"


def test_flags_say_what_is_missing(books: Books) -> None:
    answer = beside.flags(books, "E11.65", DAY)
    assert answer["code"] == "E11.65" and answer["payment_year"] == 2027 and answer["releases"]["icd10cm"] == "2026-04"
    assert encode(answer)


def test_what_is_no_diagnosis_is_not_there(books: Books) -> None:
    for ask in (beside.sides, beside.companions, beside.flags):
        with pytest.raises(NotThere, match=r"has no ZZZ\.9"):
            ask(books, "zzz.9", DAY)


def test_procedures_and_units_answer_from_what_is_installed_meanwhile(own: Books, tmp_path: Path) -> None:
    """The same value answers before and after an installation, and after a newer one: nothing of the old state is kept."""
    made = next(made for made in MADE if made.system == "ncci-ptp-practitioner")
    one, two, *_ = next(line for line in made.lines if line[:1] == "X").split("\t")
    late = date(2031, 1, 1)
    before = beside.pair(own, "10060", "99213", DAY, "practitioner", ["25"])
    assert before["edit"]["indicator"] == 1 and before["separated"] and "examples" in before["edit"]["source"] and before["releases"] == {}
    assert beside.pair(own, one, two, late, "practitioner")["edit"] is None
    put(own.store, "ncci-ptp-practitioner", tmp_path)
    after = beside.pair(own, two, one, late, "practitioner")
    assert (after["edit"]["column_one"], after["edit"]["column_two"]) == (one, two) and after["edit"]["stale"]
    assert after["releases"].keys() == {"ncci-ptp-practitioner"}
    assert beside.pair(own, "10060", "99213", DAY, "practitioner")["edit"] is None, "our own examples answer no longer"

    code = "X0001"
    assert beside.units(own, code, late, "dme")["limit"] is None
    put(own.store, "ncci-mue-dme", tmp_path)
    first = beside.units(own, code, late, "dme")["limit"]
    assert first is not None
    line = next(line for line in next(made for made in MADE if made.system == "ncci-mue-dme").lines if line.startswith(code))
    changed = line.replace(f",{first['units']},", f",{first['units'] + 7},", 1)
    put(own.store, "ncci-mue-dme", tmp_path, (line, changed))
    assert beside.units(own, code, late, "dme")["limit"]["units"] == first["units"] + 7


OTHER = """
import sys
from pathlib import Path
from claimwright.codesets import Store
from claimwright.codesets.install import install
install(Path(sys.argv[1]), Store(Path(sys.argv[2])), accept_ama=True)
"""


def test_what_another_process_installs_answers_too(own: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_MOMENT", -1.0)
    made = next(made for made in MADE if made.system == "ncci-mue-dme")
    assert beside.units(own, "X0001", DAY, "dme")["limit"] is None and not own.hcpcs.installed
    (tmp_path / made.name).write_bytes(made.content)
    subprocess.run([sys.executable, "-c", OTHER, str(tmp_path / made.name), str(own.store.root)], check=True)
    assert beside.units(own, "X0001", date(2031, 1, 1), "dme")["limit"] is not None


def test_two_stores_over_one_directory_see_each_others_files_at_once(own: Books, tmp_path: Path) -> None:
    assert not own.hcpcs.installed
    put(Store(own.store.root), "hcpcs", tmp_path)
    assert own.hcpcs.installed and own.hcpcs.lookup("T9992", DAY) is not None


def test_coverage_and_severity_say_what_their_tables_say(own: Books, tmp_path: Path) -> None:
    assert beside.coverage(own, "X0001", "A00.0", DAY)["coverage"] is None
    assert beside.severity(own, "A00.1", "A00.0", DAY)["severity"] is None
    put(own.store, "lcd", tmp_path)
    found = [beside.coverage(own, "x0001", diagnosis, DAY)["coverage"]["support"] for diagnosis in ("A00.0", "A01.0", "I10")]
    assert found == ["covered", "not-covered", "not-named"]
    assert beside.coverage(own, "X9999", "A00.0", DAY)["coverage"] is None
    put(own.store, "msdrg-exclusions", tmp_path)
    counted = beside.severity(own, "A00.0", "A00.1", DAY)["severity"]
    assert (counted["level"], counted["excluded"]) == ("CC", True)
    assert not beside.severity(own, "A00.0", "I10", DAY)["severity"]["excluded"]
    assert beside.severity(own, "A00.0", "A00.1", date(2030, 1, 1))["severity"] is None, "a table of another year says nothing"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["sides", "h2511"], "left; H25.12; Age-related nuclear cataract, left eye; yes"),
        (["companions", "F02.80"], "manifestation: yes"),
        (["below", "S52.50", "--limit", "1"], "total: 48"),
        (["flags", "E11.65"], "payment year: 2027"),
        (["pair", "10060", "99213", "--modifier", "25"], "separated: yes"),
        (["units", "99213"], "adjudication: 3"),
        (["coverage", "93306", "I50.9"], "procedure: 93306"),
        (["severity", "I46.9", "I10"], "secondary: I46.9"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_the_commands_tell_a_person_line_by_line(words: list[str], says: str) -> None:
    done = CliRunner().invoke(build(), ["codes", *words, "--on", "2026-04-15"])
    assert done.exit_code == 0 and says in done.stdout and "on: 2026-04-15" in done.stdout


def test_a_setting_that_is_none_is_refused() -> None:
    done = CliRunner().invoke(build(), ["codes", "pair", "1", "2", "--setting", "dme"])
    assert isinstance(done.exception, InputError) and "one of practitioner, hospital" in str(done.exception)
