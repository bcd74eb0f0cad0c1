"""Every address that the office answers at, found from the resolver: for checks and measurements that shall miss none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver


class Route(NamedTuple):
    """An address: its name (with the app's), its pattern, and the view that answers."""

    name: str
    pattern: str
    view: Callable[..., Any]


def routes(resolver: Any = None, space: str = "", prefix: str = "") -> Iterator[Route]:
    """All of them, in the order in which they are tried."""
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item, URLResolver):
            yield from routes(item, item.namespace or space, prefix + str(item.pattern))
        elif isinstance(item, URLPattern):
            yield Route(f"{space}:{item.name}".lstrip(":"), "/" + prefix + str(item.pattern), item.callback)


def address(pattern: str, identifier: str) -> str:
    """The pattern with this identifier in every gap."""
    return re.sub(r"<int:[^>]+>", "1", re.sub(r"<(?!int:)[^>]+>", identifier, pattern))
