"""The list of diagnoses that need no present-on-admission indicator: ``POAexemptCodesFY27.txt`` of the NCHS release.

Tab-delimited, a heading, then code and title, in later years with the number of the order file before them; codes with or without dot
(https://www.cms.gov/medicare/payment/fee-for-service-providers/hospital-aquired-conditions-hac/coding). The file does not state its
year: its name does, else it is the year in which its newest code began.
"""

from __future__ import annotations

import re
from typing import IO

from claimwright.core import InputError, undotted

from ..icd10cm.lists import POA_EXEMPT, install_yearly
from ..icd10cm.validity import master_list
from ..ncci.quarters import file_name
from ..store import Loaded, Store

SYSTEM = POA_EXEMPT
_HEAD = re.compile(rb'(?:\xef\xbb\xbf)?[^\t\r\n]*(?:\t[^\t\r\n]*)*code[^\r\n]*\r?\n"?(?:\d+"?\t"?)?B90\.?0"?\t', re.IGNORECASE)
_ROW = re.compile(r'"?(?:\d+"?\t"?)?([A-Z][0-9A-Z][0-9A-Z](?:\.?[0-9A-Z]{1,4})?)"?\t"?(.+?)"?\s*$')


def recognises(head: bytes) -> bool:
    """By a heading that names a code, and a first row that is the sequelae of tuberculosis."""
    return _HEAD.match(head) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install the list of a fiscal year. Raises InputError naming the row that is no code and title, or repeats one."""
    text = stream.read()
    try:
        lines = text.decode("utf-8-sig").splitlines()[1:]
    except UnicodeDecodeError:
        lines = text.decode("cp1252", "replace").splitlines()[1:]
    codes: dict[str, int] = {}
    for number, line in enumerate(lines, 2):
        if line.strip():
            codes[_code(line, number, codes)] = number
    return install_yearly(store, SYSTEM, codes, master_list(), file_name(store), "NCHS, codes exempt from POA reporting")


def _code(line: str, number: int, before: dict[str, int]) -> str:
    match = _ROW.match(line)
    if not match:
        raise InputError("file", f"line {number} is no code and title ({line[:40]!r})", "fetch it again")
    code = undotted(match[1])
    if code in before:
        raise InputError("file", f"line {number} repeats {match[1]} of line {before[code]}", "fetch it again")
    return code
