"""Values that everyone shares: frozen, documented, without any input or output. See ``README.md`` in this folder."""

from .acknowledgement import Acknowledgement, ClaimStatus, SyntaxFault
from .claim import Claim, ClaimLine, Diagnosis, Occurrence, OtherPayer, ProcedureDone, ValueCode
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
from .enrollment import Enrollment, MemberCoverage, PremiumAdjustment, PremiumItem, PremiumPayment
from .errors import InputError
from .facility import FacilityFacts, FacilityService
from .finding import Finding, Fix, Severity
from .inquiry import (
    Benefit,
    BenefitQuestion,
    Delivery,
    EligibilityAnswer,
    EligibilityInquiry,
    Party,
    Rejection,
    Status,
    StatusAnswer,
    StatusCode,
    StatusInquiry,
    StatusLine,
)
from .money import ZERO, Money
from .outpatient import ApcClaim, ApcLine
from .people import Address, Patient, Payer, Provider, Subscriber, npi_is_valid
from .remittance import (
    Adjustment,
    Match,
    Payment,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
    by_group,
)
from .review import AuthorizationAnswer, AuthorizationRequest, Decision, Review, ReviewService, Scope
from .struct import ShapeError, Sparse, Value, convert, decode, encode, field, plain, replace

__all__ = [
    "ZERO", "Acknowledgement", "Address", "Adjustment", "Alternative", "ApcClaim", "ApcLine", "AuthorizationAnswer",
    "AuthorizationRequest", "Benefit", "BenefitQuestion", "Claim", "ClaimLine", "ClaimStatus", "CodeAssignment", "CodingResult",
    "Coverage", "Decision", "Delivery", "Diagnosis", "Document", "EligibilityAnswer", "EligibilityInquiry", "Encounter", "Enrollment",
    "Evidence", "FacilityFacts", "FacilityService", "Finding", "Fix", "InputError", "Match", "MemberCoverage", "Money", "Occurrence",
    "OtherPayer", "Party", "Patient", "Payer", "Payment", "Period", "PremiumAdjustment", "PremiumItem", "PremiumPayment", "ProcedureDone",
    "Provider", "ProviderAdjustment", "Query", "Rejection", "Remittance", "RemittanceClaim", "RemittanceLine", "Review", "ReviewService",
    "Scope", "Severity", "ShapeError", "Sparse", "Status", "StatusAnswer", "StatusCode", "StatusInquiry", "StatusLine", "Subscriber",
    "Suppressed", "SyntaxFault", "Value", "ValueCode", "VisitLevel", "age_on", "by_group", "convert", "decode", "dotted", "encode", "field",
    "npi_is_valid", "parse_date", "plain", "replace", "undotted",
]  # fmt: skip
