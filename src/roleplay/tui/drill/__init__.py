"""The drill's screen in parts: what a class sees in each phase as plain rows, what the keys mean, the typed counts."""
