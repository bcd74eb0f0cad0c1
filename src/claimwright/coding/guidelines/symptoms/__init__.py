"""Chapter 18: symptoms and signs (I.C.18)."""
