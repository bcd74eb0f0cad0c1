"""A payer's own terms, from its profile."""
