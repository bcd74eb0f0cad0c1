"""Bytes to segments: any delimiters, any line ends, several interchanges in a file, in constant memory.

Text is decoded as Latin-1, so that every byte survives; :func:`words` turns what a person reads back into UTF-8 where it was that.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import NamedTuple

from claimwright.core import InputError

BLOCK = 1 << 16
LONGEST_SEGMENT = 1 << 20
"""Characters in one segment before we say that the terminator is missing. Real ones stay below 2,000."""

LONGEST_BINARY = 1 << 26
"""Characters in one binary segment (BIN, BDS), whose length its sender states."""
BINARY = {"BIN": 2, "BDS": 3}
"""Segments that end in data of a stated length, and which element the data is: no separator counts inside."""

LINE_ENDS = "\r\n"
_BLANKS = " \t" + LINE_ENDS
_PADDING = "\r\n\t \x00\xef\xbb\xbf"
"""What may stand before an ISA: blanks and a byte-order mark."""


class Delimiters(NamedTuple):
    """The four separators that an ISA declares by its own bytes; ``repetition`` may be "" (none)."""

    element: str = "*"
    repetition: str = "^"
    component: str = ":"
    terminator: str = "~"


class Lexer:
    """Iterates over the segments of a file as text; ``delimiters`` are those of the interchange being read.

    With ``verbatim`` each text keeps the line ends in front of it, and a last item carries whatever follows the last terminator.
    ``unfinished`` tells, at the end, whether the file stopped inside a segment; ``tail`` that such a last item was given.
    """

    def __init__(self, source: bytes | Path, *, verbatim: bool = False) -> None:
        """Nothing is read before the first segment is asked for. Raises InputError for what is neither bytes nor a Path."""
        if not isinstance(source, bytes) and not hasattr(source, "open"):
            raise InputError("the data", f"a {type(source).__name__} is no file", "give its bytes, or pathlib.Path(name)")
        self.source, self.verbatim = source, verbatim
        self.name = "the data" if isinstance(source, bytes) else source.name
        self.delimiters = Delimiters()
        self.unfinished = False
        self.text = ""
        """What holds the batch given last, where its segments stand there one behind the other; else ""."""
        self.tail = self._exhausted = False
        self._blocks = _blocks(source)

    def __iter__(self) -> Generator[str, None, None]:
        """One segment at a time; see :meth:`batches`."""
        for batch in self.batches():
            yield from batch

    def batches(self) -> Generator[list[str], None, None]:
        """As many segments at a time as a block holds, all with the same ``delimiters``.

        Raises InputError when the file does not begin with an ISA, or a segment never ends. What follows an IEA and is no ISA is read
        with the separators there were.
        """
        rest = ""
        begun = False
        while True:
            rest, ended = self._fill(rest, begun)
            if not rest.strip() and begun:
                break
            if not begun or rest.lstrip(_PADDING).startswith("ISA"):
                self.delimiters = self._declared(rest)
            if not begun and not self.verbatim:
                rest = rest[rest.index("ISA") :]
            begun = True
            rest = yield from self._interchange(rest)
            if self._exhausted or (ended and not rest):
                break
        if self.verbatim and rest:
            self.tail, self.text = True, ""
            yield [rest]

    def _fill(self, rest: str, begun: bool) -> tuple[str, bool]:
        """At least an ISA's worth of text, unless the file ends first."""
        blank = ""
        while len(rest.lstrip()) < 200:
            block = next(self._blocks, None)
            if block is None:
                if not begun and not rest.strip():
                    raise InputError(self.name, "the file is empty", "give a file that begins with ISA")
                return blank + rest, True
            if rest.isspace():
                blank, rest = (blank + rest if self.verbatim else ""), ""
            rest += block
        return blank + rest, False

    def _declared(self, text: str) -> Delimiters:
        head = text.lstrip(_PADDING)
        if head[:3] != "ISA" or len(head) < 4:
            raise InputError(
                self.name, "no ISA segment at the start: this is not an X12 interchange", "give the file as the sender made it"
            )
        element = head[3]
        at = 3
        for _ in range(15):
            at = head.find(element, at + 1)
            if at < 0 or at > 190:
                raise InputError(self.name, "the ISA segment at the start is incomplete: 16 elements are needed", "ask for the file again")
        if len(head) < at + 3:
            raise InputError(self.name, "the file ends inside the ISA segment", "ask for the file again")
        component, terminator = head[at + 1], head[at + 2]
        repetition = head.split(element, 12)[11][:1]
        if repetition.isalnum() or repetition == " ":
            repetition = ""  # "U" of release 4010, still seen: no repetitions
        if terminator.isalnum() or element.isalnum() or component.isalnum() or len({element, component, terminator}) < 3:
            raise InputError(self.name, "the separators that the ISA segment declares cannot be separators", "ask for the file again")
        return Delimiters(element, repetition, component, terminator)

    def _interchange(self, rest: str) -> Generator[list[str], None, str]:
        """Yield the segments up to IEA; give back the text that follows it."""
        terminator, closing = self.delimiters.terminator, "IEA" + self.delimiters.element
        empty, blank, binary = 2 * terminator, terminator + " ", [name + self.delimiters.element for name in BINARY]
        while True:
            measured = not self._exhausted and _holds(rest, *binary)
            if "\n" in rest and not measured and not self.verbatim:
                rest = rest.lstrip(LINE_ENDS).replace(terminator + "\r\n" if "\r" in rest else terminator + "\n", terminator)
            parts = _measured(rest, self.delimiters) if measured else rest.split(terminator)
            ends = _holds(rest, closing)
            folded = not self.verbatim and ("\n" in rest or "\r" in rest or rest.startswith(terminator) or _holds(rest, empty, blank))
            self.text = "" if folded else rest
            rest = parts.pop()
            if ends:
                for index, part in enumerate(parts):
                    if part.lstrip(_BLANKS).startswith(closing):
                        yield _bare(parts[: index + 1]) if folded else parts[: index + 1]
                        return terminator.join([*parts[index + 1 :], rest])
            yield _bare(parts) if folded else parts
            if len(rest) > (LONGEST_BINARY if measured and _stated(rest, self.delimiters) else LONGEST_SEGMENT):
                raise InputError(
                    self.name, f"no segment terminator {terminator!r} within {LONGEST_SEGMENT:,} characters", "ask for the file again"
                )
            block = next(self._blocks, None)
            if block is None:
                self._exhausted = True
                if measured and terminator in rest:
                    continue  # a stated length beyond the end of the file: its separators count after all
                bare = rest.strip(" \t\x00\x1a" + LINE_ENDS)
                self.unfinished = bool(bare)
                if bare and not self.verbatim:
                    self.text = ""
                    yield [bare]
                    return ""
                return rest
            rest += block


