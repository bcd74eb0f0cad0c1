"""What a parsed transaction means: trees to core values and back. One module per kind, found by discovery.

A module names the transaction sets it reads in ``READS`` and offers ``unit(instance, transaction, kept)`` and
``finish(root, transaction, kept)``: both yield core values; ``kept`` is a list that lives as long as the transaction set.
"""
