"""No page asks the database more than so many times. Begin and end of a transaction, and telling the scope, are not questions."""

import re
import time

import office_making as make
import pytest
import world
from django.db import connection
from django.test.utils import CaptureQueriesContext
from test_matrix import BACKEND, ROUTES, fitting

from claimwright.office.accounts.factors import GIVEN
from claimwright.office.kit.routes import address
from claimwright.office.kit.scope import crossing, within

MOST = 15
NO_QUESTION = re.compile(r"SAVEPOINT|RELEASE|BEGIN|COMMIT|ROLLBACK|SELECT set_config")


pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="the questions are the same on both databases")


@pytest.fixture
def ours(db, books):
    everyone = world.build(make.BILLING, "OURS")
    with within(everyone.practice), crossing("trail"):
        yield everyone


def questions(client, path):
    """What the database was asked for a page."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code < 500
    return [query["sql"] for query in asked if not NO_QUESTION.match(query["sql"])]


def test_no_page_asks_more_often_than_it_may(client, ours):
    client.force_login(ours.user, backend=BACKEND)
    session = client.session
    session[GIVEN] = True  # as after signing in with a second step
    session["seen"] = time.time() + 600  # that she is there is not written again meanwhile, however slow the machine
    session.save()
    own = world.opaque_ids(ours.practice)
    many: dict[str, list] = {}
    for name, pattern, view in ROUTES:
        if getattr(view, "method", "") != "GET":
            continue
        kind = fitting(client, name, pattern, view, own) if "<" in pattern else ""
        path = address(pattern, own.get(kind, "0" * 16))
        client.get(path)
        asked = questions(client, path)
        if len(asked) > MOST:
            many[name] = [len(asked), *(sql[:110] for sql in asked)]
    assert not many, "\n".join("\n".join(map(str, (name, *rows))) for name, rows in many.items())
