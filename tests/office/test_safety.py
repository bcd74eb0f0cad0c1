"""Headers, cookies, sign-in, idle time, and text that would like to be code."""

import time

import office_making as make
import pytest

from claimwright import core
from claimwright.office.encounters.actions import import_encounter, propose_codes
from claimwright.office.kit.models import AuditEvent

pytestmark = pytest.mark.django_db
CANARY = '<script>alert("canary")</script>'


def sign_in(client, password="correct horse"):
    return client.post("/account/sign-in", {"username": "mia", "password": password})


def test_every_answer_forbids_foreign_code_and_caching(page):
    for path in ("/", "/encounters/", "/account/sign-in", "/nowhere"):
        headers = page.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_no_page_has_inline_code_or_style(page, encounter):
    for path in ("/", "/encounters/", f"/encounters/{encounter.public_id}", "/claims/", "/accounts/"):
        text = page.get(path).content.decode()
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert "https://" not in text


def test_cookies_are_for_the_server_only(client, manager):
    cookie = sign_in(client).cookies["claimwright"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_foreign_host_name_is_refused(client):
    assert client.get("/account/sign-in", HTTP_HOST="evil.example").status_code == 400


def test_a_post_without_its_token_is_refused(manager, encounter):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(manager.user, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post(f"/encounters/{encounter.public_id}/finalize").status_code == 403


def test_five_failures_lock_the_name_even_for_the_right_password(client, manager):
    for _ in range(5):
        sign_in(client, "wrong")
    assert sign_in(client).status_code == 429
    assert AuditEvent.objects.filter(tag="account:sign-in", outcome="failed", actor="mia").count() >= 4


def test_signing_in_and_out_is_recorded(client, manager):
    assert sign_in(client).status_code == 302
    client.post("/account/sign-out")
    assert list(AuditEvent.objects.filter(tag__startswith="account:sign").order_by("pk").values_list("tag", flat=True)) == [
        "account:sign-in",
        "account:sign-out",
    ]


def test_an_idle_session_ends_on_the_server(page):
    page.get("/")
    kept = page.session
    kept["seen"] = time.time() - 16 * 60
    kept.save()
    assert page.get("/").status_code == 302
    assert AuditEvent.objects.filter(tag="account:session:expire").exists()


def test_the_demonstrations_sign_in_is_shown_only_there(client, settings):
    assert "demo" not in client.get("/account/sign-in").content.decode()
    settings.DEMONSTRATION = True
    text = client.get("/account/sign-in").content.decode()
    assert "SYNTHETIC DATA" in text
    assert "<code>demo</code>" in text


def test_text_from_outside_is_never_code(page, practice, manager, books):
    patient = core.Patient(id=CANARY, last=CANARY, first="A", birth_date=make.DAY, sex="F")
    note = core.Document(text=f"Assessment: essential hypertension. {CANARY} {{% csrf_token %}}")
    value = make.encounter(0, id="X1", patient=patient, documents=(note,))
    encounter = propose_codes(import_encounter(practice, value, by=manager), by=manager)
    for path in ("/", "/encounters/", f"/encounters/{encounter.public_id}"):
        text = page.get(path).content.decode()
        assert CANARY not in text
        assert "&lt;script&gt;" in text


def test_no_name_stands_in_an_address(page, encounter, claim):
    for path in ("/", "/encounters/?show=all", f"/encounters/{encounter.public_id}", "/claims/", "/accounts/"):
        text = page.get(path).content.decode()
        addresses = [piece.split('"')[0] for piece in text.split('href="')[1:]]
        assert not any("Lindqvist" in address or "P003" in address or "E0003" in address for address in addresses)


def test_search_by_name_is_a_post(page, encounter):
    assert page.get("/encounters/find?q=Lindqvist").status_code == 405
    assert b"Lindqvist" in page.post("/encounters/find", {"q": "lindq", "show": "all"}).content


@pytest.mark.parametrize("text", ["²", "9" * 6000, "-1", "x", ""])
def test_odd_numbers_in_a_form_never_break_a_page(page, encounter, text):
    code = encounter.decisions.first()
    for path, form in (
        (f"/encounters/{encounter.public_id}/add", {"system": "icd10cm", "code": "E11.9", "start": text, "end": text, "text": "x"}),
        (f"/encounters/{encounter.public_id}/coverage", {"sequence": text, "member": "AB12"}),
        (f"/encounters/code/{code.public_id}/edit", {"code": code.value.code, "units": text}),
    ):
        assert page.post(path, form).status_code == 302


def test_messages_are_kept_with_the_session_and_not_in_a_cookie(page):
    answer = page.post("/remittances/receive", {})
    assert answer.status_code == 302
    assert "messages" not in answer.cookies
    assert "Choose a file" in page.get("/").content.decode()


def test_a_logged_failure_names_places_and_no_values():
    import logging
    import sys

    from claimwright.office.kit.logs import WithoutValues

    try:
        try:
            int("Rivera, Ana")
        except ValueError as fault:
            raise KeyError("born 1961-04-02") from fault
    except KeyError:
        record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Internal Server Error: %s", ("/x",), sys.exc_info())
    written = WithoutValues().format(record)
    assert "ValueError" in written
    assert "test_safety.py" in written
    assert "Rivera" not in written
    assert "1961" not in written


def test_an_answer_with_an_odd_number_moves_nothing(practice, manager):
    from claimwright.office.claims.answers import apply

    for number in ("²³", "9" * 40, "", "x"):
        apply(practice, core.Acknowledgement(kind="999", answers=number, verdict="R"), None, manager)


def test_a_failed_sign_in_keeps_the_name_and_records_no_more_of_it_than_a_name_holds(client, manager):
    answer = client.post("/account/sign-in", {"username": "mia", "password": "wrong"})
    assert 'value="mia"' in answer.content.decode()
    client.post("/account/sign-in", {"username": "x" * 100_000, "password": "wrong"})
    assert AuditEvent.objects.order_by("-sequence").first().actor == "x" * 150
