"""Why a coder rejects a proposed code, or puts an encounter aside: short closed lists, so that they can be counted."""

REJECTIONS = (
    "Not documented",
    "Documented, but not treated or evaluated in this visit",
    "Negated, uncertain or historical",
    "Part of another code",
    "A more specific code applies",
    "Wrong code for these words",
)

HOLDS = (
    "A document is missing",
    "A signature is missing",
    "Registration or coverage must be corrected",
    "A question to the coding lead",
    "Waits for another visit of the same day",
)
