"""Person and diagnoses in, risk score out, with all that made it. See ``README.md`` in this folder."""

from .blending import risk
from .definition import Definition, blends, definitions, model_key
from .eligible import from_claims
from .engine import Scorer, score
from .payment import Adjustment, Step, paid, steps
from .values import Condition, Dropped, Part, RiskRequest, RiskResult, Source, SourcedDiagnosis, Unused

__all__ = [
    "Adjustment", "Condition", "Definition", "Dropped", "Part", "RiskRequest", "RiskResult", "Scorer", "Source", "SourcedDiagnosis", "Step",
    "Unused", "blends", "definitions", "from_claims", "model_key", "paid", "risk", "score", "steps",
]  # fmt: skip
