"""From the words of a record to codes, each with its evidence."""

from .pipeline import code
from .request import CodingRequest, PatientFacts

__all__ = ["CodingRequest", "PatientFacts", "code"]
