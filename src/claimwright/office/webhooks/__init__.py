"""Telling other programs what happened: by whom they want it, opaque ids only, signed. Off unless the operator allows addresses."""
