"""Plays of many learners together: what a class did, and what its answers say about the scenes."""
