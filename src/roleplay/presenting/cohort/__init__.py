"""A whole class in words, and what its answers say about the scenes."""
