"""The way in for the phones of a drill, where the parts for it are installed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

from roleplay.locales import LANGUAGES, Catalogue
from roleplay.presenting.drill.phones import Phones
from roleplay.workspace.drills import Drill, Floor

#: What phones need beyond the core.
_NEEDS = ("aiohttp", "segno", "ifaddr")


def installed() -> bool:
    """Whether phones can be used at all."""
    return all(find_spec(module) is not None for module in _NEEDS)


def open_phones(
    drill: Drill,
    words: Callable[[str], Catalogue],
    language: str,
    address: str | None = None,
    port: int | None = None,
) -> Phones | None:
    """A server that listens once it is started; ``None`` where the parts are not installed.

    ``address`` and ``port`` are those asked for, else where phones found the room before, else the likeliest address
    and the usual port.
    """
    if not installed():
        return None
    from roleplay.web.phones.server import PhoneServer  # a quarter of a second

    return PhoneServer(
        Floor(drill),
        {code: words(code) for code in LANGUAGES},
        words(language),
        address=address,
        port=port,
        where=drill.where,
        on_found=drill.found_at,
    )
