"""Nothing of this app's own can go wrong yet; see :mod:`claimwright.office.kit.errors`."""
