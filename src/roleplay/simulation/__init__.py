"""Plays of a scene by chance and by cheat-bots, which never read for meaning."""
