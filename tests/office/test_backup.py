"""Backups: encrypted, counted, proved by a drill, refused when changed; restored whole."""

import io
import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import office_template as template
import pytest

from claimwright.core import InputError
from claimwright.office.guard import vault

MAKE = """
import sys
sys.path.insert(0, {tests!r})
from claimwright.office.boot import start
start(migrate=True)
import office_making as make
from claimwright.codesets import open_books
from claimwright.office.demo import run_demo
run_demo([make.encounter(number) for number in range(3)], make.BILLING, open_books(), charges=make.CHARGES, finalize_share=1)
"""


@pytest.fixture
def ring(tmp_path, monkeypatch):
    monkeypatch.setenv("CLAIMWRIGHT_KEYS", str(tmp_path / "keys"))


def sealed(data):
    out = io.BytesIO()
    writer = vault.Writer(out)
    for start in range(0, len(data), 700_001):
        writer.write(data[start : start + 700_001])
    writer.close()
    return out.getvalue()


def opened(data):
    return vault.Reader(io.BytesIO(data), "b").read()


@pytest.mark.parametrize("size", [0, 1, vault.CHUNK - 1, vault.CHUNK, vault.CHUNK + 1, 3 * vault.CHUNK])
def test_what_was_sealed_opens(ring, size):
    data = random.Random(size).randbytes(size)
    assert opened(sealed(data)) == data
    assert size < 64 or data[:64] not in sealed(data)


def test_a_changed_shortened_or_rearranged_backup_does_not_open(ring):
    whole = sealed(random.Random(1).randbytes(3 * vault.CHUNK))
    start = whole.index(b"\n", len(vault.MAGIC)) + 1
    step = vault.CHUNK + vault.TAG
    chunks = [whole[place : place + step] for place in range(start, len(whole), step)]
    head = whole[:start]
    for broken in (
        whole[:-1], whole + b"x", head + chunks[0] + chunks[2], head + chunks[1] + chunks[0] + chunks[2], head + chunks[0] + chunks[1],
        whole[: start + 9] + bytes([whole[start + 9] ^ 1]) + whole[start + 10 :],
        head.replace(b'"key": "1"', b'"key":  "1"') + whole[start:],
        b"", vault.MAGIC, vault.MAGIC + b"{}\n", b"x" * 5000,
    ):  # fmt: skip
        with pytest.raises(InputError):
            opened(broken)


def test_two_backups_of_the_same_have_nothing_in_common(ring):
    assert sealed(b"x" * 100)[-90:] != sealed(b"x" * 100)[-90:]


class Office:
    """An office of its own, worked on by commands."""

    def __init__(self, folder, **environment):
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CLAIMWRIGHT_OFFICE_DB")}
        self.environment = {**kept, "CLAIMWRIGHT_KEYS": str(folder / "keys"), "CLAIMWRIGHT_OFFICE_DEMO": "1", **environment}

    def run(self, *words, status=0):
        done = subprocess.run(
            [sys.executable, "-c", "from claimwright.cli.main import main; main()", *map(str, words)],
            env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def fill(self):
        program = MAKE.format(tests=str(Path(__file__).parent))
        subprocess.run([sys.executable, "-c", program], env=self.environment, check=True, capture_output=True)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Three encounters carried to the ledger, on SQLite."""
    folder = tmp_path_factory.mktemp("office")
    made = Office(folder, CLAIMWRIGHT_OFFICE_DB=template.sqlite(folder / "office.sqlite3"))
    made.fill()
    return made


def test_a_backup_is_proved_by_a_drill_and_restores_whole(office, tmp_path):
    folder, file = office.folder, tmp_path / "first.backup"
    assert "encrypted" in office.run("backup", file)
    assert file.stat().st_mode & 0o077 == 0
    content = file.read_bytes()
    assert b"SQLite" not in content
    assert b"Okafor" not in content
    said = office.run("backup", "verify", file)
    assert "would restore whole" in said
    assert "minutes" in said
    assert "is there already" in office.run("restore", file, status=2)
    assert "is there already" in office.run("backup", "create", file, status=2)
    (folder / "office.sqlite3").rename(tmp_path / "lost.sqlite3")
    (folder / "office.sqlite3-anchors").rename(tmp_path / "lost-anchors")
    assert "restored" in office.run("restore", file)
    assert "the chain is whole" in office.run("trail", "verify")
    dump = [set(sqlite3.connect(name).iterdump()) for name in (tmp_path / "lost.sqlite3", folder / "office.sqlite3")]
    assert all("audit" in line or "sequence" in line for line in dump[0] ^ dump[1])


def test_a_drill_finds_what_was_lost(office, tmp_path, monkeypatch):
    """A manifest that says more than the copy holds, a broken chain, an entry that does not balance."""
    from claimwright.office.guard import backup

    good = {"rows": {"a": 3}, "head": [3, "x"], "accounts": {"1:cash": 5}, "unbalanced": 0, "chain": "", "sealed": "", "notes": []}
    assert not list(backup._faults(good, good))
    for change, words in (
        ({"rows": {"a": 2}}, "a was 3, is 2"), ({"head": [2, "y"]}, "head"), ({"accounts": {"1:cash": 4}}, "1:cash was 5, is 4"),
        ({"unbalanced": 1}, "do not balance"), ({"chain": "event 2 was changed"}, "event 2"), ({"sealed": "does not open"}, "open"),
    ):  # fmt: skip
        assert any(words in fault for fault in backup._faults(good, {**good, **change}))


def test_a_backup_of_a_tampered_trail_says_so(office, tmp_path):
    broken = tmp_path / "broken.sqlite3"
    with sqlite3.connect(office.folder / "office.sqlite3") as source, sqlite3.connect(broken) as target:
        source.backup(target)
    with sqlite3.connect(broken) as database:
        database.execute("DROP TRIGGER kit_auditevent_no_update")
        database.execute("UPDATE kit_auditevent SET actor = 'nobody' WHERE sequence = 5")
    file = tmp_path / "broken.backup"
    office.run("backup", "create", file, "--database", broken)
    assert "WRONG: event 5 was changed" in office.run("backup", "verify", file, "--database", broken, status=1)


def test_without_the_keys_a_backup_does_not_open_and_says_which_is_missing(office, tmp_path):
    file = tmp_path / "first.backup"
    office.run("backup", "create", file)
    other = Office(tmp_path, CLAIMWRIGHT_OFFICE_DB=str(tmp_path / "new.sqlite3"))
    assert "backup-1 is missing" in other.run("restore", file, status=2)
