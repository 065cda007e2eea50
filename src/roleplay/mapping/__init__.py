"""The shape of a scene: its graph as data, and drawn as text, Mermaid, Graphviz or SVG. Reads and prints nothing."""
