"""Evaluation and management: which visit, where, how often (Pub. 100-04, chapter 12, section 30.6)."""
