"""Remittances: read, proved, matched, posted."""
