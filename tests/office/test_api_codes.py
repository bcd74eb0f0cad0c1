"""The books over HTTP: the same answers as on the command line, errors in one form, nobody in without a session, nothing odd is a 500."""

import json
import string

import pytest
import typer
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import given as tried
from hypothesis import strategies as some
from typer.testing import CliRunner

from claimwright.cli.commands import codes
from claimwright.codesets.books import is_built
from claimwright.core import encode
from claimwright.office.api import batches
from claimwright.office.kit.models import AuditEvent

pytestmark = pytest.mark.django_db
API = "/api/v1/codes"
DAY = "2026-03-02"
QUESTIONS = [
    {"id": 1, "code": "E11.9", "on": DAY},
    {"id": "two", "system": "nowhere", "code": "E11.9"},
    {"id": 3, "system": "carc", "code": "97"},
    {"id": 4, "code": 5},
    {"id": 5, "code": "O80", "on": DAY, "age": 30, "sex": "M"},
    {"code": "E11", "on": "1900-01-01"},
]
SAME = [
    ("/list", {}, ["list"]),
    ("/lookup", {"system": "icd10cm", "code": "E11.9"}, ["lookup", "icd10cm", "E11.9"]),
    ("/lookup", {"system": "ICD-10-CM", "code": "e119", "on": DAY}, ["lookup", "ICD-10-CM", "e119", "--on", DAY]),
    ("/lookup", {"system": "icd10pcs", "code": "0DTJ4ZZ", "on": DAY}, ["lookup", "icd10pcs", "0DTJ4ZZ", "--on", DAY]),
    ("/lookup", {"system": "carc", "code": "97", "on": DAY}, ["lookup", "carc", "97", "--on", DAY]),
    ("/lookup", {"system": "cpt", "code": "99214"}, ["lookup", "cpt", "99214"]),
    ("/search", {"system": "icd10cm", "words": "diabtes typ 2", "limit": 3}, ["search", "icd10cm", "diabtes", "typ", "2", "--limit", "3"]),
    ("/search", {"system": "carc", "words": "charge", "on": DAY}, ["search", "carc", "charge", "--on", DAY]),
    ("/search", {"system": "all", "words": "office visit", "limit": 4}, ["search", "all", "office", "visit", "--limit", "4"]),
    ("/pcs", {}, ["pcs"]),
    ("/pcs", {"prefix": "0DTJ", "on": DAY}, ["pcs", "0DTJ", "--on", DAY]),
    ("/pcs", {"prefix": "0DZZ"}, ["pcs", "0DZZ"]),
    ("/between", {"code1": "E10.9", "code2": "E11.9", "on": DAY}, ["between", "E10.9", "E11.9", "--on", DAY]),
    ("/between", {"code1": "F02.80", "code2": "G30.9"}, ["between", "F02.80", "G30.9"]),
    ("/diff", {"system": "icd10cm", "before": "2025", "after": "2026"}, ["diff", "icd10cm", "2025", "2026"]),
    ("/sides", {"code": "h2511", "on": DAY}, ["sides", "h2511", "--on", DAY]),
    ("/sides", {"code": "E11.9"}, ["sides", "E11.9"]),
    ("/companions", {"code": "F02.80", "on": DAY}, ["companions", "F02.80", "--on", DAY]),
    ("/below", {"code": "S52.50", "on": DAY, "limit": 5}, ["below", "S52.50", "--on", DAY, "--limit", "5"]),
    ("/below", {"code": "E08-E13", "billable": "false"}, ["below", "E08-E13", "--every"]),
    ("/flags", {"code": "E11.65", "on": DAY}, ["flags", "E11.65", "--on", DAY]),
    ("/pair", {"code1": "10060", "code2": "99213", "modifiers": "25"}, ["pair", "10060", "99213", "--modifier", "25"]),
    ("/pair", {"code1": "x", "code2": "y", "setting": "hospital"}, ["pair", "x", "y", "--setting", "hospital"]),
    ("/units", {"code": "99213", "on": DAY}, ["units", "99213", "--on", DAY]),
    ("/units", {"code": "A4253", "setting": "dme"}, ["units", "A4253", "--setting", "dme"]),
    ("/coverage", {"procedure": "93306", "diagnosis": "I50.9"}, ["coverage", "93306", "I50.9"]),
    ("/severity", {"secondary": "I46.9", "principal": "I10", "on": DAY}, ["severity", "I46.9", "I10", "--on", DAY]),
]  # fmt: skip


