"""Plays of a scene by chance, and by cheat-bots that never read for meaning."""
