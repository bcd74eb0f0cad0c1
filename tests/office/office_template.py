"""Databases with the office's tables already in them: migrating takes eight seconds of a processor, copying none.

One for each state of what makes the tables, kept with the test data; the processes of a test run copy it.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import claimwright.office
from claimwright.cli.measures import postgres_cluster

OFFICE = Path(claimwright.office.__file__).parent
KEPT = Path(os.environ["CLAIMWRIGHT_DATA"]) / "templates"
MIGRATE = "from claimwright.office.boot import start; start(migrate=True)"


def sqlite(wanted: Path) -> str:
    """Put a migrated SQLite file there, its owner's alone; its name."""
    shutil.copyfile(_kept("sqlite", lambda made: _migrate(CLAIMWRIGHT_OFFICE_DB=str(made))), wanted)
    wanted.chmod(0o600)
    return str(wanted)


def postgres(**options: bool) -> postgres_cluster.Cluster:
    """A PostgreSQL whose database is migrated already."""
    return postgres_cluster.Cluster(seed=_kept("postgres", _seed), **options)


def _seed(made: Path) -> None:
    with postgres_cluster.Cluster().running(keep=made) as cluster:
        _migrate(DATABASE_URL=cluster.url, CLAIMWRIGHT_OFFICE_OWNER_URL=cluster.owner_url)


def _migrate(**where: str) -> None:
    subprocess.run([sys.executable, "-c", MIGRATE], env={**os.environ, **where}, check=True)


def _kept(kind: str, make: Callable[[Path], None]) -> Path:
    """What ``make`` made for this state of the sources; one process makes it, the others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    found = KEPT / f"{kind}-{_state()}"
    with (KEPT / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            made = KEPT / f"{kind}.new"
            for old in (made, *KEPT.glob(f"{kind}-*")):
                shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
            make(made)
            made.rename(found)
    return found


def _state() -> str:
    """A digest of everything that makes tables: migrations, the locks on them, and the packages that bring tables of their own."""
    files = sorted({*OFFICE.glob("*/migrations/*.py"), *(OFFICE / "kit").glob("*.py"), OFFICE / "settings.py"})
    packages = [f"{name} {importlib.metadata.version(name)}" for name in ("django", "django-allauth", "django-axes")]
    parts = [*(file.read_bytes() for file in files), *(package.encode() for package in packages), str(postgres_cluster.binaries()).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
