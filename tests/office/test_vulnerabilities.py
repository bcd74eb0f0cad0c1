"""The classes of weakness that medical record systems were found to have, each held shut by a test.

Classes: missing authorisation, records of others by id, holes in the scope, SQL through sort and keys, commands, scripts in stored text,
the PDF writer reading files or the network, paths, XML entities, uploads, forged requests, rights that outlive their end, mixed patients.
"""

import ast
import re
import socket
from pathlib import Path

import office_making as make
import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_access import PUBLIC, ROUTES

import claimwright
from claimwright import core
from claimwright.office.encounters.actions import import_encounter, propose_codes
from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.scope import within

pytestmark = pytest.mark.django_db
HERE = Path(claimwright.__file__).parent
SOURCES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(HERE.rglob("*.py")) if "migrations" not in path.parts}
LOGIN = "django.contrib.auth.backends.ModelBackend"
TRAVERSALS = (
    "../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "....//etc/passwd",
    "/etc/passwd",
    "%00",
    "..\\..\\boot.ini",
    "file:///etc/passwd",
)
INJECTIONS = (
    "1' OR '1'='1",
    '1"; DROP TABLE kit_auditevent;--',
    "(SELECT 1)",
    "claim_id);--",
    "0x31",
    "sleep(9)",
    "%27",
    "{{7*7}}",
    "${7*7}",
)


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


# Missing authorisation


def test_every_route_declares_who_may_and_asks_nobody_else_in():
    assert len(ROUTES) > 40
    assert not [name for name, _, view in ROUTES if name not in PUBLIC and not getattr(view, "permission", "")]


def test_without_signing_in_only_the_sign_in_page_answers(client, claim):
    for name, path, _ in ROUTES:
        address = re.sub(r"<[^>]+>", claim.public_id, path)
        answer = client.get(address)
        assert name in PUBLIC or answer.status_code in (301, 302, 401, 405), name
        assert b"Lindqvist" not in answer.content, name


# Records of others by id; the scope


def test_ids_of_another_practice_are_not_there_and_the_asking_is_recorded(client, stranger, claim):
    client.force_login(stranger.user, backend=LOGIN)
    for path in (f"/claims/{claim.public_id}", f"/encounters/{claim.encounter.public_id}", f"/accounts/{claim.patient.public_id}"):
        assert client.get(path).status_code == 404
    assert AuditEvent.objects.filter(actor="otto", outcome="denied").count() == 3


def test_a_form_cannot_name_a_row_of_another_practice(client, stranger, claim, manager):
    client.force_login(stranger.user, backend=LOGIN)
    client.post("/claims/submit", {"claim": claim.public_id})
    claim.refresh_from_db()
    assert claim.state == "ready"


# SQL


def test_no_sql_is_made_of_text_outside_the_few_places_that_name_tables():
    allowed = {"sealing.py", "census.py", "rls.py", "append_only.py", "fts.py", "store.py"}
    offences = []
    for path, tree in SOURCES.items():
        if "office" not in path.parts or path.name in allowed:
            continue
        for node, name in calls(tree):
            first = node.args[0] if node.args else None
            if name.endswith((".execute", ".executemany", ".raw", ".extra", "RawSQL")) and isinstance(first, ast.JoinedStr | ast.BinOp):
                offences.append(f"{path.name}:{node.lineno}")
    assert offences == []


@pytest.mark.parametrize("value", [*INJECTIONS, *TRAVERSALS])
def test_sort_filter_and_page_parameters_are_never_sql(page, claim, value):
    for path in ("/trail/", "/claims/", "/encounters/"):
        for names in (("sort", "show", "page", "age"), ("tag", "person", "patient", "words", value[:20])):
            assert page.get(path, dict.fromkeys(names, value)).status_code == 200, path
    assert AuditEvent.objects.exists()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text(max_size=12), st.text(max_size=30), max_size=4))
def test_any_query_gives_a_page(page, query):
    with connection.cursor():
        refused = any("\x00" in text for pair in query.items() for text in pair)
        assert page.get("/trail/", query).status_code == (400 if refused else 200)


