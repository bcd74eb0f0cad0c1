"""What is answered, for the OpenAPI document: schemas made from the engine's own values, so that they cannot tell another story."""

from __future__ import annotations

from typing import Any

import msgspec

from claimwright.codesets import values
from claimwright.codesets.answers import Question
from claimwright.codesets.changes import Changes, Touched
from claimwright.codesets.icd10cm.flags import FlagDetails
from claimwright.codesets.icd10pcs import values as pcs
from claimwright.codesets.ncci import MueLimit, PtpEdit
from claimwright.codesets.official.coverage import Coverage
from claimwright.codesets.official.exclusions import Severity

from .errors import REFUSALS

Schema = dict[str, Any]
_VALUES = (
    values.Companion, values.Entry, values.Hit, values.IndexPath, values.Relation, values.Sequence, values.Validity, FlagDetails,
    pcs.PcsEntry, pcs.PcsPath, pcs.Step, Changes, Touched, Question, PtpEdit, MueLimit, Coverage, Severity,
)  # fmt: skip
TEXT: Schema = {"type": "string"}
DATED: Schema = {
    "type": "object",
    "description": "The day asked about, whether it was assumed, and the releases that spoke, by system.",
    "properties": {
        "on": {"type": "string", "format": "date"},
        "releases": {"type": "object", "additionalProperties": TEXT},
        "date_assumed": {"const": True},
    },
    "required": ["on", "releases"],
}
ERROR: Schema = {
    "type": "object",
    "properties": {"error": {"type": "object", "properties": {"kind": TEXT, "message": TEXT}, "required": ["kind", "message"]}},
    "required": ["error"],
}


def components() -> Schema:
    """Every named schema."""
    found: Schema = msgspec.json.schema_components(_VALUES, ref_template="#/components/schemas/{name}")[1]
    return found | {"Dated": DATED, "Error": ERROR}


def ref(name: str) -> Schema:
    """A named schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def list_of(item: Schema, **more: Any) -> Schema:
    """An array."""
    return {"type": "array", "items": item, **more}


def having(**properties: Schema) -> Schema:
    """An object with these, none of them optional."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def either(*schemas: Schema) -> Schema:
    """One of several."""
    return {"anyOf": list(schemas)}


def maybe(schema: Schema) -> Schema:
    """One or nothing."""
    return either(schema, {"type": "null"})


def says(*parts: Schema) -> Schema:
    """What the document says of a call that answers an object with all these parts, or an error."""
    refused = {status: {"description": f"{kinds}: {words}", **_json(ref("Error"))} for status, (kinds, words) in REFUSALS.items()}
    return {"responses": {200: {"description": "OK", **_json({"allOf": list(parts)})}, **refused}}


def takes(schema: Schema) -> Schema:
    """What the document says of a call with this body."""
    return {"requestBody": {"required": True, **_json(schema)}}


def _json(schema: Schema) -> Schema:
    return {"content": {"application/json": {"schema": schema}}}
