"""The organisation, its practices, their providers and payers."""
