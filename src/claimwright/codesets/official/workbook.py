"""Workbooks (xlsx, ECMA-376) as tab-separated text, one text a sheet: enough for the tables that agencies publish.

Numbers are given as they are stored; blanks at the end of a row are left out. A document type or entity in any part is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from claimwright.core import InputError

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LARGEST = 1 << 29


def is_workbook(content: bytes) -> bool:
    """Whether a zip is an office document; a zip that cannot be opened is none."""
    if content[:4] != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def sheets(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and text of every sheet. Raises InputError where a part is broken, missing or too large."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            return
        strings = _strings(archive) if "xl/sharedStrings.xml" in names else []
        targets = {item.get("Id"): item.get("Target", "") for item in _tree(archive, "xl/_rels/workbook.xml.rels")}
        for sheet in _tree(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
            target = targets.get(sheet.get(f"{_REL}id"), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in names:
                yield sheet.get("name", part), "\r\n".join(_rows(archive, part, strings)).encode()


def _tree(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(_read(archive, part))  # noqa: S314  document types were refused
    except (ElementTree.ParseError, KeyError) as error:
        raise InputError("file", f"is a workbook whose {part} is broken ({error})", "fetch it again") from error


def _read(archive: zipfile.ZipFile, part: str) -> bytes:
    if archive.getinfo(part).file_size > _LARGEST:
        raise InputError("file", f"is a workbook whose {part} is too large", "give the text file beside it")
    content = archive.read(part)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise InputError("file", f"has a document type in {part}", "fetch it again from its publisher")
    return content


def _strings(archive: zipfile.ZipFile) -> list[str]:
    return ["".join(text.text or "" for text in item.iter(f"{_MAIN}t")) for item in _tree(archive, "xl/sharedStrings.xml")]


def _rows(archive: zipfile.ZipFile, part: str, strings: list[str]) -> Iterator[str]:
    line = 0
    for row in _tree(archive, part).iter(f"{_MAIN}row"):
        number = int(row.get("r", line + 1))
        yield from [""] * (number - line - 1)  # rows that are empty are not stored
        line = number
        cells: list[str] = []
        for cell in row.iter(f"{_MAIN}c"):
            place = _place(cell.get("r", ""), len(cells))
            cells += [""] * (place - len(cells)) + [_quoted(_text(cell, strings))]
        yield "\t".join(cells)


def _place(reference: str, following: int) -> int:
    """``C7`` is the third column; a cell without its reference follows the one before."""
    letters = re.match(r"[A-Z]+", reference)
    if letters is None:
        return following
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _text(cell: ElementTree.Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
    value = cell.findtext(f"{_MAIN}v") or ""
    if cell.get("t") != "s":
        return value
    if not (value.isdigit() and int(value) < len(strings)):
        raise InputError("file", f"is a workbook whose cell {cell.get('r')} points to no text", "fetch it again")
    return strings[int(value)]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '\t\r\n"') else text
