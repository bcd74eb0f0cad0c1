"""Coordination of benefits: who pays first, and what the other payer said (42 CFR part 411; loops 2320, 2330 and 2430)."""
