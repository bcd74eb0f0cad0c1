"""What the tests of the edits share."""

import pytest

from claimwright.codesets import open_books


@pytest.fixture(scope="session")
def books():
    """The books, opened once."""
    return open_books()
