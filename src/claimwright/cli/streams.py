"""Streams of JSON lines: one record in, one record out, in order, in constant memory; a bad line never stops the rest."""

from __future__ import annotations

import gc
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from claimwright.core import InputError, ShapeError, decode, encode
from claimwright.core.fields import unknown_field

from .files import existing_file, read_bytes, read_text

__all__ = ["existing_file", "read_bytes", "read_text", "stream"]

T = TypeVar("T")
Handler = Callable[[Any], Any]
Numbered = tuple[int, bytes]
Reader = Callable[[bytes, dict[str, Any]], Any]
LONGEST_LINE = 32 * 2**20
"""Bytes of one record; a longer line is answered with an error object and skipped."""
YOUNG = 20_000
"""New objects after which unreachable cycles are looked for."""
CHUNK = 16
"""Records handed to another process at a time."""

_handler: Handler | None = None


def stream(
    source: str | None,
    factory: Callable[[], Handler],
    shape: type[T],
    jobs: int = 1,
    failed: Callable[[Any], bool] | None = None,
    strict: bool = False,
) -> int:
    """Answer each line of ``source`` (a file; None or "-" is standard input) with ``factory()(record)``; return the exit status.

    ``factory`` is called once per process and must be importable (a module's function, or a partial of one). ``failed`` tells
    whether an answer carries findings of severity error. ``strict``: a field that the shape does not have makes a line bad.
    Status 1: some line failed; 2: no line could be read as JSON.
    """
    good = bad = alien = 0
    with _opened(source) as file:
        for answer, status in _answers(_lines(file), factory, partial(_read, shape, strict), jobs, failed or _never):
            good, bad, alien = good + (status == "good"), bad + (status == "bad"), alien + (status == "alien")
            sys.stdout.buffer.write(answer + b"\n")
            sys.stdout.buffer.flush()
    if alien and not good and not bad:
        raise InputError(source or "standard input", "no line could be read as a JSON object", "give one JSON object per line")
    return 1 if bad or alien else 0


def _never(answer: Any) -> bool:
    return False


def _opened(source: str | None) -> BinaryIO:
    if source is None or source == "-":
        return sys.stdin.buffer
    try:
        return existing_file(source).open("rb")
    except OSError as error:
        raise InputError(source, error.strerror or "cannot be read", "check the permissions") from error


def _lines(file: BinaryIO) -> Iterator[Numbered]:
    """Numbered lines that are not blank; one that is too long comes cut, just over the limit, and its rest is skipped."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        if line.strip():
            yield number, line


def _answers(
    lines: Iterator[Numbered], factory: Callable[[], Handler], read: Reader, jobs: int, failed: Callable[[Any], bool]
) -> Iterator[tuple[bytes, str]]:
    if jobs <= 1:
        handler = _settled(factory)
        for line in lines:
            yield _answer(line, handler, read, failed)
        return
    work = partial(_answer_chunk, read=read, failed=failed)
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(factory,)) as pool:
        waiting: deque[Future[list[tuple[bytes, str]]]] = deque()
        while chunk := list(islice(lines, CHUNK)):
            waiting.append(pool.submit(work, chunk))
            if len(waiting) >= jobs * 3:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _start(factory: Callable[[], Handler]) -> None:
    global _handler
    _handler = _settled(factory)


def _settled(factory: Callable[[], Handler]) -> Handler:
    handler = factory()
    settle()
    return handler


def settle() -> None:
    """What is open now stays as long as the process: the search for unreachable cycles passes it over from here on and comes less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])


def _answer_chunk(lines: list[Numbered], read: Reader, failed: Callable[[Any], bool]) -> list[tuple[bytes, str]]:
    assert _handler is not None
    return [_answer(line, _handler, read, failed) for line in lines]


def _answer(line: Numbered, handler: Handler, read: Reader, failed: Callable[[Any], bool]) -> tuple[bytes, str]:
    """One line of output and whether it is good, bad (an error object or error findings) or alien (not readable as JSON)."""
    number, data = line
    if len(data) > LONGEST_LINE:
        return _error(number, None, "too-long", f"line {number} is longer than {LONGEST_LINE // 2**20} MiB"), "alien"
    try:
        raw = decode(data, dict)
    except ShapeError as error:
        return _error(number, None, "not-json", f"line {number}: {error}"), "alien"
    identity = raw.get("id")
    try:
        answer = handler(read(data, raw))
    except ShapeError as error:
        return _error(number, identity, "shape", f"line {number}: {error}"), "bad"
    except (InputError, ValueError) as error:
        return _error(number, identity, "input", f"line {number}: {error}"), "bad"
    except Exception as error:  # one bad record must not end the stream; the type alone carries no PHI
        return _error(number, identity, "internal", f"line {number}: {type(error).__name__}"), "bad"
    return encode(answer), "bad" if failed(answer) else "good"


def _read(shape: type[T], strict: bool, data: bytes, raw: dict[str, Any]) -> Any:
    """A line's value. Raises ShapeError where it does not have the shape or, if ``strict``, has more than that."""
    if shape is dict:
        return raw
    value = decode(data, shape)
    if strict and (fault := unknown_field(raw, shape)):
        raise ShapeError(fault)
    return value


def _error(number: int, identity: Any, kind: str, message: str) -> bytes:
    return encode({"id": identity, "line": number, "error": {"kind": kind, "message": message}})
