"""What a benchmark runs in a process of its own, so that its memory is its own."""
