"""Chapter 15: pregnancy, childbirth and the puerperium (I.C.15)."""
