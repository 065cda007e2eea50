"""Fixtures of the campaigns: those of the screen tests that they need."""

from tui.conftest import make_app, talk_library, workspace

__all__ = ["make_app", "talk_library", "workspace"]
