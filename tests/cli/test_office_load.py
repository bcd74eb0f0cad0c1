"""The benchmark of the office: work shared out, people who ask, and the whole of it at a small size."""

import json
import os
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
    asked = []

    class Office(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Cookie"]))
            self.send_response(200 if self.path != "/lost" else 404)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Office)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    people = [office_load.Person(f"c={name}", {"home": ["/"], "lost": ["/lost"]}) for name in "ab"]
    kinds = office_load.work(server.server_address[1], people, 500.0, 20)
    server.shutdown()
    server.server_close()
    assert {cookie for _, cookie in asked} == {"c=a", "c=b"}
    assert (kinds["home"].others, len(kinds["home"].seconds)) == (0, 10)
    assert kinds["lost"].others == len(kinds["lost"].seconds) == 10


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
    assert {"home:front", "claims:claims", "encounters:workbench", "ledger:chain", "encounters:worklist, search"} <= set(found["pages"])
    assert [name for name, row in found["pages"].items() if row["not a page"]] == []
