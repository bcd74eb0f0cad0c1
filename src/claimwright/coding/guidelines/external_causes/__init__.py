"""Chapter 20: external causes of morbidity (I.C.20)."""
