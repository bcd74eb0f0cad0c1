"""The journey, composed from the trades: pure functions from values to values. See ``README.md`` in this folder."""

from .building import Held, build_claims, coverages_on, in_claim_order
from .coding import code_encounter
from .corrections import recharge, replace_claim, void_claim
from .evidence import EvidenceChain, Link, chain
from .impacts import Impact, impact
from .journeys import Journey, accept_all, journey
from .matching import Proposal, match, propose
from .remitting import Outcome, Remitted, remit
from .scrubbing import blocking, ready, scrub
from .secondary import secondary_claim
from .states import Event, NotPossible, State, Transition, after, moved, possible, transitions
from .submission import Answered, NotReady, acknowledge, answers_of, submit

__all__ = [
    "Answered", "Event", "EvidenceChain", "Held", "Impact", "Journey", "Link", "NotPossible", "NotReady", "Outcome", "Proposal",
    "Remitted", "State", "Transition", "accept_all", "acknowledge", "after", "answers_of", "blocking", "build_claims", "chain",
    "code_encounter", "coverages_on", "impact", "in_claim_order", "journey", "match", "moved", "possible", "propose", "ready", "recharge",
    "remit", "replace_claim", "scrub", "secondary_claim", "submit", "transitions", "void_claim",
]  # fmt: skip
