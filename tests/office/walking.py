"""A walk through every page of an office in a browser: whoever is signed in follows links until each kind of address was seen once."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from claimwright.office.kit.routes import routes

NO_PAGES = {
    "api", "trail:csv", "trail:fhir", "claims:pdf", "statements:run", "statements:sent", "jobs:bell", "encounters:next", "accounts:sign-in",
}  # fmt: skip
"""Apps and routes that answer with something else than a page, or lead on to one."""


class Look(NamedTuple):
    """How a page is looked at: size of the window in CSS pixels, colours, and for which medium."""

    width: int = 1366
    height: int = 768
    scheme: str = "light"
    medium: str = "screen"


LOOKS = {"light": Look(), "twice": Look(683, 384), "dark": Look(scheme="dark"), "print": Look(width=800, medium="print")}
"""On a usual screen, at twice the size, in dark colours, on paper."""
LINKED = "all => all.map(one => one.getAttribute('href') || one.getAttribute('hx-get'))"


def walk(page: Any) -> tuple[dict[str, str], list[str]]:
    """An address of every route that ``page`` finds by its links, by the route's name, and the links that lead nowhere.

    The first address of each kind is gone through.
    """
    found: dict[str, str] = {}
    dead: list[str] = []
    plain = [(route.pattern, "") for route in routes() if getattr(route.view, "method", "") == "GET" and "<" not in route.pattern]
    waiting = deque([("/", ""), *plain])
    while waiting:
        address, source = waiting.popleft()
        name = _named(address)
        if name is None:
            dead.append(f"{source} leads to {address}, which is no address of the office")
        if not name or name in found:
            continue
        answer = page.goto(address)
        if answer.status == 200:
            found[name] = address
            page.wait_for_load_state("networkidle", timeout=60_000)
            waiting.extend((to, address) for to in page.eval_on_selector_all("main a[href^='/'], main [hx-get]", LINKED))
        elif source:
            dead.append(f"{source} leads to {address}: {answer.status}")
    return found, dead


def app_of(name: str) -> str:
    """Whose page a route leads to; those of the packages for signing in are of the accounts."""
    return name.partition(":")[0] if ":" in name else "accounts"


def _named(address: str) -> str | None:
    """The route that answers with a page there; "" for one that answers with something else, None for none."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    return "" if {match.view_name, match.app_name} & NO_PAGES or getattr(match.func, "method", "GET") != "GET" else match.view_name


def picture(page: Any, folder: Path, name: str, way: str) -> None:
    """Keep what the page looks like: as the screen shows it, else from its beginning to its end."""
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(folder / f"{name.replace(':', '-')}.{way}.png"), full_page=way != "light")
