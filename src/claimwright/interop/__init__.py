"""Doors to other systems: what arrives becomes core values, what leaves is made from them. See ``README.md`` in this folder."""
