"""Chapter 9: diseases of the circulatory system (I.C.9)."""
