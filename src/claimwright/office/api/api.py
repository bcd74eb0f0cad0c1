"""The API as a whole: who may call, how failures are told, which routers there are."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI, Router
from ninja.errors import HttpError
from ninja.operation import Operation
from ninja.security import APIKeyCookie

from claimwright import __version__
from claimwright.core import discovery
from claimwright.office.accounts.tokens import Token as Bearer
from claimwright.office.kit.actions import demand

from .codes import router as codes
from .codes_beside import router as codes_beside
from .codes_in_use import router as codes_in_use
from .declaring import METHODS, PERMISSIONS
from .errors import handle_in, refusal

PERMISSION = "books:search"
"""What a call about the books asks for; they hold nothing about anybody."""


class Session(APIKeyCookie):
    """The session of the office, of somebody whose role allows the call; a POST needs the token of the session (X-CSRFToken)."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The acting membership; None where nobody is signed in. Raises Forbidden, and records it, where the role does not allow it."""
        if not request.user.is_authenticated:
            return None
        demand(request.needed, request.membership)
        return request.membership


class Token(Bearer):
    """A service token whose scopes and whose owner's role allow the call; no CSRF token is due."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The acting membership. Raises Forbidden, and records it, where its scopes do not allow the call."""
        membership = super().authenticate(request, token)
        demand(request.needed, membership)
        return membership


class Api(NinjaAPI):
    """Calls are named in the document by what they are about and their function: ``codes_lookup``."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of a call; programs that are made from the document use it."""
        return f"{operation.tags[0]}_{operation.view_func.__name__}"


api = Api(
    title="Claimwright", version=__version__, description="The office for programs: its books and its work, as JSON.",
    auth=[Token(), Session()], docs_url=None, openapi_url=None, urls_namespace="api",
)  # fmt: skip
handle_in(api)
api.add_router("/codes", codes)
api.add_router("/codes", codes_beside)
api.add_router("/codes", codes_in_use)
for module in discovery.modules("claimwright.office.api.calls"):
    api.add_router(f"/{module.calls.name}", module.calls.router)


rest = Router()


@rest.api_operation(["GET", "POST", "PUT", "PATCH", "DELETE"], "/{path:address}", include_in_schema=False, url_name="nothing")
def nothing(request: HttpRequest, address: str) -> HttpResponse:
    """Every other address, for those who are signed in."""
    raise HttpError(404, "There is no such address.")


api.add_router("", rest)  # the last: it takes what no other has


def routes() -> list[URLPattern]:
    """Every call of the API as an address that declares its permission; what the library adds of its own is left out."""
    found: dict[str, list[URLPattern]] = {}
    for item in api.urls[0]:
        if item.name != "api-root":
            found.setdefault(str(item.pattern), []).append(item)
    plain_first = sorted(found.items(), key=lambda one: "<" in one[0])  # a word before an identifier in its place
    return [path(address, _declared(*items), name=items[0].name) for address, items in plain_first]


def _declared(first: URLPattern, *further: URLPattern) -> Callable[..., HttpResponse]:
    """The view of an address, which answers to each of its calls."""
    view = first.callback

    @functools.wraps(view)
    def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.needed = handle.permission
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return refusal(422, "shape", "No text holds the sign NUL.")
        given = view(request, *args, **kwargs)
        if given.status_code != 405:
            return given
        allowed = given.headers["Allow"]
        told = refusal(405, "method", f"Use {allowed}.")
        told.headers["Allow"] = allowed
        return told

    handle.permission = PERMISSIONS.get(first.name, PERMISSION)
    if first.name in METHODS and not further:
        handle.method = METHODS[first.name]
    return handle
