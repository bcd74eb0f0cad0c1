"""DRG, MCE and APC behind one protocol."""
