"""Fixtures of the campaigns: those of the screens, as far as screens are tried."""

from tui.conftest import cache_folder, make_app, talk_library, workspace

__all__ = ["cache_folder", "make_app", "talk_library", "workspace"]
