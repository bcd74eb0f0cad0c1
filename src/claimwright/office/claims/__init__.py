"""Claims: built, checked, sent, answered."""
