"""What Medicare Part B does to a schedule's amount: who rendered it, participation, the lesser of charge, who owes what."""

from .conclude import Conclusion, conclude
from .rules import PartB, Practitioner, part_b, practitioner

__all__ = ["Conclusion", "PartB", "Practitioner", "conclude", "part_b", "practitioner"]
