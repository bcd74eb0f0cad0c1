"""Anesthesia: who gave it, who directed, how long (Pub. 100-04, chapter 12, section 50)."""
