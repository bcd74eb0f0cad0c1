"""ICD-10-PCS: validity by date. Texts and tables come with the official files and are not here."""

from __future__ import annotations

from datetime import date

from claimwright.core import undotted

from .store import Store, day_number
from .values import Validity


class Icd10pcs:
    """The Medicare Code Editor's list of ICD-10-PCS codes, out of the base file."""

    def __init__(self, store: Store, file: str) -> None:
        """``file``: the base file's name in the store."""
        self._store, self._file = store, file

    def validate(self, code: str, on: date) -> Validity:
        """Valid, or the reason why not. Every valid ICD-10-PCS code has seven characters and is billable."""
        bare = undotted(code)
        connection = self._store.connection(self._file)
        spans = connection.execute("SELECT first, last FROM pcs_validity WHERE code = ? ORDER BY first", (bare,)).fetchall()
        horizon = connection.execute("SELECT day FROM horizon").fetchone()[0]
        day, stale = day_number(on), day_number(on) > horizon
        if any(first <= min(day, horizon) <= last for first, last in spans):
            return Validity(True, True, stale=stale)
        if spans:
            return Validity(False, False, "deleted" if spans[-1][1] < day else "not yet valid", stale)
        return Validity(False, False, "no such code" if len(bare) == 7 else "an ICD-10-PCS code has seven characters", stale)
