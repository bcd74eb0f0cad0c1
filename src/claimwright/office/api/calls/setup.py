"""``/api/v1/setup``: what a practice is: its tax ids, NPIs, locations, providers, payers and fees, by the forms of its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from msgspec import Meta, defstruct

from claimwright.core.struct import Sparse
from claimwright.office.api.declaring import Calls
from claimwright.office.api.errors import Refusal
from claimwright.office.kit.scope import PracticeOwned
from claimwright.office.practices import actions
from claimwright.office.practices.forms import PARTS, Part

LONGEST = 200


class PartRow(Sparse, frozen=True, kw_only=True):
    """A row of a part of the practice, as its page shows it: a text by column."""

    id: str
    says: dict[str, str]


def body(form: type[Part]) -> Any:
    """What a part takes: the fields of its form, as texts."""
    text = Annotated[str, Meta(max_length=LONGEST)]
    fields = [(name, text, *([] if field.required else [""])) for name, field in form.base_fields.items()]
    return defstruct(f"New{form.part.__name__}", fields, bases=(Sparse,), frozen=True, kw_only=True)


def shown(form: type[Part]) -> Callable[[Any], PartRow]:
    """What makes an answer of a row."""

    def as_part(row: PracticeOwned) -> PartRow:
        return PartRow(id=row.public_id, says={column: str(form.cell(row, column)) for column in form.columns})

    return as_part


def keeper(shape: type[Part]) -> Callable[..., PracticeOwned]:
    """What keeps a row. The form checks it, as on the page."""

    def keep(practice: Any, *, by: Any, **said: Any) -> PracticeOwned:
        form = shape(said, practice=practice)
        if not form.is_valid():
            raise Refusal(422, "shape", " ".join(f"{name}: {' '.join(why)}" for name, why in form.errors.items()))
        return actions.keep_part(practice, shape.part, *form.row(), by=by)

    keep.__name__ = f"keep_{shape.part.__name__.lower()}"
    keep.__doc__ = "A row with a known number, name or code is changed, any other is added."
    return keep


def rows_of(form: type[Part]) -> Callable[[Any, Any], Any]:
    """What finds the rows."""
    return lambda practice, asked: form.part.objects.for_practice(practice).select_related(*form.related)


calls = Calls("setup", "practice:read")
for _name, _form in PARTS.items():
    calls.many(rows_of(_form), shows=shown(_form), seen="practice:read", path=f"/{_name}", summary=_form.title)
    calls.act(
        f"/{_name}", keeper(_form), f"{_form.title}: add one, or change it",
        takes=body(_form), shows=shown(_form), status=201, does=actions.keep_part,
    )  # fmt: skip
