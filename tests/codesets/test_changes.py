"""What changed between releases: the published counts, codes in use that are touched, and our own files that name such codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from codesets_making import INDEX
from official_making import MADE
from typer.testing import CliRunner, Result

from claimwright.cli.main import build
from claimwright.codesets import Books, Store
from claimwright.codesets.changes import Changes, Revised, Touched, changes, touched
from claimwright.codesets.install import install
from claimwright.core import InputError, replace


@pytest.fixture
def own(books: Books, store: Store) -> Books:
    """Books with a store of their own that shares the base file."""
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    return Books(store, books.version)


def run(*words: str, text: str = "") -> Result:
    return CliRunner().invoke(build(), ["codes", "diff", *words], input=text)


def test_the_validity_lists_give_the_published_counts(own: Books) -> None:
    found = changes(own, "icd10cm", "2025", "2026-04")
    assert (found.before, found.after, len(found.added), len(found.deleted)) == ("2024-10", "2026-04", 487, 28)
    assert not found.titles_compared and found.revised == ()
    assert len(changes(own, "icd10cm", "2026-04", "2026-10").added) == 190
    assert len(changes(own, "icd10cm", "2026-04", "2026-10").deleted) == 30


def test_there_and_back_turns_round(own: Books) -> None:
    there, back = changes(own, "icd10pcs", "2025", "2026"), changes(own, "icd10pcs", "2026", "2025")
    assert [code for code, _title in there.added] == [code for code, _title in back.deleted] != []
    same = changes(own, "icd10cm", "2026-04", "2026-04")
    assert (same.added, same.deleted, same.revised) == ((), (), ())


def test_titles_of_the_two_code_lists_give_the_fourteen_revisions(own: Books, samples: Path) -> None:
    for name in ("icd10cm-codes-2025.txt.gz", "icd10cm-codes-April-1-2026.txt.gz"):
        install(samples / "reference" / "icd10cm" / name, own.store)
    found = changes(own, "icd10cm", "2024-10", "2026-04")
    assert (len(found.added), len(found.deleted), len(found.revised)) == (487, 28, 14) and found.titles_compared
    assert all(one.before != one.after for one in found.revised) and ("G35", "Multiple sclerosis") in found.deleted


def test_codes_in_use_are_touched_by_deletion_revision_and_subdivision() -> None:
    found = Changes(
        system="icd10cm",
        before="a",
        after="b",
        added=(("G35.A", None), ("G35.B0", None), ("E11.A", None)),
        deleted=(("G35", "Multiple sclerosis"), ("R10.2", None)),
        revised=(Revised("L02.212", "one", "two"),),
    )
    assert list(touched(found, ["i10", "g35", "G35", "L02212", "E11", "R10.2"])) == [
        Touched(code="G35", change="deleted", before="Multiple sclerosis", now=("G35.A", "G35.B0")),
        Touched(code="L02.212", change="revised", before="one", after="two"),
        Touched(code="E11", change="subdivided", now=("E11.A",)),
        Touched(code="R10.2", change="deleted"),
    ]


def test_codes_in_use_keep_the_labels_of_who_uses_them() -> None:
    found = Changes(system="icd10cm", before="a", after="b", deleted=(("G35", "Multiple sclerosis"),), added=(("G35.A", None),))
    in_use = {"favourites of Dr Okafor": ["g35", "I10"], "claim A1001": ("G35", "G35"), "case 12": ["E11.9"], "": ["G35"]}
    assert list(touched(found, in_use)) == [
        Touched(
            code="G35", change="deleted", before="Multiple sclerosis", now=("G35.A",), used_in=("favourites of Dr Okafor", "claim A1001")
        )
    ]
    assert list(touched(found, {})) == []


LABELLED = (
    ('{"label": "claim A1", "codes": ["G35", "I10"], "on": "2025-11-03"}\n{"label": "favourites", "code": "G35"}\n'
     '{"label": "claim A0", "codes": [{"code": "G35"}], "on": "2025-09-30"}\n'),
    "label,code,on\nclaim A1,G35,2025-11-03\nclaim A1,I10,2025-11-03\nfavourites,G35,\nclaim A0,G35,2025-09-30\n",
)  # fmt: skip


@pytest.mark.parametrize("text", LABELLED, ids=["json lines", "csv"])
def test_the_command_reads_codes_by_who_uses_them(tmp_path: Path, text: str) -> None:
    """A service before the later release keeps its code: it is not touched."""
    (tmp_path / "uses").write_text(text, "utf-8")
    answer = json.loads(run("icd10cm", "2025", "2025-10", "--in-use", str(tmp_path / "uses"), "--json").stdout)
    assert [(one["code"], one["used_in"]) for one in answer["used"]] == [("G35", ["claim A1", "favourites"])]
    assert answer["first"] == "2025-10-01"
    assert "[claim A1, favourites]" in run("icd10cm", "2025", "2025-10", "--in-use", "-", text=text).stdout


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"label": "x", "codes": []}', "line 1: names no code"),
        ('{"codes": ["G35"]}', "line 1: has no label"),
        ('{"label": "x", "codes": ["G35"], "on": "soon"}', "line 1"),
        ('{"label": "x", "codes": {"a": 1}}', "line 1: names no code"),
        ("label,thing\nx,G35", "line 1: has no columns"),
        ("label,code\nx,", "line 2: names no code"),
        ("", "has no columns"),
    ],
)
def test_codes_by_who_uses_them_that_cannot_be_read_are_said(text: str, why: str) -> None:
    assert why in str(run("icd10cm", "2025", "2026", "--in-use", "-", text=text).exception)


def test_one_list_of_codes_in_use_at_a_time() -> None:
    assert "give one of them" in str(run("icd10cm", "2025", "2026", "--in-use", "-", "--used", "-").exception)


def pairs(rows: list[str]) -> str:
    heading = "Column1/Column2 Edits\r\n" + "\r\n" * 4 + "Column 1\tColumn 2\t*\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r\n"
    return heading + "".join(f"{row}\tReason\r\n" for row in rows)


def test_pairs_of_codes_are_compared_by_what_is_in_force(own: Books, tmp_path: Path) -> None:
    """A quarter's files are one release; a pair touches whoever uses either of its codes; excerpts add and delete nothing."""
    old = ["9991T\t9992T\t\t20200101\t*\t1", "9991T\t9993T\t\t20200101\t*\t0", "9995T\t9996T\t\t20200101\t*\t1"]
    new = ["9991T\t9992T\t\t20200101\t20260930\t1", "9991T\t9993T\t\t20200101\t*\t1", "9991T\t9994T\t\t20261001\t*\t0"]
    for name, rows in (("v322r0-f1", old[:2]), ("v322r0-f2", old[2:]), ("v323r0-f1", new), ("v323r0-f2", old[2:])):
        (tmp_path / f"ccipra-{name}.txt").write_text(pairs(rows), "utf-8")
        install(tmp_path / f"ccipra-{name}.txt", own.store, accept_ama=True)
    found = changes(own, "ncci-ptp-practitioner", "2026Q3", "2026Q4")
    assert [one.code for one in found.revised] == ["9991T 9993T"] and found.revised[0].after == "indicator 1"
    assert (found.added, found.deleted, found.excerpts) == ((), (), ("2026Q3", "2026Q4")) and f"{found.first}" == "2026-10-01"
    whole = replace(found, added=(("9991T 9994T", "indicator 0"),), deleted=(("9991T 9992T", "indicator 1"),), excerpts=())
    assert [(one.code, one.change) for one in touched(whole, ["9992T", "9993T", "9994T", "9996T"])] == [
        ("9992T", "deleted"), ("9993T", "revised"), ("9994T", "added"),
    ]  # fmt: skip


