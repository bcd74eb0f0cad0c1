"""Queries to the provider: drafted from the record, held to the rules of a compliant query, sent, answered, and kept as they were."""
