"""Text on a terminal: cells, wrapping, drawing characters, and making foreign text safe. Pure and quick to
import."""
