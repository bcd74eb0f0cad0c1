"""The events belong to :mod:`claimwright.office.kit.models`."""
