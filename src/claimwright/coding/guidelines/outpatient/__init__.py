"""Section IV: outpatient services."""
