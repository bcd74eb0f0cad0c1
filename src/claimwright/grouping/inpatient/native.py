"""The library of the ``msdrg`` package, called with bytes and read into values: no dictionaries on the way.

``msdrg`` (MIT) groups and edits as CMS's own programs do. Its context maps a file of 37 MB; one is kept per process and closed at its end.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import threading
from typing import Any

from claimwright.core import InputError, Value, decode

INT = 2**31 - 1
"""Integers beyond it are refused by the library."""


class RawHac(Value, frozen=True):
    """A hospital-acquired condition of a diagnosis."""

    hac_list: str
    hac_status: str
    description: str = ""


class RawCode(Value, frozen=True):
    """What the library says of a diagnosis or a procedure."""

    code: str
    drg_impact: str = "NONE"
    severity: str = "NONE"
    flags: tuple[str, ...] = ()
    hacs: tuple[RawHac, ...] = ()


class RawFlags(Value, frozen=True):
    """Flags of the whole claim."""

    hac_status_value: str = ""


class RawGroup(Value, frozen=True):
    """What the library says of a claim; numbers are None where it gives none."""

    initial_drg: int | None
    initial_mdc: int | None
    final_drg: int | None
    final_mdc: int | None
    final_drg_description: str | None
    return_code: str
    initial_severity: str
    final_severity: str
    pdx_output: RawCode | None
    sdx_output: tuple[RawCode, ...]
    proc_output: tuple[RawCode, ...]
    grouper_flags: RawFlags


class RawEdit(Value, frozen=True):
    """One edit that was hit."""

    name: str
    count: int
    edit_type: str


class RawEdits(Value, frozen=True):
    """Every edit that was hit."""

    edit_type: str
    edits: tuple[RawEdit, ...]


class Native:
    """The two contexts, and the two calls."""

    def __init__(self) -> None:
        """Opens the package's data. Raises InputError where the package is missing or damaged."""
        try:
            import msdrg

            self._grouper: Any = msdrg.MsdrgGrouper()
            self._editor: Any = msdrg.MceEditor()
        except (ImportError, OSError, RuntimeError) as error:
            raise InputError("msdrg", f"the grouper cannot be opened ({error})", "install msdrg 1.2 again") from error
        self._library: Any = self._grouper.lib
        self.release: str = msdrg.__version__

    def group(self, claim: bytes) -> RawGroup | None:
        """Group a claim; None where the library cannot read it."""
        answer = self._call(self._library.msdrg_group_json, self._grouper.ctx, claim)
        return None if answer is None else decode(answer, RawGroup)

    def edit(self, claim: bytes) -> RawEdits | None:
        """Edit a claim; None where the library cannot read it."""
        answer = self._call(self._library.mce_edit_json, self._editor.ctx, claim)
        return None if answer is None else decode(answer, RawEdits)

    def _call(self, function: Any, context: Any, claim: bytes) -> bytes | None:
        pointer = function(context, claim)
        if not pointer:
            return None
        try:
            return ctypes.string_at(pointer)
        finally:
            self._library.msdrg_string_free(pointer)

    def close(self) -> None:
        """Give the file back."""
        self._grouper.close()
        self._editor.close()


_opened: dict[int, Native] = {}
_opening = threading.Lock()


def native() -> Native:
    """The library of this process: a mapped file must not be shared with a forked child."""
    process = os.getpid()
    found = _opened.get(process)
    if found is None:
        with _opening:
            found = _opened.get(process)
            if found is None:
                found = _opened[process] = Native()
                atexit.register(found.close)
    return found
