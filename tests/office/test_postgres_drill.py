"""On PostgreSQL as in real use, with roles that own, work and back up: a drill, a restore, writers at the same time."""

import subprocess
import sys
from pathlib import Path

import pytest
from test_backup import Office

from claimwright.cli.measures import postgres_cluster

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(postgres_cluster.binaries() is None, reason="PostgreSQL is not installed"),
]
WRITE = """
import sys
from claimwright.office.boot import start
start()
from claimwright.office.kit import audit
for number in range(60):
    audit.record("test:event:read", actor=f"writer {sys.argv[1]}")
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    import psycopg

    folder = tmp_path_factory.mktemp("pg")
    cluster = postgres_cluster.Cluster()
    with cluster.running():
        with psycopg.connect(f"host={cluster.folder} user=postgres dbname=postgres", autocommit=True) as root:
            root.execute("ALTER ROLE claimwright_owner CREATEDB")
            root.execute("CREATE ROLE claimwright_backup LOGIN BYPASSRLS IN ROLE pg_read_all_data")
            root.execute("CREATE DATABASE office OWNER claimwright_owner")
        urls = {
            name: f"postgresql://{role}@/office?host={cluster.folder}"
            for name, role in (
                ("DATABASE_URL", "claimwright"),
                ("CLAIMWRIGHT_OFFICE_OWNER_URL", "claimwright_owner"),
                ("CLAIMWRIGHT_OFFICE_BACKUP_URL", "claimwright_backup"),
            )
        }
        data = folder / "data"
        data.mkdir(0o700)
        made = Office(folder, **urls)
        made.fill()
        made.environment["CLAIMWRIGHT_DATA"] = str(data)
        made.cluster = cluster
        yield made


def test_writers_at_the_same_time_keep_the_chain_a_line(office):
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, str(number)], env=office.environment, stderr=subprocess.PIPE) for number in range(4)
    ]
    for writer in writers:
        _, failed = writer.communicate(timeout=300)
        assert writer.returncode == 0, failed
    said = office.run("trail", "verify")
    assert "the chain is whole" in said
    assert int(said.split()[0]) >= 240


def test_a_backup_is_proved_and_restored(office, tmp_path):
    import psycopg

    file = tmp_path / "office.backup"
    assert "encrypted" in office.run("backup", "create", file)
    said = office.run("backup", "verify", file)
    assert "would restore whole" in said
    assert "minutes" in said
    assert "is there already" in office.run("restore", file, status=2)
    with psycopg.connect(f"host={office.cluster.folder} user=postgres dbname=postgres", autocommit=True) as root:
        assert root.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'claimwright_drill%'").fetchone() == (0,)
        root.execute("ALTER DATABASE office RENAME TO lost")
    (anchors,) = Path(office.environment["CLAIMWRIGHT_DATA"]).glob("*-anchors")
    assert anchors.name == "office-anchors"
    anchors.rename(tmp_path / "lost-anchors")
    assert "restored" in office.run("restore", file)
    assert "the chain is whole" in office.run("trail", "verify")
    with psycopg.connect(f"host={office.cluster.folder} user=claimwright dbname=office") as working:
        assert working.execute("SELECT count(*) FROM encounters_patient").fetchone() == (0,), "row-level security is back"


def test_a_backup_never_leaves_out_what_a_policy_hides(office, tmp_path):
    """Without the role that sees every row there is no backup, rather than one without rows."""
    kept = office.environment.pop("CLAIMWRIGHT_OFFICE_BACKUP_URL")
    assert "row-level security" in office.run("backup", "create", tmp_path / "x.backup", status=2)
    office.environment["CLAIMWRIGHT_OFFICE_BACKUP_URL"] = kept
