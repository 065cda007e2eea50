"""Attempts as xAPI statements: what each decision was, worded for a Learning Record Store. No network here."""
