"""``write_27x``: questions to payers and their answers to files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from claimwright.core import (
    AuthorizationAnswer,
    AuthorizationRequest,
    EligibilityAnswer,
    EligibilityInquiry,
    InputError,
    Provider,
    Review,
    StatusAnswer,
    StatusInquiry,
)

from .envelope import Envelope, interchange
from .mapping import eligibility_out, reviews_out, statuses_out
from .mapping.values import digits
from .writing import given


def write_270(inquiries: Iterable[EligibilityInquiry], envelope: Envelope) -> bytes:
    """Ask whether and how patients are covered.

    Raises InputError for nothing to ask, a payer without an identifier, a provider with neither NPI nor tax id.
    """
    asked = _known(inquiries, "2100B", EligibilityInquiry)
    return _written("HS", eligibility_out.VERSION, eligibility_out.inquiries(asked, envelope), envelope)


def write_271(answers: Iterable[EligibilityAnswer], envelope: Envelope) -> bytes:
    """Answer 270 inquiries. Raises InputError as :func:`write_270`."""
    told = _known(answers, "2100B", EligibilityAnswer)
    return _written("HB", eligibility_out.VERSION, eligibility_out.answers(told, envelope), envelope)


def write_276(inquiries: Iterable[StatusInquiry], envelope: Envelope) -> bytes:
    """Ask where claims stand; the envelope's sender is the information receiver. Raises InputError as :func:`write_270`."""
    asked = _known(inquiries, "2100C", StatusInquiry)
    return _written("HR", statuses_out.VERSION, statuses_out.inquiries(asked, envelope), envelope)


def write_277(answers: Iterable[StatusAnswer], envelope: Envelope) -> bytes:
    """Tell where claims stand; the envelope's receiver is the information receiver. Raises InputError as :func:`write_270`."""
    told = _known(answers, "2100C", StatusAnswer)
    return _written("HN", statuses_out.VERSION, statuses_out.answers(told, envelope), envelope)


def write_278(reviews: Iterable[AuthorizationRequest | AuthorizationAnswer], envelope: Envelope) -> bytes:
    """Ask for authorizations or answer: one transaction set each. Raises InputError as :func:`write_270`."""
    told = _known(reviews, "2010B", AuthorizationRequest, AuthorizationAnswer)
    return _written("HI", reviews_out.VERSION, reviews_out.sets(told, envelope), envelope)


def _known(several: Iterable[Any], loop_id: str, *kinds: type) -> Iterator[Any]:
    """The values, none of whose providers stands without a number (in its file it may have another than NPI and tax id)."""
    for one in given(several, *kinds):
        who: Provider | None = one.requester if isinstance(one, Review) else one.provider
        if who is not None and not (who.npi or digits(who.tax_id)) and not any(text.startswith(f"{loop_id}/NM1*") for text in one.segments):
            raise InputError("write", "a provider has neither NPI nor tax id", "complete the provider")
        yield one


def _written(group: str, version: str, sets: Iterator[list[list[str]]], envelope: Envelope) -> bytes:
    several = list(sets)
    if not several:
        raise InputError("write", "there is nothing to write", "give at least one value")
    return interchange(envelope, [(group, version, several)])
