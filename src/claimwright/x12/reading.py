"""``read``: any file of a known transaction set becomes core values, one at a time."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from claimwright.core import Acknowledgement, Claim, InputError, Remittance, discovery

from .mapping import acknowledgements
from .parser import Parser
from .tree import tables

Content = Claim | Remittance | Acknowledgement


@cache
def mappings() -> dict[str, ModuleType]:
    """The mapping module of each transaction set that can be read."""
    found = {}
    for module in discovery.modules("claimwright.x12.mapping"):
        found.update(dict.fromkeys(getattr(module, "READS", ()), module))
    return found


def read(source: bytes | Path, *, only: Container[int] | None = None) -> Iterator[Content]:
    """Yield a Claim for each claim of an 837, a Remittance for each 835, an Acknowledgement for each TA1, 999 and 277CA.

    Reading is lenient: what the guide forbids but a value can carry is carried; ``check`` says what is wrong. Raises InputError for
    what is no interchange, for a transaction set without a table, and for an amount that is no amount; the text names the place.
    ``only``: numbers of the transaction sets wanted, counted from 1 in the file.
    """
    parser = Parser(source)
    kept: list[Any] = []
    number = 0
    for instance in parser:
        yield from _interchanges(parser)
        transaction = parser.transaction
        if transaction is None or transaction.guide is None or (only is not None and transaction.number not in only):
            continue
        if transaction.number != number:
            number, kept = transaction.number, []
        mapping = mappings().get(transaction.guide.table.name)
        if mapping is None:
            raise InputError(
                transaction.source, f"{transaction.guide.table.name} can be checked but not yet read as values", "use x12 check or x12 show"
            )
        if instance.node.is_unit:
            yield from mapping.unit(instance, transaction, kept)
        elif instance.parent is None:
            yield from mapping.finish(instance, transaction, kept)
        elif hasattr(mapping, "level"):
            mapping.level(instance, transaction, kept)
    yield from _interchanges(parser)
    if only is None:
        _refuse_unknown(parser)


def _interchanges(parser: Parser) -> Iterator[Acknowledgement]:
    while parser.answers:
        yield acknowledgements.interchange(parser.answers.pop(0))


def _refuse_unknown(parser: Parser) -> None:
    if parser.unknown is not None:
        number, code, version = parser.unknown
        known = ", ".join(sorted({f"{table.name} {table.versions[0]}" for table in tables().values()}))
        raise InputError(
            parser.lexer.name, f"transaction {number} is a {code} of version {version or 'none'}, which is not in", f"known are {known}"
        )
