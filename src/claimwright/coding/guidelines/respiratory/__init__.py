"""Chapter 10: respiratory system (I.C.10)."""
