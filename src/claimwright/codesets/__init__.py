"""The dated books and tables: what a code means, when it is valid, and how to find it."""
