"""No PHI in logs, addresses, caches and error pages; the same headers on every answer. Over all routes."""

import io
import json
import logging
import re
from pathlib import Path

import pytest
from test_access import ROUTES

from claimwright.office.kit import logs
from claimwright.office.kit.logs import WithoutValues

pytestmark = pytest.mark.django_db
OFFICE = Path(logs.__file__).parents[1]
PLANTED = ("Lindqvist", "1956-01-30", "19560130", "Elm Street", "1EG4TE5MK73", "P003", "hypertension")


@pytest.fixture
def log():
    """Everything that is logged meanwhile, as the office writes it; down to the smallest message."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(WithoutValues())
    names = ("", "django", "django.request", "django.security", "django.server", "axes", "claimwright")
    before = [(logging.getLogger(name), logging.getLogger(name).level) for name in names]
    for logger, _ in before:
        logger.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    yield out
    logging.getLogger().removeHandler(handler)
    for logger, level in before:
        logger.setLevel(level)


_SEEN = {}
"""The routes are walked once for all tests of this file."""


@pytest.fixture
def answers(request):
    """Every route, read and sent, with ids that exist, that do not, and with planted words in the place of an id."""
    if not _SEEN:
        _SEEN["log"] = request.getfixturevalue("log")
        _SEEN["answers"] = _walk(request.getfixturevalue("page"), request.getfixturevalue("claim"))
        _SEEN["log"] = _SEEN["log"].getvalue()
    return _SEEN["answers"]


def _walk(page, claim):
    page.raise_request_exception = False
    found = []
    for name, path, _ in ROUTES:
        if name == "accounts:sign-out":
            continue
        for identifier in [claim.encounter.public_id, claim.public_id, "Lindqvist"] if "<" in path else [""]:
            address = re.sub(r"<[^>]+>", identifier, path)
            found.append((name, address, page.get(address)))
            found.append((name, address, page.post(address, {"reason": "x", "q": "Lindqvist"})))
    return found


def test_every_answer_forbids_foreign_code_and_keeping(answers):
    assert len(answers) > 100
    for name, _, answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, name
        assert "script-src 'self'" in policy, name
        assert "unsafe" not in policy, name
        assert "*" not in policy, name
        assert answer.headers["Cache-Control"] == "no-store", name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert answer.headers["X-Frame-Options"] == "DENY", name
        assert answer.headers["Referrer-Policy"] == "same-origin", name
        # A program names the state of a row by it when it changes the row; no page has one, and nothing of either is kept.
        assert "ETag" not in answer.headers or name.startswith("api:"), name
        assert "Last-Modified" not in answer.headers, name


def test_no_planted_word_stands_in_an_address_a_cookie_or_a_header(answers):
    for name, address, answer in answers:
        if "Lindqvist" in address:  # what somebody typed may come back to her; what the records hold may not
            continue
        outside = [*answer.headers.values(), *(cookie.output() for cookie in answer.cookies.values())]
        if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            outside += re.findall(r'(?:href|src|action|hx-[a-z-]+|data-[a-z-]+)="([^"]*)"', answer.content.decode())
        told = " ".join(text for text in outside if address not in text)
        assert not [word for word in PLANTED if word in told], name


def test_no_planted_word_is_logged(answers):
    written = _SEEN["log"]
    assert "404 GET encounters:workbench" in written
    assert not [word for word in PLANTED if word in written]


def test_no_page_fails(answers):
    assert not [(name, address) for name, address, answer in answers if answer.status_code >= 500]


@pytest.mark.parametrize("status", [403, 404, 500])
def test_error_pages_say_nothing_of_what_failed(page, encounter, monkeypatch, status):
    from django.core.exceptions import PermissionDenied
    from django.http import Http404

    from claimwright.office.encounters import queries

    faults = {403: PermissionDenied, 404: Http404, 500: ValueError}

    def fail(*args):
        raise faults[status]("Lindqvist, Per, born 1956-01-30, 1EG4TE5MK73")

    monkeypatch.setattr(queries, "encounter", fail)
    page.raise_request_exception = False
    answer = page.get(f"/encounters/{encounter.public_id}?q=Lindqvist")
    assert answer.status_code == status
    text = answer.content.decode()
    assert not [word for word in PLANTED if word in text]
    assert "Traceback" not in text
    assert "settings" not in text.lower()
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_failure_is_logged_by_place_and_route_alone(page, encounter, log, monkeypatch):
    from claimwright.office.encounters import queries

    monkeypatch.setattr(queries, "encounter", lambda *args: json.loads("Lindqvist 1956-01-30"))
    page.raise_request_exception = False
    page.get(f"/encounters/{encounter.public_id}?q=Lindqvist")
    written = log.getvalue()
    assert "500 GET encounters:workbench" in written
    assert "JSONDecodeError" in written
    assert not [word for word in (*PLANTED, encounter.public_id) if word in written]


def test_nothing_can_begin_a_line_in_the_log_or_colour_a_terminal():
    record = logging.LogRecord("x", logging.WARNING, __file__, 1, "user %s", ("eve\r\n2026 CRITICAL all is well\x1b[31m\u2028x",), None)
    written = WithoutValues().format(record)
    assert "\n" not in written
    assert "\x1b" not in written
    assert "\u2028" not in written


def test_no_page_is_cached_and_nothing_is_kept_in_files(settings):
    assert {cache["BACKEND"] for cache in settings.CACHES.values()} == {"claimwright.office.kit.shared.SharedCache"}
    users = [file.name for file in OFFICE.rglob("*.py") if "django.core.cache" in file.read_text()]
    assert sorted(users) == ["shared.py", "tokens.py"]
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    assert "InMemory" in settings.STORAGES["default"]["BACKEND"]
    assert not settings.DEBUG


def test_signing_out_tells_the_browser_to_forget(page):
    assert "Clear-Site-Data" not in page.get("/").headers
    assert page.post("/account/sign-out").headers["Clear-Site-Data"] == '"cache", "storage"'
