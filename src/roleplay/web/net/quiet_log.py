"""A logger that discards a library's messages about requests: the terminal is the facilitator's."""

from __future__ import annotations

import logging


def quiet_log(name: str) -> logging.Logger:
    """A logger without output, for a server's complaints about requests that are not HTTP, too long, or cut off."""
    log = logging.getLogger(f"roleplay.web.{name}")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    log.propagate = False
    return log
