"""Attempts as a document to read: its parts as values, in text and in Markdown."""
