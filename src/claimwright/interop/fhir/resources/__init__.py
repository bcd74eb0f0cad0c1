"""One file for each resource that is read: ``KIND``, ``SHAPE`` and ``take(resource, chart)``; found by discovery."""
