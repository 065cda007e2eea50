"""Text on a terminal: cells, wrapping, glyphs, and sanitising untrusted text. Pure and quick to import."""
