"""People who do the same at the same moment, on PostgreSQL: all of it happens, once, one after the other; nobody meets an error."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import office_template as template
import pytest
from test_scope_lint import OFFICE, SOURCES

from claimwright.cli.measures import postgres_cluster

TURNS = 2


@pytest.fixture(scope="module")
def came():
    """What :mod:`at_once` prints."""
    cluster = template.postgres()
    with cluster.running():
        environment = {**os.environ, "DATABASE_URL": cluster.url, "CLAIMWRIGHT_OFFICE_OWNER_URL": cluster.owner_url}
        command = [sys.executable, str(Path(__file__).parent / "at_once.py"), str(TURNS)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.skipif(postgres_cluster.binaries() is None, reason="PostgreSQL is not installed")
def test_twenty_who_do_the_same_at_once_are_all_served(came):
    """A number is given once, a second posting finds the first; no two wait for each other, the trail's chain and the books are whole."""
    assert (came["broken"], came["failed"]) == ({}, [])
    assert (came["balanced"], came["sum"], came["fault"]) == (True, 0, "")
    assert came["signed"] == [1] * TURNS, "twenty sign each encounter, one claim comes of it"
    calls = {name.rsplit(" ", 1)[0]: name.rsplit(" ", 1)[1] for name in came["seen"]}
    assert len(calls) > 20
    assert {status for name, status in calls.items() if name.startswith("GET")} == {"200"}
    assert came["seen"]["POST /api/v1/patients 201"] == came["seen"]["POST /patients/register 302"] == 20 * TURNS
    assert came["seen"]["POST /api/v1/charges/-/services 201"] == TURNS, "one of twenty keys a service, the others are told"


def locks(tree):
    """How rows are locked in a module."""
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update")
    return [{word.arg: ast.unparse(word.value) for word in node.keywords} for node in names]


def test_a_row_is_locked_so_that_others_may_hang_on_it():
    """See :func:`claimwright.office.databases._postgresql`."""
    found = {str(path.relative_to(OFFICE)): locks(ast.parse(path.read_text("utf-8"))) for path in SOURCES}
    assert sum(map(len, found.values())) > 5
    assert {name: held for name, held in found.items() if any(one.get("no_key") != "True" for one in held)} == {}
