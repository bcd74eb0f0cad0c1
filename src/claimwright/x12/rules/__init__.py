"""SNIP 3 to 7: rules beyond one segment. A module is a subject; its :class:`Rule` values and ``When`` lines are found by discovery."""
