"""What is answered, for the OpenAPI document: schemas made from the engine's own values, so that they cannot tell another story."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from typing import Any, get_args, get_origin
from unittest.mock import patch

import msgspec
from msgspec import _json_schema

from claimwright.codesets import values
from claimwright.codesets.answers import Question
from claimwright.codesets.changes import Changes, Touched
from claimwright.codesets.icd10cm.flags import FlagDetails
from claimwright.codesets.icd10pcs import values as pcs
from claimwright.codesets.ncci import MueLimit, PtpEdit
from claimwright.codesets.official.coverage import Coverage
from claimwright.codesets.official.exclusions import Severity
from claimwright.core import Money

from .errors import REFUSALS

Schema = dict[str, Any]
_VALUES = (
    values.Companion, values.Entry, values.Hit, values.IndexPath, values.Relation, values.Sequence, values.Validity, FlagDetails,
    pcs.PcsEntry, pcs.PcsPath, pcs.Step, Changes, Touched, Question, PtpEdit, MueLimit, Coverage, Severity,
)  # fmt: skip
TEXT: Schema = {"type": "string"}
MONEY: Schema = {"type": "string", "pattern": r"^-?\d+\.\d\d$", "description": "Dollars and cents."}
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


_NAMED: dict[str, Any] = {value.__name__: value for value in _VALUES}


@cache
def components() -> Schema:
    """Every named schema. Where two values bear one name, msgspec calls them by their modules; ours points there."""
    # msgspec writes a field's default into its schema and knows no other types than its own there.
    with patch.object(_json_schema, "to_builtins", partial(msgspec.to_builtins, enc_hook=str)):
        pointers, found = msgspec.json.schema_components(_NAMED.values(), schema_hook=_own, ref_template="#/components/schemas/{name}")
    return {**dict(zip(_NAMED, pointers, strict=True)), **found, "Dated": DATED, "Error": ERROR}


def _own(shape: type) -> Schema:
    if shape is Money:
        return MONEY
    raise NotImplementedError(shape.__name__)


def ref(name: str) -> Schema:
    """A named schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def ref_to(shape: Any) -> Schema:
    """The schema of a value, named in the document; of a tuple of values, an array."""
    if get_origin(shape) is tuple:
        return list_of(ref_to(get_args(shape)[0]))
    _NAMED[shape.__name__] = shape
    return ref(shape.__name__)


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
    return responses({"allOf": list(parts)})


def responses(schema: Schema, status: int = 200, further: Mapping[int, tuple[str, str]] | None = None) -> Schema:
    """What the document says of a call that answers this, or an error. ``further``: refusals beside the common ones."""
    told = REFUSALS | dict(further or {})
    refused = {code: {"description": f"{kinds}: {words}", **_json(ref("Error"))} for code, (kinds, words) in sorted(told.items())}
    return {"responses": {status: {"description": "OK", **_json(schema)}, **refused}}


def takes(schema: Schema) -> Schema:
    """What the document says of a call with this body."""
    return {"requestBody": {"required": True, **_json(schema)}}


def _json(schema: Schema) -> Schema:
    return {"content": {"application/json": {"schema": schema}}}
