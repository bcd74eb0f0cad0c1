"""The set-based face of the edits: the same rules over columns of many claims at once.

:func:`scrub_columns` tells which rule speaks of which line or diagnosis; :func:`claimwright.edits.scrub` of that one claim tells the
rest. Each file of this folder that has ``find`` answers for the rules it names; a test holds both faces to the same answers.
"""

from .columns import ClaimColumns, Coded, columns
from .face import Found, rules_here, scrub_columns

__all__ = ["ClaimColumns", "Coded", "Found", "columns", "rules_here", "scrub_columns"]
