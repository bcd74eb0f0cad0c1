"""A PostgreSQL of a measurement's or a test's own: made in a temporary directory, reached by a socket in it, ended with it.

Two roles as in real use: ``claimwright_owner`` owns the tables, ``claimwright`` works. For a test the second may become the first (``SET
ROLE``), so that it can do what an intruder with the owner's rights would.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from claimwright.core import InputError

WANTED = os.environ.get("CLAIMWRIGHT_TEST_POSTGRES") == "1"
NAME = "test_office"
WATCHED = '"$@" & server=$!; read -r _; kill -INT $server; wait $server'
"""Runs the server until its standard input is closed: by the end of the work, or by its process dying."""
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB")
"""For tests: nothing of it has to outlive the machine."""
LASTING = ("shared_buffers=1GB", "effective_cache_size=4GB", "work_mem=16MB", "max_wal_size=4GB", "random_page_cost=1.1")
"""As in real use, every commit on the disk: what PostgreSQL's documentation proposes for a small server (19.4, 19.7)."""


def binaries() -> Path | None:
    """Where ``initdb`` and ``postgres`` are; None where PostgreSQL is not installed."""
    named = shutil.which("initdb")
    found = [Path(named)] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].resolve().parent if found else None


def _home() -> Path:
    found = binaries()
    if found is None:
        raise InputError("PostgreSQL", "is not installed", "install the Debian package postgresql, or put initdb on the PATH")
    return found


class Cluster:
    """``folder``: where everything of it is; ``url``, ``owner_url``: how the two roles connect; ``root``: how the superuser does.

    ``apart``: as in real use, the working role cannot become the owner. ``seed``: files that another one has left, to begin with.
    ``at``: a folder that it stays in, to be begun again.
    """

    def __init__(self, switches: tuple[str, ...] = HASTY, *, apart: bool = True, seed: Path | None = None, at: Path | None = None) -> None:
        self.switches, self.apart, self.seed, self.lasts = switches, apart, seed, at is not None
        self.folder = at or Path(tempfile.gettempdir()) / f"claimwright-{secrets.token_hex(6)}"
        self.url = f"postgresql://claimwright@/{NAME}?host={self.folder}"
        self.owner_url = f"postgresql://claimwright_owner@/{NAME}?host={self.folder}"
        self.root = f"host={self.folder} user=postgres"

    @contextmanager
    def running(self, keep: Path | None = None) -> Iterator[Cluster]:
        """Make it, start it, end it, remove it, or leave its files at ``keep``."""
        self.folder.mkdir(mode=0o700, exist_ok=self.lasts)
        owner = self._owner()
        data = self.folder / "data"
        begun = data.exists()
        if begun:
            pass
        elif self.seed:
            self._run("cp", "-a", str(self.seed), str(data))
        else:
            words = ("-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
            self._run(str(_home() / "initdb"), "-D", str(data), *words, **owner)
        switches = (*self.switches, "listen_addresses=", f"unix_socket_directories={self.folder}", "max_connections=30", "timezone=UTC")
        command = [str(_home() / "postgres"), "-D", str(data), *(word for switch in switches for word in ("-c", switch))]
        with (self.folder / "log").open("wb") as log:
            watched = ["sh", "-c", WATCHED, "sh", *command]
            server = subprocess.Popen(watched, cwd=self.folder, stdin=subprocess.PIPE, stdout=log, stderr=log, **owner)  # noqa: S603 - own words
        try:
            self._prepare(new=not (begun or self.seed))
            yield self
        finally:
            if server.stdin:
                server.stdin.close()
            server.wait(30)
            if keep:
                shutil.move(data, keep)
            if not self.lasts:
                shutil.rmtree(self.folder, ignore_errors=True)

    def _owner(self) -> dict[str, Any]:
        """PostgreSQL will not run as root: then it runs as an account that may do nothing else."""
        if os.geteuid():
            return {}
        known = {entry.pw_name: entry for entry in pwd.getpwall()}
        account = known.get("postgres") or known["nobody"]
        os.chown(self.folder, account.pw_uid, account.pw_gid)
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def _run(self, program: str, *words: str, **owner: Any) -> None:
        done = subprocess.run([program, *words], cwd=self.folder, capture_output=True, text=True, check=False, **owner)  # noqa: S603 - own words
        assert done.returncode == 0, done.stderr

    def _prepare(self, *, new: bool) -> None:
        import psycopg

        for _ in range(1200):
            try:
                root = psycopg.connect(f"{self.root} dbname=postgres", autocommit=True)
                break
            except psycopg.OperationalError:
                time.sleep(0.05)
        else:
            raise AssertionError((self.folder / "log").read_text())
        with root:
            if new:
                root.execute("CREATE ROLE claimwright_owner LOGIN")
                root.execute("CREATE ROLE claimwright LOGIN NOINHERIT")
                root.execute("CREATE ROLE claimwright_clean LOGIN")
                root.execute(f"CREATE DATABASE {NAME} OWNER claimwright_owner")
            if not self.apart:
                root.execute("GRANT claimwright_owner TO claimwright")
