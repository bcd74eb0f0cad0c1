"""How a practice codes: preferences learned from its decisions, each switched on by a person; specialty packs; favourites."""
