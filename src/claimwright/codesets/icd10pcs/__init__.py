"""ICD-10-PCS: validity by date, the tables and their builder, titles, the way from words to a table."""

from .book import Icd10pcs

__all__ = ["Icd10pcs"]
