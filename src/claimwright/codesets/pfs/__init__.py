"""Medicare physician fee schedule facts: relative value units by code and year, geographic indices and ZIP codes by locality and year.

Files of this folder: ``rvu_<year>.tsv`` (the demonstration's codes only; CMS's own file, once installed, takes its place),
``gpci_<year>.tsv`` and ``anesthesia_<year>.tsv`` (every locality). The tables are *periodic*: outside their year they give None, never
last year's number.
"""

from .packaged import locality, relative_values
from .tables import DayTables, HeldTables, PfsTables, open_pfs
from .values import AnesthesiaFactor, BaseUnits, Locality, RelativeValues, ZipPlace

__all__ = [
    "AnesthesiaFactor", "BaseUnits", "DayTables", "HeldTables", "Locality", "PfsTables", "RelativeValues", "ZipPlace", "locality",
    "open_pfs", "relative_values",
]  # fmt: skip
