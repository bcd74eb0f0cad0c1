"""Institutional claims: type of bill, revenue, condition, occurrence and value codes, stays (Pub. 100-04, chapters 1, 3 and 25)."""
