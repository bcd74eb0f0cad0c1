"""Why a coder rejects a proposed code: a short closed list, so that it can be counted."""

REJECTIONS = (
    "Not documented",
    "Documented, but not treated or evaluated in this visit",
    "Negated, uncertain or historical",
    "Part of another code",
    "A more specific code applies",
    "Wrong code for these words",
)
