"""What may stand in a log: where something failed and how, never the values it failed on."""

from __future__ import annotations

import copy
import logging
import traceback
from typing import Any


class WithoutValues(logging.Formatter):
    """Writes no value that a person or a record could have brought in.

    An exception is told by its type and the places it went through: its own words may quote a name, a note or an amount. A request is told
    by its method, route and status: its address is whatever somebody typed. Nothing can begin a new line or colour a terminal.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the places of an exception below it."""
        told = copy.copy(record)
        told.msg, told.args = _line(_of_request(record) or record.getMessage()), ()
        told.exc_text = None
        return super().format(told)

    def formatException(self, ei: Any) -> str:
        """Types and places of an exception and of those that led to it."""
        lines, fault, told = [], ei[1], set[int]()
        while fault is not None and id(fault) not in told:
            told.add(id(fault))
            lines.append(type(fault).__name__)
            lines += [f"  {step.filename}:{step.lineno} in {step.name}" for step in traceback.extract_tb(fault.__traceback__)]
            fault = fault.__cause__ or fault.__context__
        return "\n".join(lines)


def _of_request(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if request is None:
        return ""
    match = getattr(request, "resolver_match", None)
    return f"{getattr(record, 'status_code', '')} {request.method} {match.view_name if match else 'no such address'}".strip()


def _line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
