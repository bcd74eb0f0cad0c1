"""How a call about the practice's own work is declared: a list, one row, or an action on a row. The rest follows.

::

    calls = Calls("claims", "claim:read", shows=as_claim)
    calls.many(rows, shows=as_row, seen="claim:list:read", asks=Wanted)
    calls.one(queries.claim, seen="claim:read")
    calls.act("/{public_id}/scrub", actions.scrub_claim, "Run the edits again", on=queries.claim)
    calls.act("", send, "Submit claims", takes=Sending, does=actions.submit_claims)  # a function that leads to an action

Whoever calls needs the permission of the group and that of the action: the same that the pages ask. The body's fields are the action's
arguments. What is answered, with which statuses, stands in the document by itself: the types of ``shows`` and ``takes`` say it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any, get_type_hints

import msgspec
from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.errors import HttpError

from claimwright.core import ShapeError, convert, decode
from claimwright.office.emergency.queries import restricted_behind
from claimwright.office.kit import actions as kit
from claimwright.office.kit import audit
from claimwright.office.kit.pages import searched as record_search
from claimwright.office.kit.pages import seen as record_seen

from .bodies import Sought
from .errors import FURTHER, Refusal, answer
from .once import HEADER, once
from .paging import Page, page
from .shapes import TEXT, Schema, having, list_of, maybe, ref_to, responses, takes

PERMISSIONS: dict[str, str] = {}
"""By the name of a call, what everybody needs who comes to its address; an action asks for more."""
METHODS: dict[str, str] = {}
"""By the name of a call, its method."""
ACTIONS: dict[str, str] = {}
"""By the name of an action, the call that leads to it; a test says which actions and pages have none, and why (``api/without.toml``)."""
_KEY = {
    "name": HEADER, "in": "header", "required": False, "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": "The same key with the same call, within a day, changes nothing and is answered as the first time.",
}  # fmt: skip
_MATCH = {
    "name": "If-Match", "in": "header", "required": False, "schema": TEXT,
    "description": "The ETag of what was read: 412 where it has changed since.",
}  # fmt: skip


class Calls:
    """The calls about one thing, under the address that bears its name."""

    def __init__(self, name: str, permission: str, *, shows: Callable[..., Any] | None = None, own: bool = False) -> None:
        """``permission``: what every call needs; ``shows``: makes what is answered of a row, as a struct.

        ``own``: the rows are the caller's, and what finds them is given her membership where it is given the practice elsewhere.
        """
        self.name, self.permission, self.shows, self.own = name, permission, shows, own
        self.router = Router(tags=[name])

    def many(
        self,
        rows: Callable[[Any, Any], Any],
        *,
        shows: Callable[..., Any],
        seen: str,
        summary: str,
        asks: type[Page] = Page,
        path: str = "",
    ) -> None:
        """A list: ``rows(practice, asked)`` is a queryset, ``asks`` the narrowing parameters, ``seen`` the tag of the trail."""

        def listing(request: HttpRequest, asked: Any) -> HttpResponse:
            practice = request.membership.practice
            found, after, last = page(rows(self._whose(request), asked), practice, f"{self.name}{path}", asked)
            record_seen(request, seen, practice)
            return answer({"items": [shows(row) for row in found], "next": after, "last": last})

        listing.__annotations__["asked"] = Query[asks]
        schema = having(items=list_of(_answers(shows)), next=maybe(TEXT), last=TEXT)
        self._add("get", path, listing, summary, _OF_LISTS, responses(schema, further=FURTHER), name=_word("list", path))

    def one(self, find: Callable[[Any, str], Any], *, seen: str, summary: str, shows: Any = None, path: str = "/{public_id}") -> None:
        """One row, with an ETag."""
        show = shows or self.shows

        def reading(request: HttpRequest, public_id: str) -> HttpResponse:
            row = find(self._whose(request), public_id)
            given = answer(show(row))
            given.headers["ETag"] = _tag(given.content)
            record_seen(request, seen, row)
            return given

        self._add("get", path, reading, summary, "", responses(_answers(show), further=FURTHER), name=_word("read", path))

    def state(self, path: str, show: Callable[[Any], Any], *, seen: str, summary: str) -> None:
        """Something about the whole practice."""

        def reading(request: HttpRequest) -> HttpResponse:
            given = answer(show(self._whose(request)))
            record_seen(request, seen, request.membership.practice)
            return given

        self._add("get", path, reading, summary, "", responses(_answers(show), further=FURTHER), name=_word("read", path))

    def search(self, path: str, find: Callable[[Any, str], list[Any]], *, shows: Callable[..., Any], seen: str, summary: str) -> None:
        """Rows by words, which are sent in the body; the trail keeps a digest of them."""

        def finding(request: HttpRequest) -> HttpResponse:
            words = told(request, Sought)["words"]
            rows = find(self._whose(request), words)
            given = answer({"items": [shows(row) for row in rows]})
            record_search(request, seen, words, len(rows))
            return given

        extra = responses(having(items=list_of(_answers(shows))), further=FURTHER) | _body(Sought)
        self._add("post", path, finding, summary, "", extra, name=_word("find", path))

    def judge(self, path: str, shows: Callable[..., Any], *, takes: Any, seen: str, summary: str, on: Any = None) -> None:
        """What is to be said of the body, about the row that ``on`` finds or the practice; nothing is changed by it."""

        def about(request: HttpRequest, public_id: str) -> HttpResponse:
            practice = request.membership.practice
            row = on(practice, public_id) if on else practice
            said = told(request, takes)
            refuse_restricted(request, said)
            given = answer(shows(row, **said))
            record_seen(request, seen, row)
            return given

        def about_all(request: HttpRequest) -> HttpResponse:
            return about(request, "")

        extra = responses(_answers(shows), further=FURTHER) | _body(takes)
        self._add("post", path, about if on else about_all, summary, "", extra, name=_word("judge", path))

    def act(
        self,
        path: str,
        action: Callable[..., Any],
        summary: str,
        *,
        on: Callable[[Any, str], Any] | None = None,
        of: Callable[[Any], Any] = lambda row: row,
        takes: Any = None,
        shows: Callable[..., Any] | None = None,
        status: int = 200,
        does: Callable[..., Any] | Sequence[Callable[..., Any]] = (),
        again: bool = False,
    ) -> None:
        """An action: on the row that ``on`` finds, or on the practice.

        ``of``: from that row to the one that If-Match speaks of. ``does``: the actions that the function leads to, where it is none
        itself; the first says which permission it takes. ``again``: whoever is signed in says again who she is first, as on the page.
        """
        show, done = shows or self.shows, _actions(does or action)
        needed = kit.REGISTRY[done[0]]

        def run(request: HttpRequest, public_id: str) -> HttpResponse:
            by = request.membership
            kit.demand(needed, by)
            if again and request.token is None:
                _know(request)
            row = on(self._whose(request), public_id) if on else by.practice
            said = told(request, takes) if takes else {}
            refuse_restricted(request, said)

            def do() -> HttpResponse:
                with transaction.atomic() if on and "If-Match" in request.headers else nullcontext():
                    if on:
                        self._match(request, of(row))
                    return answer(show(action(row, by=by, **said)), status)

            return once(request, do)

        def on_practice(request: HttpRequest) -> HttpResponse:
            return run(request, "")

        called = run if on else on_practice
        called.__name__ = action.__name__
        extra = responses(_answers(show), status, FURTHER) | (_body(takes) if takes else {})
        extra["parameters"] = [_KEY, _MATCH] if on and self.shows else [_KEY]
        self._add("post", path, called, summary, _told(action), extra, needed=needed)
        ACTIONS.update(dict.fromkeys(done, f"{self.name}-{called.__name__}".replace("_", "-")))

    def _whose(self, request: HttpRequest) -> Any:
        return request.membership if self.own else request.membership.practice

    def _match(self, request: HttpRequest, row: Any) -> None:
        wanted = request.headers.get("If-Match")
        if wanted is None or self.shows is None:
            return
        row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update(no_key=True))
        if wanted.strip() not in ("*", _tag(answer(self.shows(row)).content)):
            raise Refusal(412, "changed", "It has changed meanwhile. Nothing was done: read it again.")

    def _add(
        self, method: str, path: str, call: Any, summary: str, description: str, extra: Schema, *, name: str = "", needed: str = ""
    ) -> None:
        call.__name__ = name or call.__name__
        url_name = f"{self.name}-{call.__name__}".replace("_", "-")
        PERMISSIONS[url_name], METHODS[url_name] = self.permission, method.upper()
        needs = sorted({self.permission, needed} - {""})
        words = f"{description} Permission: {' and '.join(needs)}.".strip()
        route = getattr(self.router, method)
        told = {"summary": summary, "description": words, "openapi_extra": extra | {"x-permissions": needs}}
        route(path, url_name=url_name, response={min(extra["responses"]): None}, **told)(call)


_OF_LISTS = (
    "In the order in which they were made. `next`: the cursor of what follows, null at the end; `last`: ask later what came behind it."
)


@reauthentication_required
def _known(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _know(request: HttpRequest) -> None:
    """Refuse who has not said lately who she is. A token was made by somebody who had."""
    try:
        _known(request)
    except ReauthenticationRequired:
        raise Refusal(403, "again", "Say again who you are, at /account/again, and then make this call.") from None


def refuse_restricted(request: HttpRequest, said: dict[str, Any]) -> None:
    """Refuse a body whose ids lead to a restricted patient, as addresses are (:class:`claimwright.office.emergency.middleware.Lock`)."""
    by, named = request.membership, [one for value in said.values() for one in (value if isinstance(value, tuple) else [value])]
    if request.emergency or by.may("restricted:read"):
        return
    patient = restricted_behind(by.practice, named, route=request.resolver_match.view_name)
    if patient is None:
        return
    audit.record("restricted:read", by=by, subject=patient, outcome="denied")
    raise Refusal(403, "forbidden", "This patient's record is restricted.")


def told(request: HttpRequest, shape: Any) -> dict[str, Any]:
    """The body of a call as the arguments of its action: the fields of a struct; ``content`` where a file is sent as it is.

    Raises HttpError 400 for what is no JSON, ShapeError for what has another shape.
    """
    if shape is bytes:
        return {"content": request.body}
    try:
        raw = decode(request.body, Any)
    except (ShapeError, RecursionError):
        raise HttpError(400, "The body is no JSON.") from None
    if b"\\u0000" in request.body:
        raise ShapeError("no text holds the sign NUL")
    return msgspec.structs.asdict(convert(raw, shape))


def _body(shape: Any) -> Schema:
    if shape is bytes:
        return {
            "requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
        }
    return takes(ref_to(shape))


def _actions(does: Any) -> list[str]:
    """The names under which actions are known (:data:`claimwright.office.kit.actions.REGISTRY`)."""
    return [f"{one.__module__}.{one.__name__}" for one in (does if isinstance(does, Sequence) else [does])]


def _answers(show: Any) -> Schema:
    return ref_to(get_type_hints(show)["return"])


def _tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _told(action: Any) -> str:
    return " ".join((action.__doc__ or "").split("\n\n")[0].split())


def _word(verb: str, path: str) -> str:
    """The name of a call that reads: list, read, or that and the further words of its path."""
    return "_".join([verb, *(part for part in path.split("/") if part and not part.startswith("{"))])
