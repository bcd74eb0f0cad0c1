"""A kill at any moment of an installation leaves the books as they were before, or as they are after: never between."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from official_making import MADE

from claimwright.codesets import Store
from claimwright.codesets.install import install
from claimwright.codesets.official.shelf import Shelf

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
PARTS = ("hcpcs", "hcpcs-list", "ncci-add-on", "msdrg-weights")
CHANGES = ((b"Another thing", b"Another word!"), (b"T9994", b"T9995"), (b"\tnote", b"\twords"), (b"28.0\t", b"28.5\t"))
EVENTS = ("open", "os.rename", "os.remove", "sqlite3.connect")


def archive(path: Path, changed: bool = False) -> Path:
    """An archive of four official files; ``changed``: the same releases, in every file something else."""
    with zipfile.ZipFile(path, "w") as packed:
        for made in MADE:
            if made.system in PARTS:
                content = made.content
                for old, new in CHANGES if changed else ():
                    content = content.replace(old, new)
                packed.writestr(made.name, content)
    return path


def state(store: Store) -> tuple[object, ...]:
    """What a reader gets: every release with its rows and hash, and an answer out of each list."""
    shelf = Shelf(store)
    words = shelf.codes("hcpcs").lookup("T9992")
    rows = tuple((loaded.system, loaded.release, loaded.rows, loaded.sha256) for loaded, _file in store.installed())
    return (*rows, words.title if words else "", shelf.codes("hcpcs").installed)


def forked(work: Callable[[], None], killed_after: float | None = None) -> bool:
    """Do it in a process of its own; whether it came to its end. ``killed_after``: seconds until it is killed from outside."""
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    if killed_after is not None:
        time.sleep(killed_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return not os.WIFSIGNALED(status)


def installing(root: Path, path: Path, last_event: int | None = None) -> Callable[[], None]:
    """Install; ``last_event``: kill oneself there, counting what is opened, renamed and removed in the folder of the books."""
    seen = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in EVENTS and str(root) in str(arguments[0]):
            seen += 1
            if seen == last_event:
                os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        sys.addaudithook(watch)
        install(path, Store(root), accept_ama=True)

    return work


def before_and_after(tmp_path: Path) -> tuple[Path, Path, Path, tuple[object, ...], tuple[object, ...]]:
    """A store with the old archive, kept aside; the new archive; what readers get of the old and of the new."""
    old, new = archive(tmp_path / "old.zip"), archive(tmp_path / "new.zip", changed=True)
    kept, root = tmp_path / "kept", tmp_path / "books"
    install(old, Store(kept), accept_ama=True)
    first = state(Store(kept))
    again(kept, root)
    install(new, Store(root), accept_ama=True)
    return kept, root, new, first, state(Store(root))


def again(kept: Path, root: Path) -> None:
    """The store as it was kept aside."""
    root.mkdir(exist_ok=True)
    for path in root.iterdir():
        path.unlink()
    for path in kept.iterdir():
        (root / path.name).write_bytes(path.read_bytes())


def usable(root: Path, new: Path, first: tuple[object, ...], last: tuple[object, ...]) -> str:
    """Held to be the old state or the new one, and to take the installation anew."""
    found = state(Store(root))
    assert found in (first, last)
    install(new, Store(root), accept_ama=True)
    assert state(Store(root)) == last and not [path for path in root.iterdir() if path.suffix in (".part", ".json")]
    return "new" if found == last else "old"


def test_a_kill_at_every_step_leaves_the_old_state_or_the_new_one(tmp_path: Path) -> None:
    kept, root, new, first, last = before_and_after(tmp_path)
    assert not {row[3] for row in first[: len(PARTS)]} & {row[3] for row in last[: len(PARTS)]}, "every file has changed"
    found = []
    for step in range(1, 200):
        again(kept, root)
        if forked(installing(root, new, step)):
            break
        found.append(usable(root, new, first, last))
    assert len(found) > 12 and step < 199, "every step was tried, up to the end"
    assert found == sorted(found, reverse=True) and set(found) == {"old", "new"}, "once the new state is there it stays"


def test_a_kill_between_two_renames_is_made_good_by_whoever_opens_next(tmp_path: Path) -> None:
    kept, root, new, first, last = before_and_after(tmp_path)
    mixed = 0
    for step in range(1, 200):
        again(kept, root)
        if forked(installing(root, new, step)):
            break
        half = (root / "pending.json").exists()
        mixed += half
        assert not half or state(Store(root)) == last
    assert mixed >= len(PARTS)
    again(kept, root)
    assert state(Store(root)) == first


def test_kills_at_any_moment_leave_a_usable_store(tmp_path: Path) -> None:
    kept, root, new, first, last = before_and_after(tmp_path)
    began = time.monotonic()
    again(kept, root)
    assert forked(installing(root, new))
    whole, draw = time.monotonic() - began, random.Random(20261126)
    for _ in range(20):
        again(kept, root)
        forked(installing(root, new), killed_after=draw.random() * whole)
        usable(root, new, first, last)
