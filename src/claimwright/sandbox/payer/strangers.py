"""A payer without a file: the simulation answers in its place with made-up terms, and says so."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from claimwright.core import Payer, convert, replace
from claimwright.payers import PayerProfile, profile


def payer_of(payer: Payer) -> tuple[PayerProfile, bool]:
    """The profile that answers for a payer, and whether it is only a stand-in."""
    known = profile(payer.id)
    return (known, False) if known else (replace(_stand_in(), id=payer.id, name=payer.name or payer.id), True)


@cache
def _stand_in() -> PayerProfile:
    text = resources.files(__package__ or "").joinpath("stranger.toml").read_text("utf-8")
    return convert(tomllib.loads(text), PayerProfile)
