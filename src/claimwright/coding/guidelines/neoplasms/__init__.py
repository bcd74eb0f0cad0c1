"""Chapter 2: neoplasms (I.C.2)."""
