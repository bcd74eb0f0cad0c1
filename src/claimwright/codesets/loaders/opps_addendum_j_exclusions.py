"""OPPS Addendum J, exclusions: the services that a comprehensive APC does not take in, in CMS's words.

Layout: a title that names the year, then one kind of service a line. The lines have no codes: what names a status indicator or a code
says so in ``facts`` (https://www.cms.gov/medicare/payment/prospective-payment-systems/hospital-outpatient).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from claimwright.core import InputError

from ..ncci.quarters import file_name
from ..official.codelist import Listed, install_list
from ..official.reading import records, text_of
from ..official.spans import calendar_year_or_quarter
from ..store import Loaded, Store

SYSTEM = "opps-comprehensive-exclusions"
_TITLE = re.compile(rb"\A\W*CY\s*20\d\d\s+Comprehensive APC Payment Policy Exclusions")
_INDICATOR = re.compile(r"status indicator\W+([A-Z][0-9A-Z]?)\b")
_CODE = re.compile(r"HCPCS code ([A-Z]\d{4})")
_MEND = "give CMS's text file or workbook, whole"


def recognises(head: bytes) -> bool:
    """By its title."""
    return _TITLE.match(head) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one year. Raises InputError where a line is no one kind of service."""
    text = text_of(stream.read())
    span = calendar_year_or_quarter(text.split("\n", 1)[0], file_name(store))
    about = Loaded(
        system=SYSTEM, release=span.release, rows=0, source=f"CMS OPPS Addendum J, exclusions, {span.release}", first=span.first,
        last=span.last, whole=10,
    )  # fmt: skip
    return install_list(store, about, _rows(text), mend=_MEND)


def _rows(text: str) -> Iterator[Listed]:
    """The kinds of service in their order, which numbers them."""
    seen: dict[str, int] = {}
    for line, cells in records(text, "\t"):
        words = " ".join(filter(None, cells)).replace(" ? ", ": ").replace("?", "").strip()
        if line == 1 or not words:
            continue
        if sum(map(bool, cells)) > 1 or words in seen:
            why = f"repeats line {seen[words]}" if words in seen else "has more than one column"
            raise InputError("file", f"line {line} {why}", _MEND)
        seen[words] = line
        named = {"status": _INDICATOR.search(words), "code": _CODE.search(words)}
        facts = {name: found[1] for name, found in named.items() if found}
        yield Listed(f"{len(seen):02}", " ".join(words.split()), facts=facts, line=line)
