"""Coverage: whether the diagnosis supports the service (NCD, LCD), and the notices given to the patient (Pub. 100-04, chapter 30)."""
