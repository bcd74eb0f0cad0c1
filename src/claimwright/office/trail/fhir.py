"""Events of the trail as FHIR R4 AuditEvent, in the patterns of IHE's Basic Audit Log Patterns.

Sources: HL7 FHIR R4 AuditEvent; IHE ITI BALP 1.1 (profiles Create, Read, Update, Delete, Query and their Patient forms: type, subtype,
action, which side is source and which destination, user agent, entities); DICOM PS3.16 for sign-in, export and emergency access.
BALP describes what succeeded: a refusal or failure names no profile. An event that concerns several patients gives one resource for each.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any

from claimwright.office.kit.models import AuditEvent

DCM = "http://dicom.nema.org/resources/ontology/DCM"
TERMS = "http://terminology.hl7.org/CodeSystem"
BALP = "https://profiles.ihe.net/ITI/BALP"
SOURCE = {"system": DCM, "code": "110153", "display": "Source Role ID"}
DESTINATION = {"system": DCM, "code": "110152", "display": "Destination Role ID"}
PATTERNS = {"C": ("create", "Create"), "R": ("read", "Read"), "U": ("update", "Update"), "D": ("delete", "Delete")}
SPECIAL = {
    "account:sign-in": (("110114", "User Authentication"), ("110122", "Login")),
    "account:sign-out": (("110114", "User Authentication"), ("110123", "Logout")),
    "account:session:expire": (("110114", "User Authentication"), ("110123", "Logout")),
    "trail:read": (("110101", "Audit Log Used"), None),
    "trail:export": (("110106", "Export"), None),
    "emergency:start": (("110113", "Security Alert"), ("110127", "Emergency Override Started")),
    "emergency:stop": (("110113", "Security Alert"), ("110138", "Emergency Override Stopped")),
}
"""Events that DICOM has codes for: type and subtype by tag."""
RESOURCES = {
    "Patient": "Patient", "Encounter": "Encounter", "Document": "DocumentReference", "Claim": "Claim", "ClaimVersion": "Claim",
    "Remittance": "PaymentReconciliation", "RemittanceClaim": "ExplanationOfBenefit", "Practice": "Organization",
}  # fmt: skip
OUTCOMES = {"done": "0", "failed": "4", "denied": "8"}


def ndjson(events: Iterable[AuditEvent]) -> Iterator[str]:
    """One line a resource."""
    for event in events:
        for resource in resources(event):
            yield json.dumps(resource, separators=(",", ":"), ensure_ascii=False) + "\n"


def resources(event: AuditEvent) -> Iterator[dict[str, Any]]:
    """The resources of one event: one for each patient it concerns, or one."""
    several = [name for name in event.patients.split() if name != event.patient_id]
    for number, patient in enumerate([event.patient_id, *several] if event.patient_id or not several else several):
        yield _resource(event, patient, f"trail-{event.sequence}" + (f"-{number}" if number else ""))


def _resource(event: AuditEvent, patient: str, name: str) -> dict[str, Any]:
    searched = event.tag.endswith(":search")
    found = {
        "resourceType": "AuditEvent",
        "id": name,
        **_kind(event, patient, searched),
        "action": "E" if searched else event.act or "E",
        "recorded": event.at,
        "outcome": OUTCOMES.get(event.outcome, "8"),
        "outcomeDesc": event.reason or None,
        "purposeOfEvent": [_concept(f"{TERMS}/v3-ActReason", event.purpose)] if event.purpose else None,
        "agent": list(_agents(event, searched)),
        "source": {
            "observer": {"display": f"claimwright {event.version}".strip()},
            "type": [{"system": f"{TERMS}/security-source-type", "code": "4", "display": "Application Server"}],
        },
        "entity": list(_entities(event, patient, searched)),
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def _kind(event: AuditEvent, patient: str, searched: bool) -> dict[str, Any]:
    if event.tag in SPECIAL:
        type_, subtype = SPECIAL[event.tag]
        return {"type": _dicom(type_), "subtype": [_dicom(subtype)] if subtype else None}
    verb, profile = ("search", "Query") if searched else PATTERNS.get(event.act, ("operation", ""))
    known = event.outcome == "done" and profile
    return {
        "meta": {"profile": [f"{BALP}/StructureDefinition/IHE.BasicAudit.{'Patient' if patient else ''}{profile}"]} if known else None,
        "type": {"system": f"{TERMS}/audit-event-type", "code": "rest", "display": "Restful Operation"},
        "subtype": [{"system": "http://hl7.org/fhir/restful-interaction", "code": verb, "display": verb}],
    }


def _agents(event: AuditEvent, searched: bool) -> Iterator[dict[str, Any]]:
    """Client, server, and the person. What is read flows from the server to the client; all else, a query too, the other way."""
    reads = event.act == "R" and not searched
    client, server = (DESTINATION, SOURCE) if reads else (SOURCE, DESTINATION)
    yield {
        "type": {"coding": [client]},
        "who": {"display": event.client or "unknown"},
        "requestor": False,
        "network": {"address": event.address or "127.0.0.1", "type": "2"},
    }
    yield {
        "type": {"coding": [server]},
        "who": {"display": "claimwright"},
        "requestor": False,
        "network": {"address": "localhost", "type": "1"},
    }
    if event.actor:
        code, shown = ("IRCP", "information recipient") if reads or searched else ("AUT", "author (originator)")
        person = {
            "type": _concept(f"{TERMS}/v3-ParticipationType", code, shown),
            "who": {"identifier": {"value": event.actor}},
            "name": event.actor,
            "requestor": True,
        }
        yield person | ({"role": [{"text": event.role}]} if event.role else {})


def _entities(event: AuditEvent, patient: str, searched: bool) -> Iterator[dict[str, Any]]:
    if patient:
        yield {"what": {"reference": f"Patient/{patient}"}, "type": _entity("1", "Person"), "role": _role("1", "Patient")}
    thing = {"type": _entity("2", "System Object")}
    if searched:
        yield thing | {"role": _role("24", "Query"), "query": b64encode(event.detail.encode()).decode()}
    elif event.subject:
        what = {"identifier": {"value": event.subject_id or event.subject}, "display": event.subject}
        what |= {"type": RESOURCES[event.subject]} if event.subject in RESOURCES else {}
        said = [{"type": "tag", "valueString": event.tag}, {"type": "detail", "valueString": event.detail}]
        yield thing | {"role": _role("4", "Domain Resource"), "what": what, "detail": said}
    else:
        yield thing | {"role": _role("20", "Job"), "what": {"display": event.tag}}
    if event.request:
        system = f"{BALP}/CodeSystem/BasicAuditEntityType"
        yield {"what": {"identifier": {"value": event.request}}, "type": {"system": system, "code": "XrequestId"}}


def _dicom(pair: tuple[str, str]) -> dict[str, str]:
    return {"system": DCM, "code": pair[0], "display": pair[1]}


def _concept(system: str, code: str, display: str = "") -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code} | ({"display": display} if display else {})]}


def _entity(code: str, display: str) -> dict[str, str]:
    return {"system": f"{TERMS}/audit-entity-type", "code": code, "display": display}


def _role(code: str, display: str) -> dict[str, str]:
    return {"system": f"{TERMS}/object-role", "code": code, "display": display}
