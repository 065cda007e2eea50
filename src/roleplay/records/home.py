"""Where the record, the settings and the cache are stored."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

APP = "roleplay"
HOME_VARIABLE = "ROLEPLAY_HOME"


def data_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of the learner's record: ``ROLEPLAY_HOME``, or the user's data folder. It need not exist yet."""
    home = _named_home(environ)
    if home is not None:
        return home
    import platformdirs  # late: only a few commands ask

    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def cache_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The folder for what can be regenerated: ``ROLEPLAY_HOME/cache``, or the user's cache folder."""
    home = _named_home(environ)
    if home is not None:
        return home / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir(APP, appauthor=False))


def config_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of the settings: ``ROLEPLAY_HOME``, or the user's config folder. It need not exist yet."""
    home = _named_home(environ)
    if home is not None:
        return home
    import platformdirs

    return Path(platformdirs.user_config_dir(APP, appauthor=False))


def _named_home(environ: Mapping[str, str] | None) -> Path | None:
    name = (os.environ if environ is None else environ).get(HOME_VARIABLE, "").strip()
    if not name:
        return None
    path = Path(name)
    if name.startswith("~"):
        try:
            path = path.expanduser()
        except RuntimeError:  # no such user: take the name literally
            path = Path(name)
    return path.absolute()
