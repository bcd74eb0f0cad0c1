"""Outpatient hospital claims: status, APC, packaging."""
