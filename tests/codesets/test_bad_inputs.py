"""What may be wrong with an official file, one by one: the error names the file and the line, and the store stays as it was."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from codesets_making import INDEX
from official_making import HCPCS, MADE, anweb
from pcs_making import RESECTION, tables

from claimwright.codesets import Store
from claimwright.codesets.install import install, install_all
from claimwright.core import InputError

PTP, MUE, ADD_ON = (
    next(made for made in MADE if made.system == system) for system in ("ncci-ptp-practitioner", "ncci-mue-dme", "ncci-add-on")
)
ORDER = [f"{number:05} {code} 1 {'Short':<60} Words of {code}" for number, code in enumerate(("A000", "A001", "A009", "A0100"), 1)]
CODES = ["A000    Cholera of a kind", "A001    Cholera of another", "A009    Cholera"]
TABLES = tables(RESECTION).replace("<pcsRow", "\n<pcsRow")


@pytest.fixture
def refused(store: Store, tmp_path: Path) -> Callable[..., str]:
    """Installs something good, then the bad file; gives what was said of it, once all else is as it should be."""
    (tmp_path / "HCPC2026_JUL_ANWEB.txt").write_text(HCPCS, "cp1252")
    install(tmp_path / "HCPC2026_JUL_ANWEB.txt", store)

    def of(name: str, content: str | bytes, **options: bool) -> str:
        before = {path.name: path.read_bytes() for path in store.root.glob("*.sqlite3")}
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with pytest.raises(InputError) as caught:
            install(path, store, **{"accept_ama": True, **options})
        error = caught.value
        assert name in error.where and error.mend, "it names the file, and how to mend it"
        assert {file.name: file.read_bytes() for file in store.root.glob("*.sqlite3")} == before
        assert not list(store.root.glob("*.part")) and Store(store.root).installed("hcpcs")
        (outcome,) = install_all([path], store, **{"accept_ama": True, **options})
        assert outcome.status in ("failed", "refused") and name in outcome.reason, "a folder's report says the same"
        return str(error)

    return of


def zipped(name: str, content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return written.getvalue()


def lines(*rows: str) -> str:
    return "\r\n".join(rows) + "\r\n"


@pytest.mark.parametrize("kept", [30, 60, -1, -30])
def test_a_truncated_zip(refused: Callable[..., str], kept: int) -> None:
    assert "cut off or damaged" in refused("codes.zip", zipped("HCPC2026_OCT_ANWEB.txt", HCPCS.encode() * 9)[:kept])


def test_a_zip_whose_content_was_changed(refused: Callable[..., str]) -> None:
    packed = bytearray(zipped("HCPC2026_OCT_ANWEB.txt", HCPCS.encode() * 9))
    packed[80] ^= 0xFF
    assert "cut off or damaged" in refused("codes.zip", bytes(packed))


@pytest.mark.parametrize("kept", [9, 200, -4])
def test_a_truncated_gz(refused: Callable[..., str], kept: int) -> None:
    assert "cut off or damaged" in refused("codes.txt.gz", gzip.compress(HCPCS.encode() * 9, 1)[:kept])


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("index.xml", INDEX.replace("<ICD10CM.index>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>\n<ICD10CM.index>"), 2),
        ("late.xml", INDEX.replace("<ICD10CM.index>", "<!--" + "x\n" * 700 + "-->\n<!DOCTYPE a [\n]>\n<ICD10CM.index>"), 703),
        ("bomb.xml", INDEX.replace("<ICD10CM.index>", "\n\n<!DOCTYPE a [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]>\n<ICD10CM.index>"), 4),
        ("pcs.xml", "\ufeff" + TABLES.replace("<ICD10PCS", "<!DOCTYPE a>\n<ICD10PCS", 1), 2),
    ],
)
def test_xml_with_a_document_type_or_entities(refused: Callable[..., str], name: str, content: str, line: int) -> None:
    assert f"line {line} declares a document type or an entity" in refused(name, content)


def test_xml_that_ends_too_soon_says_where(refused: Callable[..., str]) -> None:
    assert f"line {INDEX[:900].count(chr(10)) + 1}," in refused("index.xml", INDEX[:900])


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (PTP.name, PTP.text + "X0001\tX0003\t20210101\r\n" + "X0001\tX0004\t\t20210101\t*\t0\twords\r\n", "line 9 "),
        (MUE.name, MUE.text + "X0003,1\nX0004,1,1 Line Edit,CMS Policy\n", "row 5 "),
        (ADD_ON.name, ADD_ON.text + "1\tX0003\r\n1\tX0004\t\tX0002\t\t1996001\t\t\r\n", "line 5 "),
        ("order.txt", lines(ORDER[0], ORDER[1], ORDER[2][:40], ORDER[3]), "line 3 "),
        ("codes.txt", lines(CODES[0], "A001", CODES[2]), "line 2 "),
        ("HCPC2026_OCT_ANWEB.txt", HCPCS + anweb("T9993", "3", "Thing", "Thing")[:90] + "\r\n", "line 10 "),
    ],
    ids=lambda value: value[:14] if isinstance(value, str) else None,
)
def test_one_row_with_too_few_columns(refused: Callable[..., str], name: str, content: str, says: str) -> None:
    assert says in refused(name, content)


def test_a_row_of_a_table_of_procedures_that_does_not_give_what_it_states(refused: Callable[..., str]) -> None:
    told = refused("tables.xml", TABLES.replace('codes="1"', 'codes="2"'))
    assert "line 4, a row of table 0DT, states 2 codes and gives 1" in told


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("order.txt", lines(*ORDER, ORDER[1]), "line 5 repeats A001 of line 2"),
        ("codes.txt", lines(*CODES, CODES[0]), "line 4 repeats A000 of line 1"),
        ("HCPC2026_OCT_ANWEB.txt", HCPCS + anweb("T9992", "3", "Another thing", "Other"), "line 10 repeats T9992 of line 9"),
        ("hcpcs_level2_2026q4.txt", "T9991\nT9992\nT9993\nT9991\n", "line 4 repeats T9991 of line 1"),
        (MUE.name, MUE.text + "X0001,3,1 Line Edit,CMS Policy\n", "row 5 repeats X0001 of row 3"),
        ("tables.xml", TABLES.replace("</ICD10PCS.tabular>", RESECTION.replace("<pcsRow", "\n<pcsRow") + "</ICD10PCS.tabular>"),
         "line 5 gives 0DTJ0ZZ twice: line 3 has it already"),
    ],
    ids=lambda value: value[:14] if isinstance(value, str) else None,
)  # fmt: skip
def test_a_code_that_stands_twice(refused: Callable[..., str], name: str, content: str, says: str) -> None:
    assert says in refused(name, content)


def test_a_diagnosis_that_stands_twice_in_the_tabular_list(refused: Callable[..., str]) -> None:
    diagnosis = "<diag><name>A00.0</name><desc>Cholera</desc></diag>"
    above = "<ICD10CM.tabular>\n<chapter><name>1</name><desc>C</desc>\n<section id='A00-A09'><desc>S</desc><diag><name>A00</name>"
    told = refused("tabular.xml", f"{above}\n{diagnosis}\n\n{diagnosis}</diag></section></chapter></ICD10CM.tabular>")
    assert "line 6 repeats A00.0 of line 4" in told


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (
            "HCPC2026_OCT_ANWEB.txt",
            HCPCS + anweb("T9991", "3", "Again", "Again", "20250601"),
            "line 10: the days of T9991 overlap those of line 6",
        ),
        (
            PTP.name,
            PTP.text + "X0001\tX0002\t\t20200601\t20200701\t1\twords\r\n",
            "line 9: the days of X0001 and X0002 overlap those of line 7",
        ),
        (
            "dates_2026-03.csv",
            "scheme,code,effective,deactivated,modified,scenario\r\nCARC,901,1995-01-01,2000-12-31,,\r\nCARC,901,2000-12-31,,,\r\n",
            "line 3: the days of 901 overlap those of line 2",
        ),
    ],
    ids=["hcpcs", "ptp", "carc"],
)
def test_effective_dates_that_overlap(refused: Callable[..., str], name: str, content: str, says: str) -> None:
    assert says in refused(name, content)


def test_a_release_older_than_the_installed_one(refused: Callable[..., str]) -> None:
    told = refused("HCPC2019_CONTR_ANWEB.txt", HCPCS, older=False)
    assert "2019Q1, older than the installed release of 2026-07-01" in told and "--older" in told


@pytest.mark.parametrize("made", [made for made in MADE if made.ama], ids=lambda made: made.system)
def test_a_file_of_the_ama_without_acceptance(refused: Callable[..., str], made) -> None:
    assert "--accept-ama" in refused(made.name, made.content, accept_ama=False)
