"""Body mass index and weight (I.B.14, I.C.21.c.3)."""
