"""Every loader of an official file that is not ICD's: read plain and packed; each kind of damage is named and changes nothing."""

from __future__ import annotations

import gzip
import io
import os
import signal
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from official_making import MADE, Made

from claimwright.codesets import Store
from claimwright.codesets.install import Refused, install, install_all
from claimwright.codesets.official import licences
from claimwright.core import InputError

NAMES = [made.name for made in MADE]


def put(folder: Path, made: Made, content: bytes | None = None) -> Path:
    path = folder / made.name
    path.write_bytes(made.content if content is None else content)
    return path


def held(store: Store) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in store.root.glob("*.sqlite3")} if store.root.exists() else {}


def refused(path: Path, store: Store, **options: bool) -> str:
    """Installing fails with an error that names the file; the store is as it was, and nothing half made is left."""
    before = held(store)
    with pytest.raises(InputError) as caught:
        install(path, store, **{"accept_ama": True, **options})
    assert path.name in str(caught.value)
    assert held(store) == before and not list(store.root.glob("*.part"))
    return str(caught.value)


@pytest.mark.parametrize("made", MADE, ids=NAMES)
@pytest.mark.parametrize("packing", ["plain", "gz", "zip"])
def test_a_file_is_known_by_its_content_plain_and_packed(store: Store, tmp_path: Path, made: Made, packing: str) -> None:
    path = put(tmp_path, made)
    if packing == "gz":
        path = tmp_path / f"{made.name}.gz"
        path.write_bytes(gzip.compress(made.content))
    elif packing == "zip":
        path = tmp_path / "rvu26d.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(made.name, made.content)
    loaded = install(path, store, accept_ama=True)
    assert (made.system, made.rows) in [(one.system, one.rows) for one in loaded]
    assert all(len(one.sha256) == 64 and one.source for one in loaded)
    assert {one.system for one, _file in store.installed()} == {one.system for one in loaded}


