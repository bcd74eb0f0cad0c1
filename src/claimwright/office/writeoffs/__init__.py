"""What the practice gives up: with a reason, within the limits of a role, above them by two people."""
