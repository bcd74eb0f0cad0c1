"""MS-DRG and Medicare code edits."""
