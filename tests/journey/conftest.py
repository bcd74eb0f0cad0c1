"""The demonstration as a process, the way people run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

CLAIMWRIGHT = Path(sys.executable).with_name("claimwright")


class Run(NamedTuple):
    """What one run of the demonstration printed and wrote."""

    summary: dict
    out: Path
    data: Path

    def files(self, *kinds):
        """The files of these kinds that passed between practice and payer."""
        found = sorted(path for path in self.out.rglob("*") if path.suffix.lstrip(".") in kinds)
        assert found, f"the demonstration wrote no {kinds}"
        return found


def start(data, *words, **options):
    """Start the demonstration with a data folder of its own; the books are shared."""
    environment = {**os.environ, "CLAIMWRIGHT_DATA": str(data)}
    return subprocess.Popen(
        [str(CLAIMWRIGHT), "demo", "--no-serve", "--json", *map(str, words)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def finish(process):
    """Wait for a demonstration and read its summary."""
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return json.loads(out)


def data_folder(tmp_path):
    """A data folder whose books are those that the other tests use."""
    books = Path(os.environ["CLAIMWRIGHT_DATA"]) / "books"
    books.mkdir(parents=True, exist_ok=True)
    tmp_path.mkdir(parents=True, exist_ok=True)
    (tmp_path / "books").symlink_to(books)
    return tmp_path


@pytest.fixture(scope="session")
def own_run(tmp_path_factory):
    """The demonstration on the notes of the package."""
    folder = tmp_path_factory.mktemp("own")
    data = data_folder(folder / "data")
    return Run(finish(start(data, "--out", folder / "out")), folder / "out", data)


@pytest.fixture(scope="session")
def foreign_run(tmp_path_factory, samples):
    """The demonstration on notes that nobody here wrote."""
    folder = tmp_path_factory.mktemp("foreign")
    data = data_folder(folder / "data")
    notes = samples / "notes" / "aci_dev" / "notes.ndjson"
    return Run(finish(start(data, "--out", folder / "out", "--notes", notes)), folder / "out", data)
