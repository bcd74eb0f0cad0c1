"""Reading what is not one practice's own."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.office.kit.scope import crossing, within

from .models import Practice


def each_practice() -> Iterator[Practice]:
    """Every practice of this installation in turn, with its rows, and no others, in scope: for the command line, never for a page."""
    with crossing("setup"):
        practices = list(Practice.objects.order_by("pk"))
    for practice in practices:
        with within(practice):
            yield practice
