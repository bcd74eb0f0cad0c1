"""A PostgreSQL of the tests' own: made in a temporary directory, reached by a socket in it, ended with the tests.

Two roles as in real use: ``claimwright_owner`` owns the tables, ``claimwright`` works. Only here may the second become the first (``SET
ROLE``), so that a test can do what an intruder with the owner's rights would.
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

WANTED = os.environ.get("CLAIMWRIGHT_TEST_POSTGRES") == "1"
NAME = "test_office"
WATCHED = '"$@" & server=$!; read -r _; kill -INT $server; wait $server'
"""Runs the server until its standard input is closed: by the end of the tests, or by their process dying."""


def binaries() -> Path | None:
    """Where ``initdb`` and ``postgres`` are; None where PostgreSQL is not installed."""
    named = shutil.which("initdb")
    found = [Path(named)] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].resolve().parent if found else None


class Cluster:
    """``folder``: where everything of it is; ``url``, ``owner_url``: how the two roles connect."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.gettempdir()) / f"claimwright-{secrets.token_hex(6)}"
        self.url = f"postgresql://claimwright@/{NAME}?host={self.folder}"
        self.owner_url = f"postgresql://claimwright_owner@/{NAME}?host={self.folder}"

    @contextmanager
    def running(self) -> Iterator[Cluster]:
        """Make it, start it, end it, remove it."""
        self.folder.mkdir(mode=0o700)
        owner = self._owner()
        data = self.folder / "data"
        self._run("initdb", "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8", **owner)
        switches = (
            "fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", f"unix_socket_directories={self.folder}",
            "shared_buffers=64MB", "max_connections=30", "timezone=UTC",
        )  # fmt: skip
        command = [str(binaries() / "postgres"), "-D", str(data), *(word for switch in switches for word in ("-c", switch))]
        with (self.folder / "log").open("wb") as log:
            watched = ["sh", "-c", WATCHED, "sh", *command]
            server = subprocess.Popen(watched, cwd=self.folder, stdin=subprocess.PIPE, stdout=log, stderr=log, **owner)
        try:
            self._prepare()
            yield self
        finally:
            server.stdin.close()
            server.wait(30)
            shutil.rmtree(self.folder, ignore_errors=True)

    def _owner(self) -> dict[str, object]:
        """PostgreSQL will not run as root: then it runs as an account that may do nothing else."""
        if os.geteuid():
            return {}
        known = {entry.pw_name: entry for entry in pwd.getpwall()}
        account = known.get("postgres") or known["nobody"]
        os.chown(self.folder, account.pw_uid, account.pw_gid)
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def _run(self, program: str, *words: str, **owner: object) -> None:
        done = subprocess.run([str(binaries() / program), *words], cwd=self.folder, capture_output=True, text=True, check=False, **owner)
        assert done.returncode == 0, done.stderr

    def _prepare(self) -> None:
        import psycopg

        for _ in range(200):
            try:
                root = psycopg.connect(f"host={self.folder} user=postgres dbname=postgres", autocommit=True)
                break
            except psycopg.OperationalError:
                time.sleep(0.05)
        else:
            raise AssertionError((self.folder / "log").read_text())
        with root:
            root.execute("CREATE ROLE claimwright_owner LOGIN")
            root.execute("CREATE ROLE claimwright LOGIN NOINHERIT")
            root.execute("GRANT claimwright_owner TO claimwright")
            root.execute("CREATE ROLE claimwright_clean LOGIN")
            root.execute(f"CREATE DATABASE {NAME} OWNER claimwright_owner")
