"""The visit's level by medical decision making or time (AMA CPT E/M guidelines 2021, 2023; numbers and our own words)."""

from .level import visit_level

__all__ = ["visit_level"]
