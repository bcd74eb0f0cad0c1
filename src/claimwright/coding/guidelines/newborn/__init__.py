"""Chapter 16: newborn, and chapter 17: congenital (I.C.16, I.C.17)."""
