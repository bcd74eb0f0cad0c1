"""Code systems of CMS's Medicare data dictionary as FHIR Shorthand: revenue codes, bill types, condition codes, places of service, ...

Source: CMSgov/beneficiary-fhir-data (CC0), one ``.fsh`` file a code system: ``Id: CLM-REV-CNTR-CD``, then ``* #0001 "TOTAL CHARGE"``
lines. Its words are the dictionary's, not those of the NUBC manual or of X12. It has no dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from claimwright.core import InputError

from ..official.codelist import Listed, install_list
from ..official.reading import text_of
from ..store import Loaded, Store

SYSTEM = "cms-dictionary"
RELEASE = "cms-dictionary"
SYSTEMS = {
    "ANSI-GRP-CD": "claim-adjustment-group", "ANSI-RSN-CD": "carc", "BENE-PTNT-STUS-CD": "patient-status",
    "CLM-ADMSN-SRC-CD": "admission-source",
    "CLM-ADMSN-TYPE-CD": "admission-type", "CLM-BILL-CLSFCTN-CD": "bill-classification", "CLM-BILL-FAC-TYPE-CD": "bill-facility",
    "CLM-BILL-FREQ-CD": "type-of-bill", "CLM-CNTRCTR-NUM": "contractor", "CLM-FED-TYPE-SRVC-CD": "type-of-service",
    "CLM-MTUS-IND-CD": "units-indicator", "CLM-POS-CD": "place-of-service", "CLM-PRCNG-LCLTY-CD": "pricing-locality",
    "CLM-PRVDR-SPCLTY-CD": "specialty", "CLM-REV-CNTR-CD": "revenue", "CLM-RLT-COND-CD": "condition", "CLM-TYPE-CD": "claim-type",
}  # fmt: skip
"""Our name of each code system of the dictionary; one that is not here is known by its own name in lower case."""
_ID = re.compile(r"^Id:\s*([A-Za-z0-9-]+)\s*$", re.MULTILINE)
_CODE = re.compile(r'\* #("[^"]+"|\S+) "((?:[^"\\]|\\.)*)"(?: "(?:[^"\\]|\\.)*")?\s*')
_MEND = "give the .fsh file whole"


def recognises(head: bytes) -> bool:
    """By its first words."""
    return head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"CodeSystem:") and b"\n* #" in head


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one code system. Raises InputError naming the line that is no code with its words."""
    text = text_of(stream.read())
    named = _ID.search(text)
    if named is None:
        raise InputError("file", "names no code system (Id:)", _MEND)
    about = Loaded(
        system=SYSTEMS.get(named[1], named[1].lower()), release=RELEASE, rows=0, source=f"CMS Medicare data dictionary (CC0), {named[1]}",
        notice="Words of the CMS data dictionary, not of the NUBC manual or of X12",
    )  # fmt: skip
    return install_list(store, about, _rows(text), mend=_MEND)


def _rows(text: str) -> Iterator[Listed]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("* #"):
            continue
        found = _CODE.fullmatch(line)
        if found is None:
            raise InputError("file", f"line {number} is cut off or no code with its words", _MEND)
        words = found[2].replace('\\"', '"').replace("\\\\", "\\").strip().strip('"')
        facts = {"unassigned": True} if words.upper().startswith("UNASSIGNED") else {}
        yield Listed(found[1].strip('"'), " ".join(words.split()), facts=facts, line=number)
