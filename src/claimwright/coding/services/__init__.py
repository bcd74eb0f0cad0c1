"""Stage 7: services: the visit and its level, and what else was done in this encounter; each points to the diagnoses that justify it."""

from .add import add_services, again

__all__ = ["add_services", "again"]
