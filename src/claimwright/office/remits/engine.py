"""The one door from this app to the engine: reading, matching, proving and posting remittances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from claimwright import core, ledger


def remittances(content: bytes) -> list[core.Remittance]:
    """The remittances of an 835 file."""
    from claimwright import x12

    return [value for value in x12.read(content) if isinstance(value, core.Remittance)]


def remit(
    remittance: core.Remittance, claims: Mapping[str, core.Claim], already: Iterable[ledger.Entry], payer_numbers: Mapping[str, str]
) -> Any:
    """Match, prove, and propose entries: :class:`claimwright.flow.Remitted`."""
    from claimwright import flow

    return flow.remit(remittance, claims, already=already, payer_numbers=payer_numbers)


def words_beside(reason: str) -> str:
    """What the reason of a provider adjustment (PLB) says, in our words; "" for one that is not known."""
    from claimwright.ledger.treatments import provider_adjustments

    known = provider_adjustments().get(reason)
    return known.why if known else ""
