"""Where else people may sign in: OpenID Connect providers, named in a TOML file that ``CLAIMWRIGHT_OFFICE_OIDC`` names; none by default.

::

    [[provider]]
    id = "house"                                  # stands in the address it sends people back to: /account/sso/house/back
    name = "Example House"                        # stands on the button
    server = "https://id.example.org/realms/x"    # has /.well-known/openid-configuration below it
    client_id = "claimwright"
    client_secret_file = "/etc/claimwright/oidc"  # one line, readable by the office only
    username_claim = "preferred_username"         # which claim is the name to sign in with here
    second_factor = true                          # it asks for a second step itself, so none is asked for here

Only people who have an account here come in; nobody is added.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from claimwright.core import InputError

NAME = "CLAIMWRIGHT_OFFICE_OIDC"
NEEDED = ("id", "name", "server", "client_id", "client_secret_file")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def providers(environment: Mapping[str, str] = os.environ) -> list[dict[str, Any]]:
    """The providers, as django-allauth's ``APPS`` takes them. Raises InputError."""
    named = environment.get(NAME, "")
    if not named:
        return []
    try:
        rows = tomllib.loads(Path(named).read_text("utf-8")).get("provider", [])
        return [_app(row) for row in rows]
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(NAME, f"cannot be read ({type(error).__name__})", "name a TOML file with [[provider]] tables") from None


def _app(row: Mapping[str, Any]) -> dict[str, Any]:
    missing = [key for key in NEEDED if not row.get(key)]
    if missing or not re.fullmatch(r"[a-z0-9-]{1,40}", row["id"]):
        raise InputError(NAME, f"has a provider without {', '.join(missing) or 'a plain id'}", "see the text of sign_in_providers.py")
    server = urlsplit(row["server"])
    if server.scheme != "https" and server.hostname not in LOOPBACK:
        raise InputError(NAME, f"names {row['id']} without https", "only a provider on this machine may go without")
    return {
        "provider_id": row["id"],
        "name": row["name"],
        "client_id": row["client_id"],
        "secret": Path(row["client_secret_file"]).read_text("utf-8").strip(),
        "settings": {
            "server_url": row["server"],
            "username_claim": row.get("username_claim", "preferred_username"),
            "second_factor": bool(row.get("second_factor", False)),
            "scope": ["openid", "profile"],
        },
    }
