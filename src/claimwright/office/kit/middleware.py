"""Headers on every answer."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


SIGN_OUT = "accounts:sign-out"


def protect(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A content policy that runs no code but our own files; no copy of any page in a cache; nothing left in the browser at sign-out."""

    def handle(request: HttpRequest) -> HttpResponse:
        answer = HttpResponseBadRequest() if _holds_nul(request) else get_response(request)
        answer.headers["Content-Security-Policy"] = POLICY
        answer.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if not request.path.startswith("/static/"):
            answer.headers["Cache-Control"] = "no-store"
        if request.method == "POST" and request.resolver_match and request.resolver_match.view_name == SIGN_OUT:
            answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer

    return handle


def _holds_nul(request: HttpRequest) -> bool:
    """No text holds the sign NUL, and PostgreSQL stores none: what brings one is an attack or a broken program."""
    if request.path_info.startswith("/api/"):  # the API says itself, in its own form, what it does not take
        return False
    if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
        return True
    if request.method != "POST":
        return False
    return any("\0" in text for _, texts in request.POST.lists() for text in texts)
