"""Identifiers: of providers (45 CFR part 162, subpart D), of their tax, of members."""
