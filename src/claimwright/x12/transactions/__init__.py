"""Every transaction set as data: one file each, found by discovery. See ``../README.md`` for the notation."""
