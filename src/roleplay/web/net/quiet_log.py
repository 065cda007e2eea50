"""Where what a library says about one request goes: nowhere. The terminal is the facilitator's."""

from __future__ import annotations

import logging


def quiet_log(name: str) -> logging.Logger:
    """A log that nobody reads, for a server to complain in about requests that are no HTTP, too long, or cut off."""
    log = logging.getLogger(f"roleplay.web.{name}")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    log.propagate = False
    return log
