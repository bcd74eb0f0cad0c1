"""The coder's work: encounters, their documents, the codes proposed and decided."""