def _holds(text: str, *words: str) -> bool:
    """Whether a text holds one of some short words; from its end, because CPython looks three times as fast in that direction."""
    return max(map(text.rfind, words)) >= 0


def _measured(text: str, marks: Delimiters) -> list[str]:
    """The segments of a text that may hold binary data: where a length is stated and a terminator follows, it ends there."""
    parts, at = [], 0
    while (end := text.find(marks.terminator, at)) >= 0:
        stated = _stated(text, marks, at)
        if stated >= len(text):
            break
        if stated and text.startswith(marks.terminator, stated):
            end = stated
        parts.append(text[at:end])
        at = end + 1
    return [*parts, text[at:]]


def _stated(text: str, marks: Delimiters, at: int = 0) -> int:
    """Where a binary segment that starts here ends by its own word; 0 where none starts here."""
    star = re.escape(marks.element)
    head = re.compile(rf"\s*(?:BIN|BDS{star}[A-Z0-9]{{3}}){star}(\d{{1,8}}){star}").match(text, at)
    return head.end() + int(head[1]) if head else 0


def _bare(parts: list[str]) -> list[str]:
    """Segments without the blanks and line ends in front of them; empty ones fall away."""
    return [bare for part in parts if (bare := part.lstrip(_BLANKS))]


def _blocks(source: bytes | Path) -> Iterator[str]:
    if isinstance(source, bytes):
        for start in range(0, len(source), BLOCK):
            yield source[start : start + BLOCK].decode("latin-1")
        return
    try:
        with source.open("rb") as stream:
            while block := stream.read(BLOCK):
                yield block.decode("latin-1")
    except OSError as error:
        raise InputError(str(source), f"cannot be read ({error.strerror})", "name a readable file") from None


def words(text: str) -> str:
    """A name or a note as its sender meant it: UTF-8 where the bytes are that, else Latin-1."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return text


def unpad(value: str) -> str:
    """A fixed-width ISA element without its padding."""
    return value.rstrip(" ")


def rewrite(source: bytes | Path) -> bytes:
    """Parse and write again: every byte of a well-formed file comes back. Raises InputError for what is no interchange."""
    lexer = Lexer(source, verbatim=True)
    out: list[str] = []
    for piece in lexer:
        element, terminator = lexer.delimiters.element, lexer.delimiters.terminator
        out.append(element.join(piece.split(element)) + terminator)
    if lexer.tail:
        out[-1] = out[-1][:-1]
    return "".join(out).encode("latin-1")
