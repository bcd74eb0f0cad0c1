"""NCCI: procedure-to-procedure edits and medically unlikely edits, dated, from the official tables or our own few examples.

The official quarterly files (https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits) name AMA's codes,
so a user installs them; without them a few dozen hand-typed facts answer (``examples_ptp.toml``, ``examples_mue.toml``). Every answer
says which of the two it is, and ``stale`` where the day lies after the last release it knows.
"""

from .mue import MueLimit, MueTable, open_mue
from .ptp import PtpEdit, PtpTable, open_ptp

__all__ = ["MueLimit", "MueTable", "PtpEdit", "PtpTable", "open_mue", "open_ptp"]
