"""Whether a record supports the conditions that adjust risk: monitored, evaluated, assessed or treated at this encounter.

Conditions that are only listed are pointed out as readily as those that are not coded yet. Payment models count a diagnosis only where
the record of a face-to-face visit documents it (Medicare Managed Care Manual, chapter 7, sections 40 and 120); that it be monitored,
evaluated, assessed or treated is how reviewers read the Official Guidelines' IV.J, "conditions that affect care".
"""

from .model import ConditionSupport, Deletion, RiskReview, Suspect
from .review import review_risk

__all__ = ["ConditionSupport", "Deletion", "RiskReview", "Suspect", "review_risk"]