# Commands


def test_no_program_is_run_through_a_shell_and_no_text_as_code():
    """One module of the engine writes functions out of its own tables; nothing from outside is among them."""
    offences = []
    for path, tree in SOURCES.items():
        if path.parts[-2:] == ("x12", "written.py"):
            continue
        for node, name in calls(tree):
            if name in ("os.system", "os.popen", "eval", "exec", "compile", "pickle.loads", "pickle.load", "marshal.loads", "yaml.load"):
                offences.append(f"{path}:{node.lineno} {name}")
            if any(word.arg == "shell" for word in node.keywords):
                offences.append(f"{path}:{node.lineno} shell=")
    assert offences == []


# Stored text as script


@pytest.mark.parametrize(
    "canary", ['"><script>alert(1)</script>', "<img src=x onerror=alert(1)>", "javascript:alert(1)", "'-alert(1)-'", "{{7*7}}{% debug %}"]
)
def test_text_of_a_note_a_name_a_payer_and_a_file_is_shown_and_never_run(page, practice, manager, books, canary):
    patient = core.Patient(id=canary, last=canary, first=canary, birth_date=make.DAY, sex="F")
    payer = core.Coverage(payer=core.Payer("00882", canary[:60]), subscriber=core.Subscriber(member_id="1EG4TE5MK73"))
    note = core.Document(text=f"Assessment: essential hypertension. {canary}")
    with within(practice):
        value = make.encounter(0, id="X1", patient=patient, documents=(note,), coverages=(payer,))
        encounter = propose_codes(import_encounter(practice, value, by=manager), by=manager)
    for path in ("/", "/encounters/?show=all", f"/encounters/{encounter.public_id}", "/trail/", "/claims/", "/accounts/"):
        text = page.get(path).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert not re.search(r'(?:href|src|action)="\s*javascript:', text)
        assert "49" not in re.findall(r"<h1>(.*?)</h1>", text)


def test_no_template_marks_text_as_safe_and_no_view_writes_html():
    for path in HERE.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "|safe" not in text, path
        assert "autoescape off" not in text, path
    assert not [f"{path}:{node.lineno}" for path, tree in SOURCES.items() for node, name in calls(tree) if name.endswith("mark_safe")]


# The PDF writer


def test_a_claim_on_paper_asks_neither_the_network_nor_a_file(claim, monkeypatch):
    from claimwright import forms

    forms.print_form("cms1500", [claim.value])  # what it needs of its own is read now
    opened = []

    def refuse(*args, **kwargs):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    real = open
    monkeypatch.setattr("builtins.open", lambda name, *args, **kwargs: opened.append(str(name)) or real(name, *args, **kwargs))
    canary = '<img src="http://127.0.0.1:9/x"/><link href="file:///etc/passwd"/>'
    value = core.replace(claim.value, patient=core.replace(claim.value.patient, last=canary, first="file:///etc/passwd"))
    pdf = forms.print_form("cms1500", [value]).pdf
    assert b"root:" not in pdf
    assert b"/URI" not in pdf
    assert not [name for name in opened if "passwd" in name]


# Paths, XML, uploads


@pytest.mark.parametrize("value", TRAVERSALS[:3])
def test_an_address_with_a_path_in_it_leads_nowhere(page, claim, value):
    for name, path, _ in ROUTES:
        if "<" in path and not name.startswith("api:"):
            answer = page.get(re.sub(r"<[^>]+>", value, path))
            assert answer.status_code in (301, 400, 404, 405), name
            assert b"root:" not in answer.content


def test_the_sign_nul_comes_in_nowhere(page):
    """PostgreSQL stores none: an address or a form with one would break the page behind it."""
    assert page.get("/claims/%00").status_code == 400
    assert page.get("/claims/", {"show": "a\0b"}).status_code == 400
    assert page.post("/encounters/find", {"q": "a\0b"}).status_code == 400


