"""Attempts as xAPI statements for a Learning Record Store. No network here."""