@pytest.mark.parametrize("made", [made for made in MADE if made.cuttable], ids=lambda made: made.name)
def test_a_cut_off_last_line_is_named(store: Store, tmp_path: Path, made: Made) -> None:
    lines = made.lines
    install(put(tmp_path, made), store, accept_ama=True)
    half = "\n".join([*lines[:-1], lines[-1][: min(len(lines[-1]) // 2, 12)]])
    told = refused(put(tmp_path, made, half.encode(made.encoding)), store)
    assert "line" in told or "row" in told


@pytest.mark.parametrize("made", [made for made in MADE if made.repeats], ids=lambda made: made.name)
def test_a_row_that_stands_twice_is_named(store: Store, tmp_path: Path, made: Made) -> None:
    twice = "\n".join([*made.lines, made.lines[-1]]) + "\n"
    told = refused(put(tmp_path, made, twice.encode(made.encoding)), store)
    assert ("repeats" in told or "overlap" in told) and ("line" in told or "row" in told)


@pytest.mark.parametrize(
    "made", [made for made in MADE if "\t" in made.lines[-1] or made.name.endswith(".csv")], ids=lambda made: made.name
)
def test_a_row_with_a_column_too_few_is_named(store: Store, tmp_path: Path, made: Made) -> None:
    sign = "\t" if "\t" in made.lines[-1] else ","
    short = made.lines[-1].rstrip("\r").split(sign)[:1]
    told = refused(put(tmp_path, made, "\n".join([*made.lines[:-1], *short]).encode(made.encoding)), store)
    assert "line" in told or "row" in told


@pytest.mark.parametrize("made", MADE, ids=NAMES)
def test_a_truncated_archive_changes_nothing(store: Store, tmp_path: Path, made: Made) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr(made.name, made.content)
    for name, content in (("a.zip", archive.getvalue()[:-30]), ("a.gz", gzip.compress(made.content)[:-10])):
        (tmp_path / name).write_bytes(content)
        assert "cut off" in refused(tmp_path / name, store)


@pytest.mark.parametrize("made", [made for made in MADE if made.ama], ids=lambda made: made.name)
def test_a_file_with_cpt_asks_for_the_terms_and_their_acceptance_is_recorded(store: Store, tmp_path: Path, made: Made) -> None:
    path = put(tmp_path, made)
    assert "--accept-ama" in refused(path, store, accept_ama=False)
    install(path, store, accept_ama=True)
    (row,) = licences.acceptances(store.root)
    assert row["terms"] == "ama-cpt" and row["for"] == made.name and row["accepted"].startswith("20")
    assert install(path, store)  # accepted for good


def test_every_loader_of_ours_has_a_made_file() -> None:
    from claimwright.codesets.install import _loader
    from claimwright.codesets.official.catalogue import systems

    met = {_loader(made.content).__name__.rpartition(".")[2] for made in MADE}
    folder = Path(sys.modules["claimwright.codesets.loaders"].__file__).parent
    ours = {path.stem for path in folder.glob("*.py") if not path.stem.startswith(("_", "icd10", "poa", "msdrg_severity"))}
    assert ours - met <= {"hcpcs_workbook", "hcpcs_unclassified", "pfs_opps_cap", "pfs_rvu"}  # below, and in the tests of pricing
    documented = {part for about in systems().all if about.layout == "documentation" for part in about.installed_as}
    assert {made.system for made in MADE if made.documented} <= documented


BAD_XML = (
    b'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<ICD10CM.index><version>2026</version></ICD10CM.index>'
)


def test_xml_with_a_document_type_is_refused_and_the_line_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "index.xml").write_bytes(BAD_XML)
    assert "line 2 declares a document type" in refused(tmp_path / "index.xml", store)


def test_a_release_older_than_the_installed_one_asks_to_be_wanted(store: Store, tmp_path: Path) -> None:
    made = next(made for made in MADE if made.name.startswith("HCPC"))
    install(put(tmp_path, made), store)
    old = tmp_path / "HCPC2019_CONTR_ANWEB.txt"
    old.write_bytes(made.content)
    told = refused(old, store, older=False)
    assert "2019Q1" in told and "--older" in told
    (outcome,) = install_all([old], store)
    assert outcome.status == "refused"
    (outcome,) = install_all([old], store, older=True)
    assert outcome.status == "installed" and len(store.installed("hcpcs")) == 2


def test_files_of_several_years_in_one_folder_come_in_together(store: Store, tmp_path: Path) -> None:
    made = next(made for made in MADE if made.name.startswith("HCPC"))
    for name in ("HCPC2026_OCT_ANWEB.txt", "a/HCPC2019_CONTR_ANWEB.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(made.content)
    assert [outcome.status for outcome in install_all([tmp_path / "in"], store)] == ["installed", "installed"]
    assert [loaded.release for loaded, _file in store.installed("hcpcs")] == ["2019Q1", "2026Q4"]


def test_an_excerpt_does_not_take_the_place_of_its_whole_release(store: Store, tmp_path: Path) -> None:
    made = next(made for made in MADE if made.system == "taxonomy")
    many = "".join(f"{number:03}X00000X,Group,Kind,,,,Made Up,Individual\n" for number in range(600))
    install(put(tmp_path, made, (made.lines[0] + "\n" + many).encode()), store)
    with pytest.raises(Refused, match="of which 600 are installed"):
        install(put(tmp_path, made), store)
    (outcome,) = install_all([tmp_path / made.name], store)
    assert outcome.status == "kept" and store.installed("taxonomy")[0][0].rows == 600


def test_a_folder_is_walked_and_every_file_reported(store: Store, tmp_path: Path) -> None:
    for made in MADE:
        put(tmp_path, made)
    (tmp_path / "README.md").write_text("words")
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 cut")
    told: list[tuple[str, float]] = []
    outcomes = {
        Path(outcome.file).name: outcome
        for outcome in install_all([tmp_path], store, accept_ama=True, progress=lambda *what: told.append(what))
    }
    assert {name: outcomes[name].status for name in ("README.md", "empty.csv", "cut.zip")} == {
        "README.md": "unknown", "empty.csv": "failed", "cut.zip": "failed",
    }  # fmt: skip
    others = [outcomes[made.name] for made in MADE]
    assert [(outcome.status, outcome.reason) for outcome in others] == [("installed", "")] * len(MADE)
    parts = [part for _what, part in told]
    assert parts == sorted(parts) and parts[-1] == 1.0
    again = install_all([tmp_path], store)
    assert {outcome.status for outcome in again} == {"installed", "unknown", "failed"}


def test_without_the_terms_the_rest_of_a_folder_comes_in(store: Store, tmp_path: Path) -> None:
    for made in MADE:
        put(tmp_path, made)
    outcomes = {Path(outcome.file).name: outcome.status for outcome in install_all([tmp_path], store)}
    assert all(outcomes[made.name] == ("refused" if made.ama else "installed") for made in MADE)


def test_a_path_that_does_not_exist_is_one_clear_error(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        list(install_all([tmp_path / "nowhere"], store))


def test_days_that_overlap_are_named_by_their_lines(store: Store, tmp_path: Path) -> None:
    head = "scheme,code,effective,deactivated,modified,scenario\r\n"
    path = tmp_path / "dates_2026-03.csv"
    path.write_text(head + "CARC,901,1995-01-01,2000-12-31,,\r\nCARC,901,2000-12-31,,,\r\n")
    assert "line 3: the days of 901 overlap those of line 2" in refused(path, store)
    path.write_text(head + "CARC,901,1995-01-01,1990-12-31,,\r\n")
    assert "line 2: 901 ends on 1990-12-31, before it begins" in refused(path, store)
    path.write_text(head + "CARC,901,1995-01-01,2000-12-31,,\r\nCARC,901,2001-01-01,,,\r\n")
    assert install(path, store)[0].rows == 2


CAP = "HCPCS,MOD,PROCSTAT,CARRIER,LOCALITY,FACILITY PRICE,NON-FACILTY PRICE\r\nX0001,TC,C,01112,05,150.69,150.70\r\n,,,,,,\r\n"


def test_the_cap_file_takes_its_year_from_its_archive_or_its_neighbours(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "OPPSCAP_Oct.csv"
    path.write_text(CAP)
    assert "does not say of which year" in refused(path, store)
    (tmp_path / "GPCI2025.csv").write_text("")
    assert [(loaded.system, loaded.release, loaded.rows) for loaded in install(path, store, accept_ama=True)] == [
        ("pfs-opps-cap", "2025Q4", 1)
    ]
    (tmp_path / "ANES2026.csv").write_text("")
    refused(path, store)
    with zipfile.ZipFile(tmp_path / "rvu26a.zip", "w") as archive:
        archive.writestr("OPPSCAP_Jan.csv", CAP)
    assert install(tmp_path / "rvu26a.zip", store)[0].release == "2026Q1"


HEADING_2026 = "HCPCS,MOD,DESCRIPTION,CODE,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,FACTOR"
STACKED = ["", "", "", "STATUS", "WORK", "NON-FAC", "NON-FAC NA", "FACILITY", "FACILITY NA", "MP", "PCTC", "GLOB", "PRE", "INTRA", "POST",
           "MULT", "BILAT", "ASST", "CO-", "CONV"]  # fmt: skip
CAPPED = ["NON-FACILITY PE USED FOR OPPS PAYMENT AMOUNT", "FACILITY PE USED FOR OPPS PAYMENT AMOUNT", "MP USED FOR OPPS PAYMENT AMOUNT"]
UNITS = ["A", "1.5", "1.2", "", "0.5", "NA", "0.1", "0", "XXX", "0", "0", "0", "0", "0", "0", "0", "33.4009", "0", "0", "0"]


def relative_values(factor: str = "33.4009", cap: str = "0") -> str:
    title = "2026 National Physician Fee Schedule Relative Value File October Release"
    units = [*UNITS[:-4], factor, cap, cap, cap]
    rows = [",".join([code, "", words, *units]) for code, words in (("9997T", "Words"), ("9998T", ""), ("T9992", "Ours"))]
    return "\n".join([title, "", "", "", ",".join([*STACKED, "", "", ""]), HEADING_2026 + "," + ",".join(CAPPED), *rows]) + "\n"


def test_the_relative_values_bring_descriptors_and_the_conversion_factor(store: Store, tmp_path: Path) -> None:
    (tmp_path / "PPRRVU2026_Oct_nonQPP.csv").write_text(relative_values())
    loaded = {one.system: one for one in install(tmp_path / "PPRRVU2026_Oct_nonQPP.csv", store, accept_ama=True)}
    assert {system: one.rows for system, one in loaded.items()} == {"pfs-rvu": 3, "pfs-conversion": 1, "cpt-cms": 1}
    assert loaded["pfs-conversion"].release == "RVU26D-nonQPP"
    from claimwright.codesets.official.shelf import Shelf

    found = Shelf(store).codes("cpt").lookup("9997T", loaded["pfs-rvu"].first)
    assert found.title == "Words" and "American Medical Association" in found.notice
    assert Shelf(store).codes("pfs-conversion").lookup("nonQPP").title == "33.4009"


def test_the_two_files_of_a_release_stand_side_by_side(store: Store, tmp_path: Path) -> None:
    """Conversion factor and imaging cap of qualifying APM participants are their own; the one never answers for the other."""
    from claimwright.codesets.pfs import open_pfs

    day, tables = date(2026, 11, 3), open_pfs(store)
    (tmp_path / "PPRRVU2026_Oct_nonQPP.csv").write_text(relative_values("33.4009", "2.70"))
    install(tmp_path / "PPRRVU2026_Oct_nonQPP.csv", store, accept_ama=True)
    assert tables.conversion_factor(day, qpp=True) is None, "the factor of the others is not given for a participant"
    assert tables.relative_values("9997T", day, qpp=True).opps_mp == Decimal("2.70"), "the units are the same but for the cap"
    (tmp_path / "PPRRVU2026_Oct_QPP.csv").write_text(relative_values("33.5675", "2.69"))
    loaded = install(tmp_path / "PPRRVU2026_Oct_QPP.csv", store, accept_ama=True)
    assert {(one.system, one.release) for one in loaded} >= {("pfs-rvu-qpp", "RVU26D"), ("pfs-conversion", "RVU26D-QPP")}
    assert tables.conversion_factor(day) == (Decimal("33.4009"), "RVU26D-nonQPP")
    assert tables.conversion_factor(day, qpp=True) == (Decimal("33.5675"), "RVU26D-QPP")
    assert [tables.relative_values("9997T", day, qpp=qpp).opps_mp for qpp in (False, True)] == [Decimal("2.70"), Decimal("2.69")]
    assert tables.conversion_factor(date(2025, 11, 3)) is None and tables.conversion_factor(date(2027, 1, 1), qpp=True) is None


def test_a_relative_value_file_of_two_that_does_not_say_which_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "rvu.csv").write_text(relative_values())
    assert "QPP" in refused(tmp_path / "rvu.csv", store)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.sampled_from(MADE), at=st.floats(0, 1), cut=st.integers(0, 30), put_in=st.binary(max_size=8))
def test_no_damage_raises_anything_but_the_documented_error(
    store: Store, tmp_path: Path, made: Made, at: float, cut: int, put_in: bytes
) -> None:
    place = int(at * len(made.content))
    before = held(store)
    try:
        install(put(tmp_path, made, made.content[:place] + put_in + made.content[place + cut :]), store, accept_ama=True)
    except InputError:
        assert held(store) == before


KILLED = """
import sys, time
from pathlib import Path
from claimwright.codesets import Store
from claimwright.codesets import install as room
own = room._load
def slow(*arguments):
    loaded = own(*arguments)
    print("staged", flush=True)
    time.sleep(60)
    return loaded
room._load = slow
room.install(Path(sys.argv[2]), Store(Path(sys.argv[1])), accept_ama=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_kill_during_an_installation_leaves_the_store_as_it_was(store: Store, tmp_path: Path) -> None:
    first, second = (made for made in MADE if made.system in ("hcpcs", "hcpcs-list"))
    install(put(tmp_path, first), store)
    before = held(store)
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(store.root), str(put(tmp_path, second))], stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline() == b"staged\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert held(store) == before and list(store.root.glob("*.part"))
    assert install(put(tmp_path, second), Store(store.root)) and not list(store.root.glob("*.part"))