def test_the_static_files_do_not_lead_out_of_their_folder(client):
    for value in TRAVERSALS:
        assert client.get(f"/static/{value}").status_code in (400, 404)


def test_xml_is_read_by_readers_that_know_no_entities():
    """The office takes no XML in but through its gate, which refuses a document type; no module reads XML by a reader that resolves one."""
    risky = ("xml.sax", "xml.dom.minidom", "xml.dom.pulldom", "lxml.etree.parse", "lxml.objectify")
    office = {path: tree for path, tree in SOURCES.items() if "office" in path.parts}
    imported = {
        (path.name, alias.name)
        for path, tree in office.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.name.startswith(risky) or str(getattr(node, "module", "")).startswith(("xml", "lxml"))
    }
    assert imported == set()


def test_an_upload_under_any_name_is_kept_as_bytes_and_never_as_a_file(page, practice, tmp_path, monkeypatch):
    from django.core.files.uploadedfile import SimpleUploadedFile

    monkeypatch.chdir(tmp_path)
    for name, content in (("../../evil.py", b"import os"), ("x.835", b"<html>"), ("a.php", b"<?php"), ("b.835", b"ISA*" + b"\0" * 90)):
        answer = page.post("/remittances/receive", {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302
    assert list(tmp_path.iterdir()) == []


# Forged requests; rights that outlive their end


def test_every_change_needs_the_token_of_the_session(manager, claim):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(manager.user, backend=LOGIN)
    for name, path, view in ROUTES:
        if "csrf_exempt" in str(getattr(view, "__dict__", {})) and name.startswith("api:"):
            continue
        answer = strict.post(re.sub(r"<[^>]+>", claim.public_id, path))
        assert answer.status_code in (403, 405), name


def test_a_get_never_changes_anything(page, claim, practice):
    def standing():
        tables = [name for name in connection.introspection.table_names() if not name.startswith(("kit_audit", "django_session", "axes_"))]
        with connection.cursor() as cursor:
            return {name: cursor.execute(f"SELECT COUNT(*) FROM {name}") and cursor.fetchone() for name in tables}

    before = standing()
    for _, path, _ in ROUTES:
        page.get(re.sub(r"<[^>]+>", claim.public_id, path))
    assert standing() == before


def test_a_role_that_was_taken_away_ends_at_the_next_request(page, manager):
    assert page.get("/trail/").status_code == 200
    manager.delete()
    assert page.get("/trail/").status_code in (302, 403)


def test_a_session_of_a_changed_password_is_over(page, manager):
    assert page.get("/").status_code == 200
    manager.user.set_password("another horse entirely")
    manager.user.save()
    assert page.get("/").status_code == 302


def test_a_session_that_was_signed_out_is_worth_nothing(page):
    cookie = page.cookies["claimwright"].value
    page.post("/account/sign-out")
    other = Client()
    other.cookies["claimwright"] = cookie
    assert other.get("/").status_code == 302


# Wrong patient


def test_two_tabs_with_two_patients_never_mix(page, practice, manager, books):
    """What is sent names its row; nothing about a patient is kept in the session."""
    with within(practice):
        rows = [propose_codes(import_encounter(practice, make.encounter(number), by=manager), by=manager) for number in (3, 5)]
    for row in rows:
        page.get(f"/encounters/{row.public_id}")
    kept = str(dict(page.session))
    assert not [row for row in rows if row.public_id in kept or row.patient.public_id in kept or row.patient.value.last in kept]
    page.post(f"/encounters/{rows[0].public_id}/add", {"system": "icd10cm", "code": "Z00.00"})
    codes = [{item.value.code for item in row.decisions.all()} for row in rows]
    assert "Z00.00" in codes[0]
    assert "Z00.00" not in codes[1]


def test_no_view_keeps_a_row_in_the_session():
    for path, tree in SOURCES.items():
        if path.name == "views.py":
            stored = (ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Subscript))
            stored = [text for text in stored if "session" in text]
            assert not [text for text in stored if re.search("patient|encounter|claim", text)], path
