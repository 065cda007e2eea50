"""Attempts as a document: its parts as values, and rendered as text and Markdown."""
