"""Reads the office's source: no query on a practice's rows goes around ``for_practice``."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from claimwright.office.kit.scope import PracticeOwned

OFFICE = Path(__file__).parents[2] / "src" / "claimwright" / "office"
SOURCES = sorted(path for path in OFFICE.rglob("*.py") if "migrations" not in path.parts)
OWNED = {model.__name__ for model in apps.get_models() if issubclass(model, PracticeOwned)} | {"AuditEvent"}
ALLOWED_FIRST = {"for_practice", "in_scope", "create", "get_or_create", "bulk_create"}
WRITES = {"get_or_create", "create", "bulk_create"}
"""Making a row names its practice as an argument; the constructor's ``practice=`` is checked below."""
CHAIN = {
    ("kit/audit.py", "AuditEvent"),
    ("kit/chain.py", "AuditEvent"),
    ("kit/anchors.py", "AuditEvent"),
    ("trail/everything.py", "AuditEvent"),
}
"""The audit chain runs through all practices; its page reads it through ``for_practice``."""


def offences(tree, name=""):
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "objects"):
            continue
        model = getattr(node.value.value, "id", "")
        if model not in OWNED or (name, model) in CHAIN:
            continue
        if node.attr not in ALLOWED_FIRST:
            yield f"{name}:{node.lineno} {model}.objects.{node.attr}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES - {"bulk_create"}:
            owner = node.func.value
            model = getattr(owner.value, "id", "") if isinstance(owner, ast.Attribute) and owner.attr == "objects" else ""
            if model in OWNED and (name, model) not in CHAIN and "practice" not in {word.arg for word in node.keywords}:
                yield f"{name}:{node.lineno} makes a {model} without a practice"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("get_object_or_404", "get_list_or_404"):
            yield f"{name}:{node.lineno} {node.func.id}: look it up in queries.py through for_practice"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("raw", "extra"):
            yield f"{name}:{node.lineno} no SQL as text"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(OFFICE)))
def test_no_query_goes_around_the_practice(path):
    assert not list(offences(ast.parse(path.read_text("utf-8")), str(path.relative_to(OFFICE))))


@pytest.mark.parametrize(
    "source",
    ["Claim.objects.get(pk=1)", "Encounter.objects.all()", "Patient.objects.create(number='1')", "get_object_or_404(Claim, pk=1)"],
)
def test_the_lint_can_fail(source):
    assert list(offences(ast.parse(source)))
