"""Chapter 12: skin (I.C.12)."""
