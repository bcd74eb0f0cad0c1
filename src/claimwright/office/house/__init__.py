"""What a practice has agreed for itself, in TOML: rules of the house that check its claims, and its contracts with payers."""
