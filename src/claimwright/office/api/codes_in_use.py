"""``/api/v1/codes/diff/practice``: what a new release touches in the practice's own work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from claimwright.codesets import answers
from claimwright.flow.ours import of_ours
from claimwright.office.claims.queries import codes_in_use
from claimwright.office.encounters.engine import books
from claimwright.office.kit.actions import demand
from claimwright.office.kit.pages import seen

from .errors import answer
from .schemas import Difference
from .shapes import having, list_of, ref, says

router = Router(tags=["codes"])
_TOUCHED = says(ref("Changes"), having(counts={"type": "object"}, ours=list_of({"type": "object"}), used=list_of(ref("Touched"))))


@router.get("/diff/practice", summary="What a release touches of open claims and unsigned encounters", openapi_extra=_TOUCHED)
def diff_practice(request: HttpRequest, asked: Query[Difference]) -> HttpResponse:
    """Each touched code with the claims and encounters that use it; what was served before the later release keeps its codes.

    For roles that may read claims and encounters; the reading is recorded.
    """
    for permission in ("claim:read", "encounter:read"):
        demand(permission, request.membership)
    practice = request.membership.practice
    found = answers.changed(books(), asked.system, asked.before, asked.after)
    seen(request, "claim:list:read", practice)
    return answer(answers.difference(found, codes_in_use(practice, found.system, found.first)) | {"ours": of_ours(found)})
