"""MS-DRG Tables 6I (complete list of MCCs) and 6J (complete list of CCs) of the inpatient prospective payment rule.

A title row, a heading, then code with dot, tab, description; notes at the end
(https://www.cms.gov/medicare/payment/prospective-payment-systems/acute-inpatient-pps, Tables 6A-6P of the final rule). The file does not
state its year: its name does, else it is the year in which its newest code began.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from claimwright.core import InputError, undotted

from ..icd10cm.lists import CC, MCC, install_yearly
from ..icd10cm.validity import master_list
from ..ncci.quarters import file_name
from ..store import Loaded, Store

SYSTEM = MCC
_TITLE = re.compile(rb'\s*(?:\xef\xbb\xbf)?"?TABLE 6([IJ])\b[^\r\n]*COMPLETE (?:M?CC|MAJOR CC) LIST', re.IGNORECASE)
_ROW = re.compile(r'"?([A-Z][0-9A-Z][0-9A-Z](?:\.[0-9A-Z]{1,4})?)"?\t.+')
_NOTES = re.compile(r"\W*notes?\b", re.IGNORECASE)


def recognises(head: bytes) -> bool:
    """By the title row."""
    return _TITLE.match(head) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one of the two tables. Raises InputError naming the row that is no code and description, or where there is none."""
    text = stream.read()
    title = _TITLE.match(text)
    which = title[1].decode().upper() if title else "I"
    codes = list(_codes(text.decode("cp1252", "replace").splitlines()))
    if not codes:
        raise InputError("file", "holds no code", "give the whole table of the final rule")
    if len(set(codes)) < len(codes):
        raise InputError("file", f"gives {next(code for code in codes if codes.count(code) > 1)} twice", "fetch it again")
    source = f"CMS IPPS final rule, Table 6{which}"
    return install_yearly(store, MCC if which == "I" else CC, codes, master_list(), file_name(store), source)


def _codes(lines: list[str]) -> Iterator[str]:
    begun = False
    for number, line in enumerate(lines, 1):
        match = _ROW.match(line)
        if match:
            begun = True
            yield undotted(match[1])
        elif begun and _NOTES.match(line):
            return
        elif begun and line.strip():
            raise InputError("file", f"line {number} is no code and description ({line[:40]!r})", "fetch it again")
