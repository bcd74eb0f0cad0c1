"""ICD-10-PCS for inpatient operations: what the operative text says was done, built into codes from the tables."""

from .propose import BEYOND, NO_TABLES, Proposed, operations

__all__ = ["BEYOND", "NO_TABLES", "Proposed", "operations"]
