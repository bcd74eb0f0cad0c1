"""A simulated payer that says so: 837 in; 999, 277CA and 835 out. See ``README.md`` in the folder above."""

from .adjudicate import Payer, adjudicate, day_of
from .asked import answer_270, answer_276
from .decide import decide
from .desk import Desk, Outcome
from .members import member_of, plan_of, plans
from .reviewed import answer_278
from .scripts import Script, script_named, scripts
from .state import PayerState
from .values import Answers, Case, Decision, Denial, Member, Plan

__all__ = [
    "Answers", "Case", "Decision", "Denial", "Desk", "Member", "Outcome", "Payer", "PayerState", "Plan", "Script", "adjudicate",
    "answer_270", "answer_276", "answer_278", "day_of", "decide", "member_of", "plan_of", "plans", "script_named", "scripts",
]  # fmt: skip
