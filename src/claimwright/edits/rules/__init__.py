"""The rules: ``<authority>/<fault>.py``, one a file, found by discovery."""
