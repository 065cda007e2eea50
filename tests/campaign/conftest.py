"""Fixtures of the campaigns: those of the screens, as far as screens are tried."""

from tui.conftest import make_app, talk_library, workspace

__all__ = ["make_app", "talk_library", "workspace"]
