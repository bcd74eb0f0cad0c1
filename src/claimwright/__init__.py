"""Claimwright: medical coding and billing in one open system, from the clinical note to the reconciled cent."""

__version__ = "0.1.0"