def test_a_whole_quarter_of_pairs_says_what_went_and_came(own: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimwright.codesets.loaders.ncci_ptp._WHOLE", 1)
    rows = ["9991T\t9992T\t\t20200101\t20260930\t1", "9991T\t9994T\t\t20261001\t*\t0", "9995T\t9996T\t\t20261001\t20261001\t9"]
    for name in ("v322r0-f1", "v323r0-f1"):  # the same file twice: it tells when its edits begin and end
        (tmp_path / f"ccipra-{name}.txt").write_text(pairs(rows), "utf-8")
        install(tmp_path / f"ccipra-{name}.txt", own.store, accept_ama=True)
    found = changes(own, "ncci-ptp-practitioner", "2026Q3", "2026Q4")
    assert (found.added, found.deleted) == ((("9991T 9994T", "indicator 0"),), (("9991T 9992T", "indicator 1"),))
    with pytest.raises(InputError, match="installed are 2026Q3, 2026Q4"):
        changes(own, "ncci-ptp-practitioner", "2026Q3", "2027Q1")


def test_a_changed_category_touches_the_diagnosis_in_use(own: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a table of rows, every row of a code counts: here its categories in the risk models."""
    monkeypatch.setattr("claimwright.codesets.loaders.hcc_mapping._WHOLE", 1)
    final = next(made for made in MADE if made.system == "hcc-mapping")
    initial = final.text.replace("Midyear Final", "Initial").replace("A0103,Words,115,282", "A0103,Words,115,283").replace("E119,", "E118,")
    for name, text in ((final.name, final.text), ("2026 Initial ICD-10-CM Mappings.csv", initial)):
        (tmp_path / name).write_text(text, "utf-8")
        install(tmp_path / name, own.store)
    found = changes(own, "hcc-mapping", "PY2026-initial", "PY2026-midyear-final")
    in_use = {"favourites": ["A01.03", "E11.52", "E11.9"], "case 3": ["E11.8"]}
    assert [(one.code, one.change, one.before, one.after, one.used_in) for one in touched(found, in_use)] == [
        ("A0103", "revised", "V28 283", "V28 282", ("favourites",)), ("E119", "added", None, "ESRD-V24 19", ("favourites",)),
        ("E118", "deleted", "ESRD-V24 19", None, ("case 3",)),
    ]  # fmt: skip


def test_two_installed_releases_of_any_system_are_compared_by_their_rows(own: Books, tmp_path: Path) -> None:
    revised = INDEX.replace("2026", "2027").replace("<code>M25.50</code>", "<code>M25.5</code>")
    for name, text in (("old", INDEX), ("new", revised)):
        (tmp_path / name).write_text(text, "utf-8")
        install(tmp_path / name, own.store)
    found = changes(own, "icd10cm-index", "2026", "2027")
    assert (found.added, found.deleted, len(found.revised)) == ((), (), 1) and "M25.50" in found.revised[0].before


def test_the_command_reads_codes_in_use_as_lines_or_json(tmp_path: Path) -> None:
    used = tmp_path / "used"
    used.write_text('# favourites\nI10\nG35\n{"code": "R10.2"}\n{"codes": [{"code": "E11.9"}]}\n', "utf-8")
    answer = json.loads(run("icd10cm", "2025", "2026-04", "--used", str(used), "--json").stdout)
    assert [one["code"] for one in answer["used"]] == ["G35", "R10.2"] and answer["counts"]["added"] == 487
    assert any(row["area"] == "lexicon" and row["code"] == "G35" and row["line"] for row in answer["ours"])
    shown = run("icd10cm", "2025", "2026-04", "--used", "-", text="G35\n").stdout
    assert "487 added, 28 deleted" in shown and "G35 deleted" in shown


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("icd10cm", "1999", "2026-04"), "no known release"),
        (("klingon", "1", "2"), "is not installed"),
        (("icd10cm", "2025", "2026", "--used", "/no/such/file"), "/no/such/file"),
    ],
)
def test_what_cannot_be_compared_is_said(words: tuple[str, ...], why: str) -> None:
    result = run(*words)
    assert isinstance(result.exception, InputError) and why in str(result.exception)


def test_a_broken_line_of_codes_in_use_is_named(tmp_path: Path) -> None:
    for line in ("{no json", '{"id": 1}', '{"code": 7}'):
        (tmp_path / "used").write_text(f"I10\n{line}\n", "utf-8")
        assert "line 2" in str(run("icd10cm", "2025", "2026", "--used", str(tmp_path / "used")).exception)
