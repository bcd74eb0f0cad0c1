"""The one exception that reaches a person: input that could not be read, or a call that was wrong."""

from __future__ import annotations


class InputError(Exception):
    """What is wrong, where, and how to mend it: one line, no traceback, exit status 2. Never carries PHI."""

    def __init__(self, where: str, what: str, mend: str = "") -> None:
        """``where``: file or argument; ``what``: the fault with its place in the file; ``mend``: what to do."""
        super().__init__(f"{where}: {what}" + (f"; {mend}" if mend else ""))
        self.where, self.what, self.mend = where, what, mend
