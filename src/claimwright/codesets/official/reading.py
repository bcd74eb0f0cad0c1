"""Text and rows out of official files, each row with the line it begins on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from claimwright.core import InputError

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LONGEST_CELL = 1 << 20
R = TypeVar("R")


def text_of(content: bytes) -> str:
    """The file's text: by its byte order mark, UTF-16 that lacks one, UTF-8, else the Windows code page CMS writes."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if content[:200].count(b"\0") > len(content[:200]) // 3:
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.replace(b"\xff", b" ").decode("cp1252", "replace")  # 0xFF: the hard blank of older code pages


def records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of a delimited text, cells stripped, each with the line it begins on. Raises InputError for a quote that never ends."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield line, [cell.strip() for cell in cells] or [""]
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError("file", f"line {line} cannot be read ({error})", "fetch it again") from error


def folded(heading: str) -> str:
    """A heading as it is compared: lower case, words parted by one blank, nothing else."""
    return " ".join(re.findall(r"[a-z0-9]+", heading.lower()))


def lines_of(content: bytes, pattern: bytes) -> Iterator[int]:
    """The line of each place that a pattern matches, in their order: what a parser of XML does not tell."""
    line, before = 1, 0
    for found in re.finditer(pattern, content):
        line += content.count(b"\n", before, found.start())
        before = found.start()
        yield line


def unrepeated(rows: Iterable[tuple[int, R]], key: Callable[[R], Any], what: str = "line") -> list[R]:
    """The rows without their numbers. Raises InputError naming the row whose key another has."""
    seen: dict[Any, int] = {}
    found = []
    for number, row in rows:
        if (name := key(row)) in seen:
            shown = " ".join(filter(None, name)) if isinstance(name, tuple) else name
            raise InputError("file", f"{what} {number} repeats {shown} of {what} {seen[name]}", "fetch it again")
        seen[name] = number
        found.append(row)
    return found
