"""A demonstration served by a process of its own, and a browser signed in to it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import office_template as template

from claimwright.cli.measures import postgres_cluster

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--no-first-run",
]  # fmt: skip
PATIENCE = 300
"""Seconds in which an office is filled and served, on a machine that does much else."""
SERVE = """
import sys
from pathlib import Path
from claimwright.cli.commands.serve import choose, serve
sys.path.insert(0, sys.argv[1])
database = Path(sys.argv[2]) if sys.argv[2] else None
choose(database, {demonstration})
from claimwright.office.boot import start
start(migrate=True)
import office_making as make
from claimwright.codesets import open_books
from claimwright.office.demo import run_demo
{fill}
open_books().prepare()  # else the first search of a journey makes the books searchable
serve(port=int(sys.argv[3]), database=database, demonstration={demonstration})
"""


@contextmanager
def served(folder: Path, fill: str, *, demonstration: bool = True, name: str = "127.0.0.1"):
    """The address of an office whose database ``fill`` has filled (statements that may use ``make``, ``run_demo`` and ``open_books``).

    ``name``: by what this machine is called; an office that is no demonstration keeps its keys in ``folder``. On SQLite, or with
    ``CLAIMWRIGHT_TEST_POSTGRES=1`` on a PostgreSQL of its own, whose working role owns no table.
    """
    with database(folder) as (file, where):
        yield from _served(folder, fill, demonstration, name, file, where)


@contextmanager
def database(folder: Path):
    """The SQLite file ("" for none), and what the environment says of a PostgreSQL."""
    if not postgres_cluster.WANTED:
        yield template.sqlite(folder / "office.sqlite3"), {}
        return
    with template.postgres().running() as cluster:
        yield "", {"DATABASE_URL": cluster.url, "CLAIMWRIGHT_OFFICE_OWNER_URL": cluster.owner_url}


def _served(folder, fill, demonstration, name, file, where):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = SERVE.format(fill=fill, demonstration=demonstration)
    command = [sys.executable, "-c", program, str(Path(__file__).parent), file, str(port)]
    environment = {**os.environ, **where} | ({} if demonstration else {"CLAIMWRIGHT_DATA": _apart(folder)})
    address, said = f"http://{name}:{port}", folder / "said.txt"  # a file: nobody reads a pipe, and a full one stops the server
    with said.open("wb") as out:
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=out)
    try:
        _wait(server, f"{address}/account/sign-in", said)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _apart(folder):
    """A data directory with keys of its own; the books, which take a minute to build, are those of all tests."""
    books = Path(os.environ["CLAIMWRIGHT_DATA"]) / "books"
    books.mkdir(parents=True, exist_ok=True)
    (folder / "books").symlink_to(books)
    return str(folder)


def _wait(server, address, said):
    """Until the office answers; what it said where it ends, fails or takes longer than anything justifies."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=10)
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise AssertionError(f"no office at {address}: {said.read_text()[-2000:]}")


@contextmanager
def signed_in(browser, address, name="demo", refused=None):
    """A page of somebody who is signed in, by her name. What its console complains about fails the test, but for the status ``refused``."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=address)
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto("/")
    assert page.get_by_text("SYNTHETIC DATA").is_visible()
    page.fill("[name=username]", name)
    page.fill("[name=password]", "demo")
    page.keyboard.press("Enter")
    page.wait_for_selector(".figures")
    yield page
    context.close()
    unexpected = [text for text in complaints if not refused or f"status of {refused}" not in text]
    assert not unexpected, unexpected
