"""What the books say, compiled for looking up phrases: built once from tabular list, index and lexicon, kept beside the books."""

from .build import compile_books
from .model import Hit, Knowledge
from .store import knowledge

__all__ = ["Hit", "Knowledge", "compile_books", "knowledge"]
