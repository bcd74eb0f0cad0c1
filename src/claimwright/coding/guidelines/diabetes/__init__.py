"""Chapter 4: endocrine, nutritional and metabolic diseases (I.C.4)."""
