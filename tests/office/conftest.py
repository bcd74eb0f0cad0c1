"""Django for these tests, on SQLite in memory or (``CLAIMWRIGHT_TEST_POSTGRES=1``) a PostgreSQL of their own; a practice and its people.

A test works inside the practice of the fixture ``practice``, as a request of one of its people does; another's rows need ``within``.
"""

# ruff: noqa: E402 - Django must be set up before its models are imported
from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from datetime import timedelta

import office_template as template
import pytest

from claimwright.cli.measures import postgres_cluster

for name in ("CLAIMWRIGHT_OFFICE_DB", "DATABASE_URL", "CLAIMWRIGHT_OFFICE_OWNER_URL"):
    os.environ.pop(name, None)
CLUSTER = template.postgres(apart=False) if postgres_cluster.WANTED else None
ADDRESSES = {"DATABASE_URL": CLUSTER.url, "CLAIMWRIGHT_OFFICE_OWNER_URL": CLUSTER.owner_url} if CLUSTER else {}
os.environ |= ADDRESSES

from claimwright.office.boot import start

start()
# A process that this one starts (a worker of these tests, a command under test) chooses for itself.
for name in ("DJANGO_SETTINGS_MODULE", *ADDRESSES):
    os.environ.pop(name, None)

from django.conf import settings

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

import office_making as make
from office_serving import CHROMIUM, SWITCHES, signed_in

from claimwright.office.accounts.actions import ensure_member
from claimwright.office.claims.actions import submit_claims
from claimwright.office.encounters import engine
from claimwright.office.encounters.actions import finalize_codes, import_encounter, propose_codes
from claimwright.office.kit.scope import crossing, within
from claimwright.office.practices.actions import ensure_practice, set_fees


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, tmp_path_factory):
    """The tables, made by their owner beforehand; on PostgreSQL the tests connect as the application."""
    from django.db import connection

    with CLUSTER.running() if CLUSTER else _in_memory(tmp_path_factory.mktemp("template") / "office.sqlite3"):
        with django_db_blocker.unblock():
            connection.ensure_connection()
        yield
        connection.close()


@contextmanager
def _in_memory(file):
    """SQLite in memory, with the content of a file."""
    from django.db import connection

    name = connection.settings_dict["NAME"] = "file:office?mode=memory&cache=shared"
    with closing(sqlite3.connect(name, uri=True)) as memory:  # it lasts as long as somebody is connected
        with closing(sqlite3.connect(template.sqlite(file))) as made:
            made.backup(memory)
        yield


@pytest.fixture(autouse=True)
def _whole_trail(request):
    """Tests that have a database read the trail of all practices in it; a request and an action do not."""
    if not ({"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db")):
        yield
        return
    request.getfixturevalue("db")
    with crossing("trail"):
        yield


@pytest.fixture(scope="session")
def books():
    """The real books, opened once."""
    from claimwright.codesets import open_books

    opened = open_books()
    engine.use(opened)
    return opened


@pytest.fixture
def practice(db):
    found = ensure_practice(make.BILLING)
    set_fees(found, make.CHARGES)
    with within(found), crossing("trail"):
        yield found


@pytest.fixture
def manager(practice):
    return ensure_member(practice, username="mia", role="manager", password="correct horse")


@pytest.fixture
def coder(practice):
    return ensure_member(practice, username="cora", role="coder", password="correct horse")


@pytest.fixture
def stranger(db):
    """A manager of another practice."""
    return ensure_member(ensure_practice(make.OTHER), username="otto", role="manager", password="correct horse")


@pytest.fixture
def page(client, manager):
    """A browserless client, signed in as the manager."""
    client.force_login(manager.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def encounter(practice, manager, books):
    """An encounter with its codes proposed."""
    return propose_codes(import_encounter(practice, make.encounter(3), by=manager), by=manager)


@pytest.fixture
def claim(encounter, manager):
    """A claim that is ready to go."""
    make.accept_all(encounter, manager)
    return finalize_codes(encounter, by=manager)[0]


@pytest.fixture
def sent(practice, manager, claim):
    """A claim at the payer, who owes all of it."""
    submit_claims(practice, [claim], by=manager, on=claim.date_of_service + timedelta(days=1))
    claim.refresh_from_db()
    return claim


@pytest.fixture(scope="module")
def browser():
    """Chromium, for the length of a file."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        yield opened
        opened.close()


@pytest.fixture
def tab(browser, office):
    """A page of a demonstration, signed in."""
    with signed_in(browser, office) as page:
        yield page
