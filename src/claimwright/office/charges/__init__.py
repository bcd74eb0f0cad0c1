"""Charges: what was done, keyed in batches whose totals must agree; the fee list."""
