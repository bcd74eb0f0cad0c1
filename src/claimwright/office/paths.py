"""Where the office keeps what it writes: the data directory and the files in it."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path


def data_directory() -> Path:
    """``CLAIMWRIGHT_DATA``, else the platform's user data directory; made on first use, for its owner only."""
    named = os.environ.get("CLAIMWRIGHT_DATA")
    folder = Path(named).expanduser() if named else _platform_default()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _platform_default() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "claimwright"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/claimwright"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "claimwright"


def database_file() -> Path:
    """The office's SQLite file: ``CLAIMWRIGHT_OFFICE_DB`` (the demonstration sets it), else ``office.sqlite3`` in the data directory."""
    named = os.environ.get("CLAIMWRIGHT_OFFICE_DB")
    return Path(named).expanduser() if named else data_directory() / "office.sqlite3"


def demonstration_database() -> Path:
    """The demonstration's own database: never the one a practice works in."""
    return data_directory() / "demo.sqlite3"


def secret(name: str) -> str:
    """A secret that is made once and kept beside the database, readable by its owner only (cookie signing, audit chain)."""
    file = data_directory() / name
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("ascii").strip()
    value = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w") as out:
        out.write(value)
    return value
