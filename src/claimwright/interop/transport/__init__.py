"""The ways out of the machine. Nothing here is used unless somebody connects it, under an agreement that is on file."""
