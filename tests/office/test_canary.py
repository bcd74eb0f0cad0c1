"""Two practices full of marks; thousands of calls at random by people of one; not one mark of the other comes back, by any way.

What is looked for is found, not listed: every text that stands in the other practice's rows (sealed ones opened) and in none of ours. Where
it is looked for: headers and content of every answer, PDFs as text, files, errors, everything that is logged, and all rows of ours that the
calls and their jobs have left. On PostgreSQL it is done with both locks, with the program's filter taken off, and with row-level security
taken off.
"""

import logging
import random
import re
from pathlib import Path

import office_making as make
import pytest
import world
from django.db import connection, transaction
from django.urls import get_resolver, resolve

from claimwright.office.jobs.worker import work_off
from claimwright.office.kit import rls
from claimwright.office.kit.logs import WithoutValues
from claimwright.office.kit.routes import address, routes
from claimwright.office.kit.scope import ScopedQuerySet

OFFICE = Path(rls.__file__).parents[1]
ROUTES = [route for route in routes() if not route[0].endswith(("sign-in", "sign-out"))]
KEYS = sorted(
    {key for file in OFFICE.rglob("*.py") for key in re.findall(r"""(?:GET|POST|form)(?:\.get\(|\[)["'](\w+)["']""", file.read_text())}
)
"""The names of everything that a view reads from a form or an address."""
BACKEND = "django.contrib.auth.backends.ModelBackend"
SHORTEST = 6
"""A text shorter than this may stand anywhere by chance."""
BETWEEN = 500
"""Calls after which the worker does what they have asked for."""


class Everything(logging.Handler):
    """Keeps what is logged, as it would be written."""

    def __init__(self):
        super().__init__()
        self.setFormatter(WithoutValues())
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def log():
    handler, root = Everything(), logging.getLogger()
    root.addHandler(handler)
    yield handler.lines
    root.removeHandler(handler)


@pytest.fixture
def two(db, books):
    """Somebody of our practice who may do everything, the opaque ids on both sides, and the marks of the other."""
    ours, theirs = world.build(make.BILLING, "OURSIDE"), world.build(make.OTHER, "KANARYX")
    marks = {text for text in world.strings(theirs.practice) if len(text) >= SHORTEST} - world.strings(ours.practice)
    own, foreign = world.opaque_ids(ours.practice), world.opaque_ids(theirs.practice)
    marks = {mark for mark in marks if not _everybodys(mark)} - set(foreign.values())  # those are sent: our trail says that we tried
    assert {"KANARYXLAST", "kanaryx-all", "KANARYX", "KANARYX Organisation"} <= marks
    return ours, own, foreign, marks


def _everybodys(text):
    """Times and plain numbers, which stand on many pages for other reasons."""
    return re.fullmatch(r"[\d.,:TZ +/-]+", text) is not None


def calls(number, own, foreign, seed):
    """Random calls: any address, any method, ids of both sides and of nobody, in the address, in the query and in the form."""
    chance = random.Random(seed)
    ids = [*own.values(), *foreign.values(), "0" * 16]
    for _ in range(number):
        name, pattern, view = chance.choice(ROUTES)
        said = {key: chance.choice([*ids, "", "1", "all", "99213", "A", "2026-03-01"]) for key in chance.sample(KEYS, chance.randint(0, 4))}
        method = getattr(view, "method", chance.choice(["GET", "POST"])) if chance.random() < 0.9 else chance.choice(["GET", "POST", "PUT"])
        yield name, method, address(pattern, chance.choice(ids)), said


def leaks(client, two, log, number, seed=1):
    """Every mark of the other practice that came back, with the call that brought it, or that stands in our rows afterwards."""
    ours, own, foreign, marks = two
    client.force_login(ours.user, backend=BACKEND)
    client.raise_request_exception = False
    some = re.compile("|".join(map(re.escape, sorted(marks))))
    found, broken, called = [], [], set()
    for count, (name, method, path, said) in enumerate(calls(number, own, foreign, seed), start=1):
        log.clear()
        with transaction.atomic():
            answer = client.get(path, said) if method == "GET" else client.generic(method, path, make.form(said), make.FORM)
        if count % BETWEEN == 0 or count == number:
            work_off()
        text = world.shown(answer) + "\n".join(log)
        found += [(method, path, mark) for mark in set(some.findall(text))]
        broken += [(method, path, said)] if answer.status_code >= 500 else []
        called.add(name)
    assert broken == []
    assert number < len(ROUTES) * 20 or called == {name for name, *_ in ROUTES}, "each address was called"
    kept = (
        text for text in sorted(world.strings(ours.practice)) if not re.fullmatch("[0-9a-f]{16,}", text)
    )  # digests hold anything by chance
    return found + [("kept", text) for text in kept if some.search(text)]


def test_the_addresses_are_all_that_the_office_answers_at():
    """Found in the resolver as a call is: an app that has addresses has them here."""
    spaces = set(get_resolver().namespace_dict)
    assert spaces == {name.split(":")[0] for name, *_ in ROUTES if ":" in name}
    assert len(ROUTES) > 400
    assert all(resolve(address(pattern, "0" * 16).replace("(?P", "")).func for _, pattern, _ in ROUTES)


def filter_off(monkeypatch):
    """Whoever forgot to filter: every query of the program sees all that the database lets it see."""
    monkeypatch.setattr(ScopedQuerySet, "for_practice", lambda self, practice: self.all())


def second_lock_off():
    with make.as_owner() as cursor:
        for model in rls.holding():
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE ROW LEVEL SECURITY")


on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
NUMBERS = [150, pytest.param(10_000, marks=pytest.mark.slow)]


@pytest.mark.parametrize("number", NUMBERS)
def test_no_mark_of_another_practice_comes_back(client, two, log, number):
    assert leaks(client, two, log, number) == []


@on_postgresql
@pytest.mark.parametrize("number", NUMBERS)
def test_the_database_alone_keeps_them_apart(client, two, log, number, monkeypatch):
    filter_off(monkeypatch)
    assert leaks(client, two, log, number) == []


@on_postgresql
@pytest.mark.parametrize("number", NUMBERS)
def test_the_programs_filter_alone_keeps_them_apart(client, two, log, number):
    second_lock_off()
    assert leaks(client, two, log, number) == []


def test_with_both_locks_off_the_marks_are_found(client, two, log, monkeypatch):
    filter_off(monkeypatch)
    if connection.vendor == "postgresql":
        second_lock_off()
    assert leaks(client, two, log, 60)
