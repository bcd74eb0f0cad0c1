"""What is not served, why, and how to mend it."""

import office_making as make
import office_template as template
import pytest
from django.db import connection, connections

from claimwright.core import InputError
from claimwright.office import safety

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="roles are PostgreSQL's")


@pytest.fixture
def safe(tmp_path, monkeypatch, settings):
    """An office that may be served at 127.0.0.1."""
    monkeypatch.setenv("CLAIMWRIGHT_DATA", str(tmp_path))
    tmp_path.chmod(0o700)
    file = tmp_path / "office.sqlite3"
    file.touch(0o600)
    settings.DATABASES["default"] = {**settings.DATABASES["default"], "NAME": file}
    monkeypatch.setattr(safety, "_database", lambda: iter(()))
    monkeypatch.setattr(safety.connection, "vendor", "sqlite", raising=False)
    return file


def said(host="127.0.0.1"):
    return [str(fault) for fault in safety.faults(host)]


def test_a_safe_office_is_served(safe):
    assert said() == said("localhost") == said("::1") == said("") == []


@pytest.mark.parametrize("key", ["short", "a" * 64, "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz"])
def test_a_weak_key_is_refused(safe, settings, key):
    settings.SECRET_KEY = key
    (fault,) = said()
    assert "missing or weak" in fault
    assert "remove the file" in fault


def test_debugging_is_refused(safe, settings):
    settings.DEBUG = True
    assert "DEBUG: error pages would show values" in said()[0]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "office.example"])
def test_a_public_address_without_tls_is_refused(safe, settings, host):
    settings.TLS = False
    (fault,) = said(host)
    assert "in the open" in fault
    assert "CLAIMWRIGHT_OFFICE_TLS=1" in fault
    settings.TLS = True
    assert said(host) == []


@pytest.mark.parametrize("name", ["office.sqlite3", "office.key", "keys/fields-1.key"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_can_read_is_refused(safe, tmp_path, name, mode):
    (tmp_path / "keys").mkdir()
    (tmp_path / name).touch()
    (tmp_path / name).chmod(mode)
    assert said() == [f"{tmp_path / name}: others on this machine can read it; run: chmod 600 {tmp_path / name}"]


def test_a_folder_that_others_can_write_into_is_refused(safe, tmp_path):
    tmp_path.chmod(0o777)
    assert "can write into it; run: chmod 700" in said()[0]


def test_the_demonstration_is_exempt(safe, settings):
    settings.DEBUG, settings.DEMONSTRATION = True, True
    assert said("0.0.0.0") == []


def test_the_command_says_every_fault_and_stops(tmp_path):
    from test_serve import run

    tmp_path.chmod(0o700)
    template.sqlite(tmp_path / "office.sqlite3")
    assert run(tmp_path, "serve", "--host", "0.0.0.0").returncode == 2
    (tmp_path / "office.sqlite3").chmod(0o644)
    done = run(tmp_path, "serve", "--host", "0.0.0.0")
    assert done.returncode == 2
    assert "not served: --host 0.0.0.0: passwords and records would travel in the open" in done.stderr
    assert "others on this machine can read it" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def asked_as(monkeypatch, settings, db):
    """What is said when the office connects as this role."""
    opened = []

    def ask(role, **options):
        other = connections["default"].copy()
        other.settings_dict["USER"] = role
        monkeypatch.setattr(safety, "connection", other)
        settings.DATABASES["default"] = {**settings.DATABASES["default"], "USER": role, **options}
        opened.append(other)
        return [str(fault) for fault in safety._database()]

    yield ask
    for one in opened:
        one.close()


@on_postgresql
def test_a_role_that_owns_tables_or_goes_around_the_lock_is_refused(asked_as):
    assert asked_as("claimwright_clean") == []
    (owning,) = asked_as("claimwright_owner")
    assert "owns tables (" in owning
    assert "accounts_deed" in owning
    assert "CLAIMWRIGHT_OFFICE_OWNER_URL" in owning
    assert [part in fault for part, fault in zip(("may go around", "owns tables"), asked_as("postgres"), strict=True)] == [True, True]
    (member,) = asked_as("claimwright")  # it may become the owner, here only
    assert "owns tables" in member


@on_postgresql
def test_a_lock_that_was_taken_off_is_noticed(db):
    with make.as_owner() as cursor:
        cursor.execute("ALTER TABLE claims_claim NO FORCE ROW LEVEL SECURITY")
    assert any("row-level security is off for claims_claim" in str(fault) for fault in safety._database())


@on_postgresql
def test_a_database_elsewhere_is_reached_by_tls_only(asked_as):
    assert "in the open; add ?sslmode=verify-full" in asked_as("claimwright_clean", HOST="db.example")[0]
    assert asked_as("claimwright_clean", HOST="db.example", OPTIONS={"sslmode": "verify-full"}) == []


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://host/", "postgresql://role@host:port/name", "postgresql:///name", "x"])
def test_an_address_that_is_none_is_named(url):
    from claimwright.office.databases import database

    with pytest.raises(InputError, match="DATABASE_URL: is not the address of a PostgreSQL database"):
        database({"DATABASE_URL": url})


def test_addresses_are_read():
    from claimwright.office.databases import POSTGRESQL, as_owner, database

    both = {
        "DATABASE_URL": "postgresql://app:p%40ss@db.example:5433/office?sslmode=require",
        "CLAIMWRIGHT_OFFICE_OWNER_URL": "postgres://o@/n?host=/s",
    }
    found = database(both)
    assert (found["ENGINE"], found["NAME"], found["USER"], found["PASSWORD"]) == (POSTGRESQL, "office", "app", "p@ss")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("db.example", "5433", {"sslmode": "require"})
    assert (as_owner(both)["HOST"], as_owner(both)["USER"]) == ("/s", "o")
    assert as_owner({"DATABASE_URL": both["DATABASE_URL"]}) is None
    assert str(database({"DATABASE_URL": "sqlite:////var/office.sqlite3"})["NAME"]) == "/var/office.sqlite3"
    assert str(database({**both, "CLAIMWRIGHT_OFFICE_DB": "/x.sqlite3"})["NAME"]).endswith(".sqlite3")
