"""R4: a choice has answers that the indicators support, and two that leave the provider free."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import Option, ProviderQuery, Record
from ..terms import phrases

ID = "R4"
TITLE = "Options are supported and leave the provider free"
FEWEST = 2
"""Supported options; one may be enough where the query says why no other is supported."""


def check(query: ProviderQuery, record: Record, books: Any) -> Iterator[tuple[str, str, str]]:
    """Too few, unsupported, the same twice, no "other", no "unable to determine"; options where the form has none.

    A yes-no question whose answers are listed has the latter two as well.
    """
    if query.form == "open":
        if query.options:
            yield "options", "an open question has no options", "take them out, or make it a choice"
        return
    if query.form == "choice":
        yield from _diagnoses(query)
    elif not query.options:
        return
    for kind, words in (("other", "Other (please specify)"), ("undetermined", "Unable to determine")):
        if all(kind_of(one) != kind for one in query.options):
            yield "options", f"there is no answer {words!r}", "add it"


def _diagnoses(query: ProviderQuery) -> Iterator[tuple[str, str, str]]:
    names = {one.name for one in query.indicators if one.name}
    diagnoses = [(number, one) for number, one in enumerate(query.options) if kind_of(one) == "diagnosis"]
    for number, one in diagnoses:
        if not one.supported_by or not names.issuperset(one.supported_by):
            yield f"options[{number}]", f"no quoted indicator supports {one.text!r}", "name the indicators that support it, or leave it out"
    if len({one.text.casefold().strip() for _, one in diagnoses}) < FEWEST and not (diagnoses and query.only_option.strip()):
        yield "options", f"fewer than {FEWEST} supported options", "add what else the indicators support, or say why there is only one"


def kind_of(option: Option) -> str:
    """What an option is: as declared, else as it reads."""
    if option.kind == "diagnosis":
        return next((kind for kind in ("other", "undetermined") if phrases(kind).fullmatch(option.text.strip())), "diagnosis")
    return option.kind