@pytest.fixture(autouse=True)
def opened(books):
    assert is_built()


def command(*words, given=None):
    app = typer.Typer()
    app.callback()(lambda: None)
    codes.register(app)
    done = CliRunner().invoke(app, ["codes", *words], input=given)
    return [json.loads(line) for line in done.stdout.splitlines()]


def post(client, path, body, **more):
    return client.post(f"{API}{path}", body if isinstance(body, bytes) else encode(body), content_type="application/json", **more)


@pytest.mark.parametrize(("path", "asked", "words"), SAME, ids=[" ".join(words) for *_, words in SAME])
def test_it_answers_as_the_command_does(page, path, asked, words):
    given = page.get(API + path, asked)
    assert given.status_code == 200
    assert given.headers["Content-Type"] == "application/json"
    (expected,) = command(*words, "--json")
    expected.pop("books", None)  # the folder of this machine is nobody's business over HTTP
    assert given.json() == expected
    if path not in ("/list", "/diff"):
        assert given.json().keys() >= {"on", "releases"}
        assert ("date_assumed" in given.json()) is ("on" not in asked)


def test_validation_answers_as_the_command_does_line_by_line(page):
    answers = post(page, f"/validate?on={DAY}", QUESTIONS).json()["answers"]
    expected = command("validate", "--ndjson", "--on", DAY, given="\n".join(json.dumps(question) for question in QUESTIONS))
    for line in expected:
        if "error" in line:
            prefix = f"line {line.pop('line')}: "
            line["error"]["message"] = line["error"]["message"].removeprefix(prefix)
    assert answers == expected
    assert [answer.get("valid") for answer in answers] == [True, None, True, None, True, False]
    assert answers[0]["releases"] == {"icd10cm": "2025-10"}


def test_the_codes_in_use_that_a_change_touches(page, tmp_path):
    file = tmp_path / "used.txt"
    file.write_text("E11.9\nG35\nI10\n")
    asked = {"system": "icd10cm", "before": "2025", "after": "2026"}
    given = post(page, "/diff", asked | {"used": ["E11.9", "G35", "I10"]}).json()
    assert given == command("diff", "icd10cm", "2025", "2026", "--used", str(file), "--json")[0]
    assert [one["code"] for one in given["used"]] == ["G35"]


def test_words_of_a_chart_may_stand_in_the_body(page):
    asked = {"system": "icd10cm", "words": "broken wrist", "on": DAY, "limit": 2}
    assert post(page, "/search", asked).json() == page.get(f"{API}/search", asked).json()


def test_the_index_is_walked_or_said_to_be_absent(page, books):
    given = page.get(f"{API}/index", {"words": "heart attack", "on": DAY})
    if books.index is None:
        assert given.status_code == 404
        assert "is not installed; claimwright codes install" in given.json()["error"]["message"]
    else:
        assert given.json() == command("index", "heart", "attack", "--on", DAY, "--json")[0]
    assert page.get(f"{API}/index", {"words": "x", "system": "carc"}).status_code == 404


