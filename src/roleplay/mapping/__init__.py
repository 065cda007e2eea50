"""The structure of a scene: its graph as data, and drawn as text, Mermaid, Graphviz or SVG. No input or output."""
