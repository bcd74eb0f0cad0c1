"""``read``: any file of a known transaction set becomes core values, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from claimwright.core import (
    Acknowledgement,
    AuthorizationAnswer,
    AuthorizationRequest,
    Claim,
    EligibilityAnswer,
    EligibilityInquiry,
    Enrollment,
    InputError,
    PremiumPayment,
    Remittance,
    StatusAnswer,
    StatusInquiry,
    discovery,
)

from .instance import Instance
from .listening import Transaction
from .mapping import acknowledgements
from .parser import Parser
from .tree import tables

Content = (
    Claim | Remittance | Acknowledgement | EligibilityInquiry | EligibilityAnswer | StatusInquiry | StatusAnswer | AuthorizationRequest
    | AuthorizationAnswer | Enrollment | PremiumPayment
)  # fmt: skip


@cache
def mappings() -> dict[str, ModuleType]:
    """The mapping module of each transaction set that can be read."""
    found = {}
    for module in discovery.modules("claimwright.x12.mapping"):
        found.update(dict.fromkeys(getattr(module, "READS", ()), module))
    return found


def read(source: bytes | Path, *, only: Container[int] | None = None) -> Iterator[Content]:
    """Yield a Claim for each claim of an 837, a Remittance for each 835, an Acknowledgement for each TA1, 999 and 277CA.

    Further an inquiry or answer for each patient of a 270 or 271, each claim of a 276 or 277 and each event of a 278, an Enrollment for
    each member of an 834, a PremiumPayment for each 820.

    Reading is lenient: what the guide forbids but a value can carry is carried; ``check`` says what is wrong. Raises InputError for
    what is no interchange, for a transaction set without a table, and for an amount that is no amount; the text names the place.
    ``only``: numbers of the transaction sets wanted, counted from 1 in the file.
    """
    parser = Parser(source, quick=True)
    reader = Reader(parser, only)
    for instance in parser:
        yield from reader.values(instance)
    yield from reader.answers()
    if only is None:
        _refuse_unknown(parser)


class Reader:
    """Makes values of the loops that a parser hands out; keeps what a value still waits for."""

    def __init__(self, parser: Parser, only: Container[int] | None = None) -> None:
        """``only``: numbers of the transaction sets wanted."""
        self.parser, self.only = parser, only
        self._transaction: Transaction | None = None
        self._mapping: ModuleType | None = None
        self._level: Callable[..., None] | None = None
        self._unit: Callable[..., Iterable[Any]] | None = None
        self._kept: list[Any] = []
        self._skipped, self._name = True, ""

    def waits(self, instance: Instance) -> bool:
        """Whether a loop can make a value or tell something of one; of a level that says nothing it is no."""
        known = self._level is None and self.parser.transaction is self._transaction
        return not known or instance.node.is_unit or instance.parent is None or bool(self.parser.answers)

    def values(self, instance: Instance) -> Iterable[Any]:
        """What is complete with this loop. Raises InputError as :func:`read` says."""
        parser = self.parser
        if parser.answers:
            return chain(self.answers(), self._values(instance))
        if instance.node.is_unit and self._unit is not None and parser.transaction is self._transaction:
            return self._unit(instance, self._transaction, self._kept)
        return self._values(instance)

    def _values(self, instance: Instance) -> Iterable[Any]:
        transaction = self.parser.transaction
        if transaction is not self._transaction:
            self._begin(transaction)
        if self._skipped or transaction is None:
            return ()
        if self._mapping is None:
            raise InputError(transaction.source, f"{self._name} can be checked but not yet read as values", "use x12 check or x12 show")
        if instance.node.is_unit:
            return self._mapping.unit(instance, transaction, self._kept)  # type: ignore[no-any-return]
        if instance.parent is None:
            return self._mapping.finish(instance, transaction, self._kept)  # type: ignore[no-any-return]
        if self._level is not None:
            self._level(instance, transaction, self._kept)
        return ()

    def _begin(self, transaction: Transaction | None) -> None:
        self._transaction, self._kept = transaction, []
        guide = transaction.guide if transaction is not None else None
        self._name = guide.table.name if guide is not None else ""
        self._skipped = guide is None or (self.only is not None and transaction is not None and transaction.number not in self.only)
        self._mapping = mappings().get(self._name)
        self._level = getattr(self._mapping, "level", None)
        self._unit = None if self._skipped or self._mapping is None else self._mapping.unit

    def answers(self) -> Iterator[Acknowledgement]:
        """The TA1 segments met since the last call."""
        while self.parser.answers:
            yield acknowledgements.interchange(self.parser.answers.pop(0))


def _refuse_unknown(parser: Parser) -> None:
    if parser.unknown is not None:
        number, code, version = parser.unknown
        known = ", ".join(sorted({f"{table.name} {table.versions[0]}" for table in tables().values()}))
        raise InputError(
            parser.lexer.name, f"transaction {number} is a {code} of version {version or 'none'}, which is not in", f"known are {known}"
        )
