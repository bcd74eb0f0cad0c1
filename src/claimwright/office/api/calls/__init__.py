"""Calls about the practice's own work, by what they are about; a file with a ``calls`` is found by itself."""
