"""Invented FHIR resources."""

from __future__ import annotations

import base64
import json

NOTE = "# Assessment\nType 2 diabetes mellitus without complication.\n"


def patient(key="p1", **changes):
    return {
        "resourceType": "Patient", "id": key, "gender": "female", "birthDate": "1961-04-02",
        "name": [{"use": "official", "family": "Rivera", "given": ["Ana", "Maria"]}],
        "address": [{"line": ["1 Main Street"], "city": "Columbus", "state": "OH", "postalCode": "43215-0001"}],
        "identifier": [{"type": {"coding": [{"code": "MR"}]}, "value": f"MRN-{key}"}],
        "telecom": [{"system": "phone", "value": "614-555-0100"}],
        **changes,
    }  # fmt: skip


def encounter(key="e1", person="p1", day="2026-03-02", kind="AMB", **changes):
    return {
        "resourceType": "Encounter", "id": key, "status": "finished", "class": {"code": kind},
        "subject": {"reference": f"Patient/{person}"},
        "period": {"start": f"{day}T23:30:00-05:00", "end": f"{day}T23:50:00-05:00"}, **changes,
    }  # fmt: skip


def document(key="d1", visit="e1", person="p1", text=NOTE, kind="text/plain; charset=utf-8", day="2026-03-02", **changes):
    data = base64.b64encode(text.encode("latin-1" if "8859" in kind else "utf-8")).decode()
    return {
        "resourceType": "DocumentReference", "id": key, "status": "current", "type": {"coding": [{"code": "34117-2"}]},
        "subject": {"reference": f"urn:uuid:{person}"}, "date": f"{day}T23:45:00-05:00",
        "content": [{"attachment": {"contentType": kind, "data": data}}],
        "context": {"encounter": [{"reference": f"https://ehr.example/fhir/Encounter/{visit}/_history/2"}]} if visit else {}, **changes,
    }  # fmt: skip


def condition(code="44054006", system="http://snomed.info/sct", visit="e1", person="p1"):
    return {
        "resourceType": "Condition", "code": {"coding": [{"system": system, "code": code}]}, "subject": {"reference": f"Patient/{person}"},
        "encounter": {"reference": f"Encounter/{visit}"},
    }  # fmt: skip


def coverage(key="c1", person="p1", payer="Example Medicare", **changes):
    return {
        "resourceType": "Coverage", "id": key, "status": "active", "subscriberId": "1EG4TE5MK73",
        "beneficiary": {"reference": f"Patient/{person}"},
        "relationship": {"coding": [{"code": "self"}]}, "period": {"start": "2020-01-01"}, "payor": [{"display": payer}], "order": 1,
        "class": [{"type": {"coding": [{"code": "group"}]}, "value": "G77"}], **changes,
    }  # fmt: skip


def claim(visit="e1", payer="Example Medicare", code="99213", system="http://www.ama-assn.org/go/cpt", person="p1"):
    return {
        "resourceType": "Claim", "patient": {"reference": f"Patient/{person}"},
        "insurance": [{"focal": True, "coverage": {"display": payer}}],
        "item": [{"productOrService": {"coding": [{"system": system, "code": code}]}, "encounter": [{"reference": f"Encounter/{visit}"}]}],
        "diagnosis": [{"diagnosisCodeableConcept": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "E11.9"}]}}],
    }  # fmt: skip


def bundle(*resources):
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": item} for item in resources]}).encode()


def lines(*resources):
    return b"".join(json.dumps(item).encode() + b"\n" for item in resources)
