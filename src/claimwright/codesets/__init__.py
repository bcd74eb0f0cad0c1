"""The dated books and tables: what a code means, when it is valid, and how to find it. See ``README.md`` in this folder."""

from .books import Books, open_books
from .store import Loaded, Store, data_directory
from .values import Companion, Entry, Hit, IndexEntry, IndexPath, LexiconEntry, Note, Relation, Release, Sequence, Sides, Validity

__all__ = [
    "Books", "Companion", "Entry", "Hit", "IndexEntry", "IndexPath", "LexiconEntry", "Loaded", "Note", "Relation", "Release", "Sequence",
    "Sides", "Store", "Validity", "data_directory", "open_books",
]  # fmt: skip
