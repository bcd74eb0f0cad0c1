"""Chapter 5: mental, behavioral and neurodevelopmental disorders (I.C.5)."""
