"""From an attachment to plain text: base64, character set, HTML without markup. Evidence points into the result: it must be stable."""

from __future__ import annotations

import base64
import binascii
from html.parser import HTMLParser

LARGEST = 5_000_000
"""Characters of base64 in one attachment; a note is some thousand. Larger is refused rather than read."""
_BREAKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "section", "pre", "td", "th"}
_SILENT = {"script", "style", "head", "template"}


class Unreadable(ValueError):
    """Why an attachment gives no text."""


def text_of(content_type: str, data: str) -> str:
    """The text of an attachment. Raises Unreadable with the reason."""
    kind, _, parameters = content_type.lower().partition(";")
    if kind.strip() not in ("text/plain", "text/html", "application/xhtml+xml"):
        raise Unreadable(f"is of type {kind.strip() or 'unknown'}, which is not text")
    if not data:
        raise Unreadable("is empty")
    if len(data) > LARGEST:
        raise Unreadable(f"is larger than {LARGEST} characters")
    charset = parameters.partition("charset=")[2].strip(' "') or "utf-8"
    try:
        text = base64.b64decode("".join(data.split()), validate=True).decode(charset)
    except (binascii.Error, UnicodeDecodeError, LookupError, ValueError) as error:
        raise Unreadable("cannot be decoded") from error
    return text if kind.strip() == "text/plain" else stripped(text)


def stripped(html: str) -> str:
    """The words of an HTML text, a line for each block; scripts, styles and comments are left out."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in _SILENT))
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data.replace("\r", "").replace("\n", " "))
