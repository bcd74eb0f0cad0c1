"""Chapter 19: injury, poisoning and other consequences of external causes (I.C.19)."""
