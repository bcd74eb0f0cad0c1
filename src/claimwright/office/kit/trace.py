"""Every request that can touch PHI leaves its event, whatever its view does or forgets.

A route touches PHI unless ``not_phi.toml`` says why it does not. Views and actions record what they know best; this middleware adds what
is missing: a request that recorded nothing, a refusal, and patients whose identity was opened without an event that names them. It writes
before the answer leaves; where the trail cannot be written, nothing is shown.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from . import audit
from .keys import Ring, keyed_digest

_TABLE = tomllib.loads((Path(__file__).parent / "not_phi.toml").read_text("utf-8"))
NOT_PHI: dict[str, str] = {route: group["why"] for group in _TABLE.values() for route in group["routes"]}
"""Route by name, and why nothing about a patient passes through it."""
Handler = Callable[[HttpRequest], HttpResponse]


def leave_trace(get_response: Handler) -> Handler:
    """The middleware. It stands around everything that knows who acts."""

    def handle(request: HttpRequest) -> HttpResponse:
        with audit.origin(_origin(request)) as here:
            answer = get_response(request)
            audit.record_looks(here, _outcome(answer.status_code))
            match = request.resolver_match
            if match is not None and match.view_name not in NOT_PHI and request.user.is_authenticated:
                _complete(request, answer.status_code, here, match.view_name)
            return answer

    return handle


def _origin(request: HttpRequest) -> audit.Origin:
    session = request.session.session_key
    return audit.Origin(
        address=request.META.get("REMOTE_ADDR", ""),
        session=keyed_digest(Ring("index").first(), "session", session)[:16] if session else "",
        client=request.headers.get("User-Agent", ""),
        looks=[],
    )


def _outcome(status: int) -> str:
    return "denied" if status in (401, 403, 404, 405) else "failed" if status >= 400 else "done"


def _complete(request: HttpRequest, status: int, here: audit.Origin, route: str) -> None:
    unnamed = here.seen - here.named
    outcome = _outcome(status)
    if here.events and not unnamed and (outcome == "done" or here.refused):
        return
    facts = {"route": route, "status": status}
    verb = "read" if request.method in ("GET", "HEAD") else "send"
    by, actor = getattr(request, "membership", None), request.user.get_username()
    audit.record(f"page:{verb}", by=by, actor=actor, outcome=outcome, facts=facts, patients=unnamed)
