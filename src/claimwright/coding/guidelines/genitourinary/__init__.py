"""Chapter 14: genitourinary system (I.C.14)."""
