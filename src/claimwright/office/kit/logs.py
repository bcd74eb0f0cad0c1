"""What may stand in a log: where something failed and how, never the values it failed on."""

from __future__ import annotations

import logging
import traceback
from typing import Any


class WithoutValues(logging.Formatter):
    """Writes an exception as its type and the places it went through. Its own words may quote a name, a note or an amount."""

    def formatException(self, ei: Any) -> str:
        """Types and places of an exception and of those that led to it."""
        lines, fault, told = [], ei[1], set[int]()
        while fault is not None and id(fault) not in told:
            told.add(id(fault))
            lines.append(type(fault).__name__)
            lines += [f"  {step.filename}:{step.lineno} in {step.name}" for step in traceback.extract_tb(fault.__traceback__)]
            fault = fault.__cause__ or fault.__context__
        return "\n".join(lines)
