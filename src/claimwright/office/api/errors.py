"""What a caller is told when a call fails: ``{"error": {"kind", "message"}}``, never with what a record says of a person.

:data:`REFUSALS` says which status is told with which kinds; the API's document repeats it at every call.
"""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from claimwright.codesets.answers import NotThere
from claimwright.core import InputError, ShapeError, encode
from claimwright.office.guard.uploads import Refused
from claimwright.office.kit.errors import Forbidden, OfficeError

REFUSALS = {
    400: ("input, not-json", "it cannot be asked so, or the body is no JSON"),
    401: ("signed-out", "nobody is signed in, or the token does not hold"),
    403: (
        "forbidden, csrf, again",
        "the role does not allow it, a POST lacks the token of its session, or one says again who one is first",
    ),
    404: ("not-found", "no such code, system, release or address, or the book is not installed"),
    405: ("method", "another method is due"),
    413: ("too-large", "the body is too large"),
    422: ("shape", "a parameter is missing, of the wrong form or out of its bounds"),
    429: ("too-many", "too many calls in a minute with one token"),
}
"""By status: the kinds of error it is told with, and what they mean."""
FURTHER = {
    404: ("not-found", "there is no such row in this practice, or no such address"),
    409: ("refused", "it cannot be done as things stand; the message says why and nothing was changed"),
    412: ("changed", "If-Match names an older state: read it again"),
    422: ("shape, cursor, key-reused", "body or parameter of the wrong form, a cursor of another list, or a key used for another call"),
}
"""The same for calls about the practice's own work."""
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
"""Values in an error's text: they may be a person's."""
_KINDS = {400: "not-json", 403: "csrf", 404: "not-found", 405: "method", 413: "too-large", 429: "too-many"}


class Refusal(Exception):
    """A call that is refused, as it is told."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        """``message``: without what a record says of a person."""
        super().__init__(message)
        self.status, self.kind = status, kind


def answer(value: Any, status: int = 200) -> HttpResponse:
    """A value as JSON, written as the command line writes it."""
    return HttpResponse(encode(value), status=status, content_type="application/json")


def refusal(status: int, kind: str, message: str) -> HttpResponse:
    """An error as JSON."""
    return answer({"error": {"kind": kind, "message": message}}, status)


def handle_in(api: NinjaAPI) -> None:
    """Answer every foreseen failure of a call in one form."""
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(AuthenticationError, lambda request, error: refusal(401, "signed-out", "Sign in first."))
    api.add_exception_handler(Forbidden, lambda request, error: refusal(403, "forbidden", str(error)))
    api.add_exception_handler(NotThere, lambda request, error: refusal(404, "not-found", str(error)))
    api.add_exception_handler(InputError, lambda request, error: refusal(400, "input", str(error)))
    api.add_exception_handler(ShapeError, lambda request, error: refusal(422, "shape", QUOTED.sub("...", str(error))))
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Refusal, lambda request, error: refusal(error.status, error.kind, str(error)))
    api.add_exception_handler(Refused, lambda request, error: refusal(422, "shape", str(error)))
    api.add_exception_handler(OfficeError, lambda request, error: refusal(409, "refused", str(error)))
    api.add_exception_handler(Http404, lambda request, error: refusal(404, "not-found", f"{str(error).capitalize()}."))
    api.add_exception_handler(
        IntegrityError, lambda request, error: refusal(409, "refused", "The same was done at that moment: try again.")
    )
    api.add_exception_handler(DataError, _too_large)
    api.add_exception_handler(OverflowError, _too_large)
    api.add_exception_handler(RequestDataTooBig, lambda request, error: refusal(413, "too-large", "The body is too large."))


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    told = refusal(error.status_code, _KINDS.get(error.status_code, "input"), str(error))
    if error.status_code == 429:
        told.headers["Retry-After"] = "60"
    return told


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return refusal(422, "shape", "; ".join(f"{_place(one['loc'])}: {one['msg']}" for one in error.errors))


def _too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    return refusal(422, "shape", "A text or a number is larger than its field.")


def _place(loc: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in loc[2:]) or str(loc[-1])
