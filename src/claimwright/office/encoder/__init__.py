"""The encoder: search, Index, Tabular List and the PCS builder beside the note, on the encounter's own day."""
