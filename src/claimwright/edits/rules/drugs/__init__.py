"""Drugs and biologicals: their number, their quantity, what was thrown away (Pub. 100-04, chapter 17)."""
