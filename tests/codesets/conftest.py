"""The books over the test data folder, an empty store, a small index."""

from __future__ import annotations

from pathlib import Path

import pytest
from codesets_making import INDEX

from claimwright.codesets import Books, Store, open_books


@pytest.fixture(scope="session")
def books() -> Books:
    return open_books()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "books")


@pytest.fixture
def index_file(tmp_path: Path) -> Path:
    path = tmp_path / "any-name.dat"
    path.write_text(INDEX, "utf-8")
    return path