WRONG = [
    ("/lookup", {"system": "icd10cm", "code": "ZZZ.9"}, 404, "not-found", "icd10cm: has no ZZZ.9"),
    ("/lookup", {"system": "nowhere", "code": "1"}, 404, "not-found", "nowhere: is no system of the books"),
    ("/lookup", {"system": "icd10cm"}, 422, "shape", "code: Field required"),
    ("/lookup", {"system": "icd10cm", "code": "E11.9", "on": "tomorrow"}, 422, "shape", "on: Value error, not a date of the form"),
    ("/lookup", {"system": "icd10cm", "code": "E" * 41}, 422, "shape", "code: String should have at most 40 characters"),
    ("/search", {"system": "icd10cm", "words": "x", "limit": 0}, 422, "shape", "limit: Input should be greater than or equal to 1"),
    ("/search", {"system": "icd10cm", "words": "x", "on": "1900-01-01"}, 400, "input", "lies before the first ICD-10-CM release"),
    ("/diff", {"system": "icd10cm", "before": "1999-10", "after": "2026"}, 404, "not-found", "is no known release"),
    ("/sides", {"code": "ZZZ.9"}, 404, "not-found", "icd10cm: has no ZZZ.9"),
    ("/companions", {"code": "", "on": DAY}, 422, "shape", "code: String should have at least 1 character"),
    ("/below", {"code": "E11", "limit": 1001}, 422, "shape", "limit: Input should be less than or equal to 1000"),
    ("/flags", {"code": "E11.9", "on": "2026-02-30"}, 422, "shape", "on: Value error, not a date of the form"),
    ("/pair", {"code1": "10060", "code2": "99213", "setting": "dme"}, 422, "shape", "Input should be 'practitioner' or 'hospital'"),
    ("/units", {"code": "99213", "setting": "asc"}, 422, "shape", "setting: Input should be 'practitioner', 'hospital' or 'dme'"),
    ("/coverage", {"procedure": "93306"}, 422, "shape", "diagnosis: Field required"),
    ("/severity", {"principal": "I10"}, 422, "shape", "secondary: Field required"),
    ("/nothing", {}, 404, "not-found", "There is no such address."),
    ("/validate", {}, 405, "method", "Use POST."),
]  # fmt: skip


