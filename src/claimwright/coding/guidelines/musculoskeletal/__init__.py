"""Chapter 13: musculoskeletal system (I.C.13)."""
