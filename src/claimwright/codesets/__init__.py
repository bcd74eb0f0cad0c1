"""The dated books and tables: what a code means, when it is valid, and how to find it. See ``README.md`` in this folder."""

from .books import Books, open_books
from .store import Loaded, Store, data_directory
from .values import Entry, Hit, IndexEntry, IndexPath, LexiconEntry, Note, Release, Validity

__all__ = [
    "Books", "Entry", "Hit", "IndexEntry", "IndexPath", "LexiconEntry", "Loaded", "Note", "Release", "Store", "Validity",
    "data_directory", "open_books",
]  # fmt: skip
