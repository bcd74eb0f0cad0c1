"""Every file of the reference samples: loaded with the rows it has, or listed with the reason why it is no table of codes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from claimwright.codesets import Store
from claimwright.codesets.install import install_all
from claimwright.codesets.official.catalogue import systems

LIST = Path(__file__).with_name("reference_files.tsv")


class Line(NamedTuple):
    path: str
    lists: str
    remark: str


def lines() -> list[Line]:
    rows = (line.split("\t") for line in LIST.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return [Line(*row, *[""] * (3 - len(row))) for row in rows]


def files() -> list[Line]:
    return [line for line in lines() if not line.path.startswith("+")]


def test_what_is_not_read_has_a_reason() -> None:
    assert all(line.remark for line in lines() if line.lists == "-") and len({line.path for line in files()}) == len(files())


def test_every_list_of_the_samples_is_in_the_catalogue() -> None:
    known = {name for about in systems().all for name in (*about.installed_as, *about.lists)}
    assert {item.split("=")[0] for line in files() if line.lists != "-" for item in line.lists.split()} <= known


def test_the_list_names_every_file_of_the_samples(samples: Path) -> None:
    folder = samples / "reference"
    assert {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} == {line.path for line in files()}


@pytest.mark.slow
def test_every_file_comes_in_with_its_rows_or_is_no_table(samples: Path, store: Store) -> None:
    folder, found = samples / "reference", []
    for outcome in install_all([folder], store, accept_ama=True):
        loaded = " ".join(f"{item.system}={item.rows}" for item in outcome.loaded)
        found.append((str(Path(outcome.file).relative_to(folder)), loaded or "-"))
        assert outcome.status == ("installed" if loaded else "unknown"), outcome
        found += [(f"+{part.split('!', 1)[1]}", "-") for part in outcome.left if loaded]
    assert sorted(found) == sorted((line.path, line.lists) for line in lines())
