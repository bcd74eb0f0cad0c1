"""Values that everyone shares: frozen, documented, without any input or output. See ``README.md`` in this folder."""

from .acknowledgement import Acknowledgement, ClaimStatus, SyntaxFault
from .claim import Claim, ClaimLine, Diagnosis, OtherPayer, ProcedureDone
from .codes import (
    Alternative,
    CodeAssignment,
    CodingResult,
    Query,
    Suppressed,
    VisitLevel,
    dotted,
    undotted,
)
from .coverage import Coverage
from .dates import Period, age_on, parse_date
from .documents import Document, Evidence
from .encounter import Encounter
from .errors import InputError
from .finding import Finding, Fix, Severity
from .money import ZERO, Money
from .people import Address, Patient, Payer, Provider, Subscriber, npi_is_valid
from .remittance import (
    Adjustment,
    Match,
    Payment,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
)
from .struct import ShapeError, Sparse, Value, convert, decode, encode, field, plain, replace

__all__ = [
    "ZERO", "Acknowledgement", "Address", "Adjustment", "Alternative", "Claim", "ClaimLine", "ClaimStatus", "CodeAssignment",
    "CodingResult", "Coverage", "Diagnosis", "Document", "Encounter", "Evidence", "Finding", "Fix", "InputError", "Match", "Money",
    "OtherPayer", "Patient", "Payer", "Payment", "Period", "ProcedureDone", "Provider", "ProviderAdjustment", "Query", "Remittance",
    "RemittanceClaim", "RemittanceLine", "Severity", "ShapeError", "Sparse", "Subscriber", "Suppressed", "SyntaxFault", "Value",
    "VisitLevel", "age_on", "convert", "decode", "dotted", "encode", "field", "npi_is_valid", "parse_date", "plain", "replace",
    "undotted",
]  # fmt: skip
