"""Books for the whole folder: opened once; a store without the Alphabetic Index is enough for every test."""

from __future__ import annotations

import pytest

from claimwright.codesets import open_books


@pytest.fixture(scope="session")
def books():
    return open_books()
