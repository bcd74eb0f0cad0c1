"""The words and questions of the specialty packs that are switched on."""
