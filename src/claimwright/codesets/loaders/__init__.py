"""Loaders of official files, one module each.

A loader has ``SYSTEM``, ``recognises(head: bytes) -> bool`` (by content, never by the file's name) and ``load(stream, store) -> Loaded``,
which writes through ``store.install`` and raises InputError (its ``where`` is replaced by the file's name) where the file is not whole. A
loader of a file that carries CPT numbers or texts says ``AMA = True``: the user must accept the AMA's terms first. One whose sheets of a
workbook are known by their names has ``SHEETS``, the pattern of these.
"""
