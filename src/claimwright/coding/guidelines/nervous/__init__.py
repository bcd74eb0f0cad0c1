"""Chapter 6: diseases of the nervous system (I.C.6)."""