@pytest.mark.parametrize(("path", "asked", "status", "kind", "says"), WRONG)
def test_an_error_has_one_form(page, path, asked, status, kind, says):
    given = page.get(API + path, asked)
    assert given.status_code == status
    assert given.json().keys() == {"error"}
    assert given.json()["error"]["kind"] == kind
    assert says in given.json()["error"]["message"]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{", 400), (b"\xff\xfe", 400), (b"[" * 100_000, 400), (b"{}", 422), (b"null", 422), (b"[]", 200)],
)
def test_a_batch_that_is_none_is_refused(page, body, status):
    given = post(page, "/validate", body)
    assert given.status_code == status
    assert ("error" in given.json()) is (status != 200)


def test_a_question_that_breaks_something_spoils_no_other(page, monkeypatch):
    def breaks(question):
        return {"id": question.id, "valid": 1 / question.id}

    monkeypatch.setattr(batches, "validator", lambda books, day: breaks)
    given = post(page, "/validate", [{"id": 1, "code": "A"}, {"id": 0, "code": "B"}]).json()["answers"]
    assert given == [{"id": 1, "valid": 1.0}, {"id": 0, "error": {"kind": "internal", "message": "ZeroDivisionError"}}]


def test_a_batch_has_a_bound(page, monkeypatch):
    monkeypatch.setattr(batches, "MOST", 2)
    assert post(page, "/validate", QUESTIONS[:2]).status_code == 200
    given = post(page, "/validate", QUESTIONS[:3])
    assert given.status_code == 422
    assert "at most 2 questions" in given.json()["error"]["message"]


def test_nobody_without_a_session(client):
    for given in (client.get(f"{API}/list"), client.get(f"{API}/nothing"), post(client, "/validate", [])):
        assert given.status_code == 401
        assert given.json() == {"error": {"kind": "signed-out", "message": "Sign in first."}}
    for path in ("/api/v1/", "/api/v1/openapi.json"):
        assert client.get(path).url.startswith("/account/sign-in")


def test_a_role_without_the_books_is_refused_and_the_refusal_recorded(client, practice):
    from claimwright.office.accounts.actions import ensure_member

    poster = ensure_member(practice, username="pol", role="poster", password="correct horse")
    client.force_login(poster.user, backend="django.contrib.auth.backends.ModelBackend")
    given = client.get(f"{API}/lookup", {"system": "icd10cm", "code": "E11.9"})
    assert given.status_code == 403
    assert given.json()["error"]["kind"] == "forbidden"
    assert AuditEvent.objects.filter(actor="pol", outcome="denied", tag="books:search").count() == 1
    assert client.get("/api/v1/openapi.json").status_code == 200


def test_a_post_needs_the_token_of_the_session(manager):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(manager.user, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.get(f"{API}/list").status_code == 200
    refused = post(strict, "/validate", [])
    assert refused.status_code == 403
    assert refused.json()["error"]["kind"] == "csrf"
    strict.get("/api/v1/")
    token = strict.cookies["claimwright_csrf"].value
    assert post(strict, "/validate", [], headers={"X-CSRFToken": token}).json() == {"answers": []}


def test_the_document_names_every_call_and_nothing_comes_from_elsewhere(page):
    document = page.get("/api/v1/openapi.json").json()
    paths = {path.removeprefix(API): methods for path, methods in document["paths"].items() if path.startswith(f"{API}/")}
    calls = {(method, path) for path, methods in paths.items() for method in methods}
    gets = {("get", path) for path in ("/list", "/index", "/search", "/diff/practice", *(path for path, *_ in SAME))}
    assert calls == gets | {("post", path) for path in ("/search", "/index", "/validate", "/diff")}
    text = page.get("/api/v1/").content.decode()
    for _, path in calls:
        assert f"{API}{path}" in text
    assert "http://" not in text.replace("http://www.w3.org", "")
    assert "https://" not in text
    assert "<script>" not in text
    assert "default-src 'none'" in page.get(f"{API}/list").headers["Content-Security-Policy"]


def required(schema, document):
    if "$ref" in schema:
        return required(document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], document)
    return set(schema.get("required", ())).union(*(required(part, document) for part in schema.get("allOf", ())))


def references(value):
    if isinstance(value, dict):
        yield from ([value["$ref"]] if "$ref" in value else [])
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from references(item)


def test_the_document_says_what_is_answered(page):
    document = page.get("/api/v1/openapi.json").json()
    assert {name.rsplit("/", 1)[1] for name in references(document)} <= document["components"]["schemas"].keys()
    for path, asked, _ in SAME:
        call = document["paths"][API + path]["get"]
        schema = call["responses"]["200"]["content"]["application/json"]["schema"]
        assert required(schema, document)
        assert required(schema, document) <= page.get(API + path, asked).json().keys()
        assert asked.keys() <= {parameter["name"] for parameter in call["parameters"]}
        assert call["responses"].keys() == {"200", "400", "401", "403", "404", "405", "413", "422", "429"}
        assert call["operationId"] == f"codes_{path[1:]}".replace("list", "listing")


ODD = some.one_of(
    some.text(max_size=50),
    some.text(string.ascii_uppercase + string.digits + ".- /'\"%_*\0", max_size=8),
    some.sampled_from(
        ["E11.9", "0DTJ", "icd10cm", "icd10pcs", "carc", "hcpcs", "0001-01-01", "9999-12-31", "2024-10", "\ud800", "١٢", "-1"]
    ),
)
NAMES = ("system", "code", "words", "on", "limit", "prefix", "code1", "code2", "before", "after", "setting", "modifiers", "billable")
BESIDE = ("/sides", "/companions", "/below", "/flags", "/pair", "/units", "/coverage", "/severity")
PATHS = ("/lookup", "/search", "/index", "/pcs", "/between", "/diff", *BESIDE)


@tried(
    path=some.sampled_from(PATHS),
    system=some.sampled_from(["icd10cm", "icd10pcs", "hcpcs", "cpt", "mue", "carc", "modifiers"]),
    data=some.data(),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_odd_in_an_address_is_more_than_an_error(page, path, system, data):
    asked = {"system": system, "code": "1", "words": "x", "prefix": "", "code1": "A", "code2": "B", "before": "2025", "after": "2026"}
    asked |= {"procedure": "1", "diagnosis": "2", "secondary": "I46.9", "principal": "I10"}
    asked |= data.draw(some.dictionaries(some.sampled_from(NAMES), ODD, max_size=4))
    given = page.get(API + path, {name: value.encode("utf-8", "surrogatepass") for name, value in asked.items()})
    assert given.status_code in (200, 400, 404, 422)
    assert ("error" in given.json()) is (given.status_code != 200)


@tried(path=some.sampled_from(["/search", "/index", "/validate", "/diff"]), data=some.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_odd_in_a_body_is_more_than_an_error(page, path, data):
    leaf = some.one_of(some.none(), some.booleans(), some.integers(), some.floats(), ODD)
    names = some.sampled_from([*NAMES, "used", "id", "age", "sex"])
    row = some.dictionaries(names, some.one_of(leaf, some.lists(leaf, max_size=3)), max_size=6)
    body = data.draw(some.one_of(leaf, row, some.lists(some.one_of(leaf, row), max_size=4)))
    given = post(page, path, json.dumps(body).encode())
    assert given.status_code in (200, 400, 404, 422)
    assert ("error" in given.json()) is (given.status_code != 200)
