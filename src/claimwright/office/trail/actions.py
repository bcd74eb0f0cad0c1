"""The trail itself is written by :mod:`claimwright.office.kit.audit`; here it is only read."""
