"""Many questions in one call: each answered in its place; a bad one never spoils the others."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja.errors import HttpError

from claimwright.codesets import Books
from claimwright.codesets.answers import Question, validator
from claimwright.core import InputError, ShapeError, convert, decode

MOST = 10_000
"""Questions of one call."""


def validated(books: Books, body: bytes, day: date | None) -> list[dict[str, Any]]:
    """An answer to each question of a JSON array, in its order: the line the command line would write, or an error object.

    Raises HttpError where the body is no JSON, ShapeError where it is no array of at most :data:`MOST`.
    """
    ask = validator(books, day)
    return [_answer(ask, raw) for raw in _questions(body)]


def _questions(body: bytes) -> list[Any]:
    try:
        found = decode(body, Any)
    except (ShapeError, RecursionError):
        raise HttpError(400, "The body is no JSON.") from None
    if not isinstance(found, list) or len(found) > MOST:
        raise ShapeError(f"the body should be an array of at most {MOST:,} questions")
    return found


def _answer(ask: Any, raw: Any) -> dict[str, Any]:
    identity = raw.get("id") if isinstance(raw, dict) else None
    try:
        return ask(convert(raw, Question))
    except ShapeError as error:
        return {"id": identity, "error": {"kind": "shape", "message": str(error)}}
    except (InputError, ValueError) as error:
        return {"id": identity, "error": {"kind": "input", "message": str(error)}}
    except Exception as error:  # one bad question must not spoil the others; the type alone carries no PHI
        return {"id": identity, "error": {"kind": "internal", "message": type(error).__name__}}
