"""Text on a terminal: cells, wrapping, glyphs, and sanitising foreign text. Pure and quick to import."""
