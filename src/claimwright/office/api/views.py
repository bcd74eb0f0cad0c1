"""The pages about the API: its document for programs, and the same as a page for eyes. Nothing is fetched from elsewhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from claimwright.office.kit.pages import page

from .api import api
from .shapes import components


@page("self:read")
def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return JsonResponse(_schema())


@page("self:read")
def about(request: HttpRequest) -> HttpResponse:
    """Every call with its parameters."""
    return render(request, "api/about.html", {"calls": _calls(_schema()), "here": "api"})


def _schema() -> dict[str, Any]:
    schema = api.get_openapi_schema(path_prefix=reverse("api:about"))
    schema["components"]["schemas"] |= components()
    return schema


def _calls(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"method": method.upper(), "path": path, "parameters": call.get("parameters", ()), **call}
        for path, methods in schema["paths"].items()
        for method, call in methods.items()
    ]
