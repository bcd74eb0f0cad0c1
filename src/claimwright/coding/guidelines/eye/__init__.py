"""Chapter 7: eye and adnexa (I.C.7)."""
