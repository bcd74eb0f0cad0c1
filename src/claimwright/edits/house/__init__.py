"""Rules of the house: what a practice wants checked on its own claims, written in TOML, tried on history before it is on.

A file holds ``[[rule]]`` tables; a folder holds files. Conditions compare fields of the claim (``fields.py``) by a small closed set of
operators (``operators.py``). The rules are ordinary edits once read: dated, with severity, message, fix, and held to compliance.
"""

from .fields import FIELDS
from .operators import OPERATORS
from .reading import House, HouseRule, read_house, read_rules
from .trial import PastClaim, Tried, try_rules

__all__ = ["FIELDS", "OPERATORS", "House", "HouseRule", "PastClaim", "Tried", "read_house", "read_rules", "try_rules"]
