"""A local fake endpoint answers well, badly, slowly and not at all."""

import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from claimwright.codesets import open_books
from claimwright.coding import CodingRequest, code
from claimwright.coding.choosing import choose
from claimwright.core import InputError
from claimwright.interop.transport.agreement import Agreement, permit, read_agreement
from claimwright.interop.transport.endpoint import Endpoint

ON = date(2025, 10, 9)
REQUEST = CodingRequest(text="ASSESSMENT\n1. Heart failure, on furosemide.\n2. Left knee pain.", date_of_service=ON)


class Fake(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers.get("Authorization"), asked))
        self.server.behave(self, asked)

    def say(self, text, status=200):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    fake = ThreadingHTTPServer(("127.0.0.1", 0), Fake)
    fake.asked = []
    thread = threading.Thread(target=fake.serve_forever, daemon=True)
    thread.start()
    yield fake
    fake.shutdown()
    fake.server_close()
    thread.join()


def endpoint(server, **more):
    return Endpoint(f"http://127.0.0.1:{server.server_port}/v1", "fake", on=ON, **more)


def candidates(asked):
    return json.loads(asked["messages"][1]["content"])["candidates"]


def content(text):
    return json.dumps({"choices": [{"message": {"content": text}}]})


@pytest.fixture(scope="module")
def books():
    return open_books()


@pytest.fixture(scope="module")
def engine(books):
    return code(REQUEST, books)


def test_it_may_choose_an_alternative_and_the_change_says_so(server, books, engine):
    server.behave = lambda to, asked: to.say(content(json.dumps({"code": list(candidates(asked))[-1]})))
    result = choose(engine, REQUEST, books, endpoint(server, key="s3cret"))
    changed = [(before, after) for before, after in zip(engine.codes, result.codes, strict=True) if before.code != after.code]
    assert changed
    for before, after in changed:
        assert after.code in {one.code for one in before.alternatives}
        assert after.rules[-1] == "chosen-by-fake"
        assert after.tier == "review"
        assert after.alternatives[0].code == before.code
        assert books.icd10cm.is_billable(after.code, ON)
    path, key, asked = server.asked[0]
    assert (path, key, asked["temperature"]) == ("/v1/chat/completions", "Bearer s3cret", 0)


def test_only_the_words_around_the_code_are_shown(server, books):
    request = CodingRequest(text="ASSESSMENT\n1. Heart failure.\n" + "Nothing else. " * 100 + "Secret words.", date_of_service=ON)
    server.behave = lambda to, asked: to.say(content('{"code": "I50.9"}'))
    choose(code(request, books), request, books, endpoint(server))
    assert server.asked
    assert "Secret" not in json.dumps(server.asked)


BAD = {
    "another code": lambda to, asked: to.say(content('{"code": "Z99.89"}')),
    "no JSON": lambda to, asked: to.say(content("I would say I50.9")),
    "no choices": lambda to, asked: to.say("{}"),
    "no object": lambda to, asked: to.say("[]"),
    "an error": lambda to, asked: to.say("PHI: heart failure", 500),
    "a redirect": lambda to, asked: (to.send_response(302), to.send_header("Location", "http://example.org/"), to.end_headers()),
    "too much": lambda to, asked: to.say("x" * (2 << 20)),
    "half an answer": lambda to, asked: (
        to.send_response(200),
        to.send_header("Content-Length", "99"),
        to.end_headers(),
        to.wfile.write(b"{"),
    ),
}


@pytest.mark.parametrize("how", BAD)
def test_whatever_it_does_the_engines_codes_stand(how, server, books, engine):
    server.behave = BAD[how]
    result = choose(engine, REQUEST, books, endpoint(server))
    assert result.codes == engine.codes
    assert bool(result.notes) == (how != "another code")
    assert "heart failure" not in " ".join(result.notes)


def test_it_is_not_waited_for_and_not_asked_for_ever(server, books, engine):
    held = threading.Event()
    server.behave = lambda to, asked: held.wait(5)
    result = choose(engine, REQUEST, books, endpoint(server, timeout=0.1))
    held.set()
    assert result.codes == engine.codes
    assert len(server.asked) <= 3


def test_one_that_is_not_there(books, engine):
    result = choose(engine, REQUEST, books, Endpoint("http://127.0.0.1:9/v1", "gone", on=ON))
    assert result.codes == engine.codes
    assert "cannot be reached" in result.notes[-1]


AGREED = Agreement(
    party="Example Models", host="models.example.org", signed_on=date(2025, 1, 1), signed_by="Ines Okafor", until=date(2025, 12, 31)
)


def test_text_leaves_the_machine_only_under_an_agreement():
    permit("http://127.0.0.1:8080/v1", None, ON)
    permit("https://models.example.org/v1", AGREED, ON)
    for address, agreement, on in (
        ("https://models.example.org/v1", None, ON),
        ("https://other.example.org/v1", AGREED, ON),
        ("http://models.example.org/v1", AGREED, ON),
        ("https://models.example.org/v1", AGREED, date(2026, 1, 1)),
        ("https://models.example.org/v1", AGREED, date(2024, 1, 1)),
        ("ftp://127.0.0.1/", None, ON),
        ("http://127.0.0.1.example.org/", None, ON),
    ):
        with pytest.raises(InputError):
            permit(address, agreement, on)


def test_an_agreement_is_read_or_refused(tmp_path):
    file = tmp_path / "agreement.toml"
    file.write_text('party = "A"\nhost = "a.example.org"\nsigned_on = 2025-01-01\nsigned_by = "B"\n')
    assert read_agreement(file).host == "a.example.org"
    for text in ('party = "A"', "not toml [", 'party = "A"\nhost = 3\nsigned_on = 2025-01-01\nsigned_by = "B"\n'):
        file.write_text(text)
        with pytest.raises(InputError):
            read_agreement(file)
    with pytest.raises(InputError):
        read_agreement(tmp_path / "none.toml")
