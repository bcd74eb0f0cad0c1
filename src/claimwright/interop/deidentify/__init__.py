"""De-identification by Safe Harbor, 45 CFR 164.514(b)(2): fields by an allow-list, free text by a scanner, ZIP codes by dated tables.

Pure functions: values in, values out. Safe Harbor also asks that nobody knows how the rest could identify a person (164.514(b)(2)(ii)); no
program can know that.
"""

from .fields import Known, known_of, structured
from .identifiers import IDENTIFIERS, Identifier
from .places import zip3
from .scanner import Found, cleaned, scan

__all__ = ["IDENTIFIERS", "Found", "Identifier", "Known", "cleaned", "known_of", "scan", "structured", "zip3"]
