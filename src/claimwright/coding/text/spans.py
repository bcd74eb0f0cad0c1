"""Evidence from its parts, in the order in which stages have them at hand."""

from __future__ import annotations

from claimwright.core import Evidence


def evidence(document: str, start: int, end: int, text: str, section: str = "") -> Evidence:
    """The words ``text`` at ``start:end`` of a document's section."""
    return Evidence(document=document, start=start, end=end, text=text, section=section)
