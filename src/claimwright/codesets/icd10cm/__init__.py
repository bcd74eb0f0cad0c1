"""ICD-10-CM: the Tabular List, the validity list, the Alphabetic Index, and our starter lexicon."""
