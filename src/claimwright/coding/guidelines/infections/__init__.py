"""Chapter 1: infectious and parasitic diseases (I.C.1)."""
