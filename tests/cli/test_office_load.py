"""The benchmark of the office: work shared out, people who ask, and the whole of it at a small size."""

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from claimwright.cli.measures import office_grown, office_load, postgres_cluster


def test_work_is_shared_out_so_that_no_practice_has_none_and_the_first_has_the_most():
    copies = office_grown.shared_out([7, 8, 9], 100)
    shares = [sum(copy.practice == practice for copy in copies) for practice in (7, 8, 9)]
    assert shares == sorted(shares, reverse=True)
    assert abs(sum(shares) - 100) <= 3
    assert [copy.overall for copy in copies] == list(range(len(copies)))
    assert min(sum(copy.practice == practice for copy in office_grown.shared_out([7, 8], 0)) for practice in (7, 8)) == 1


def test_every_kind_of_page_is_asked_for_with_the_cookie_of_who_asks():
    asked, sent = [], []

    class Office(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Cookie"]))
            self.answer()

        def do_POST(self):
            form = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, self.headers["Cookie"]))
            sent.append((form, self.headers["X-CSRFToken"]))
            self.answer()

        def answer(self):
            self.send_response(200 if self.path != "/lost" else 404)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Office)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    find = office_load.Post("/find", {"q": "Dunn"})
    people = [office_load.Person(f"c={name}", {"home": ["/"], "lost": ["/lost"], "find": [find]}) for name in "ab"]
    kinds = office_load.work(server.server_address[1], people, 500.0, 60)
    server.shutdown()
    server.server_close()
    assert {cookie for _, cookie in asked} == {"c=a", "c=b"}
    assert (kinds["home"].others, len(kinds["home"].seconds)) == (0, 10)
    assert (kinds["lost"].others, kinds["lost"].seconds) == (10, [])
    assert len(kinds["find"].seconds) == 40
    assert set(sent) == {(b"q=Dunn", office_load.TOKEN)}


def test_a_quantile_is_a_time_that_was_measured():
    kind = office_load.Kind([0.004, 0.001, 0.003, 0.002], 0)
    assert (kind.quantile(0.5), kind.quantile(0.95), kind.quantile(1)) == (3.0, 4.0, 4.0)


@pytest.mark.slow
@pytest.mark.skipif(postgres_cluster.binaries() is None, reason="PostgreSQL is not installed")
def test_the_whole_of_it_at_a_small_size_answers_every_page():
    environment = {**os.environ, "CLAIMWRIGHT_BENCH_CLAIMS": "400", "CLAIMWRIGHT_BENCH_REQUESTS": "100"}
    for name in ("CLAIMWRIGHT_OFFICE_DB", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    command = [sys.executable, "-c", "from claimwright.cli.main import main; main()", "bench", "office", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=True)
    found = json.loads(done.stdout)["office"]
    assert found["size"]["claims"] >= 400
    assert {"home:front", "home:plots", "claims:claims ?show=next", "encounters:workbench", "tasks:search"} <= set(found["pages"])
    assert [name for name, row in found["pages"].items() if row["not a page"] == row["asked"] + row["not a page"]] == []


def test_every_page_is_in_the_walk_or_says_why_not():
    code = (
        "from claimwright.office.boot import start; start()\n"
        "import json, re\n"
        "from claimwright.cli.measures import office_walk as walk\n"
        "from claimwright.office.kit.routes import routes\n"
        "names = [name for name, *_ in routes()]\n"
        "print(json.dumps([names, [name for name, _ in walk.asked_for()], list(walk.LEFT_OUT), [*walk.FURTHER, *walk.SEARCHES]]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names, asked, left_out, tabs = json.loads(done.stdout)
    assert {"home:front", "house:contracts", "remits:remittances", "exports:exports", "statements:statements", "home:plots"} <= set(asked)
    assert set(tabs) <= set(asked)
    assert [one for one in left_out if not any(re.fullmatch(one, name) for name in names)] == []
