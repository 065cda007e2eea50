"""The phones' server of a drill, if the packages for it are installed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

from roleplay.locales import LANGUAGES, Catalogue
from roleplay.presenting.drill.phones import Phones
from roleplay.workspace.drills import Drill, LearnerAccess

#: The packages that phones need beyond the core.
_NEEDS = ("aiohttp", "segno", "ifaddr")


def is_installed() -> bool:
    """Whether phones can be used at all."""
    return all(find_spec(module) is not None for module in _NEEDS)


def open_phones(
    drill: Drill,
    words: Callable[[str], Catalogue],
    language: str,
    address: str | None = None,
    port: int | None = None,
) -> Phones | None:
    """The server, not started yet; ``None`` if its packages are not installed.

    ``address`` and ``port`` are the requested ones; by default those at which phones found the room before, else the
    likeliest address and the default port.
    """
    if not is_installed():
        return None

    def serve() -> Phones:
        from roleplay.web.phones.server import PhoneServer  # takes a quarter of a second

        return PhoneServer(
            LearnerAccess(drill),
            {code: words(code) for code in LANGUAGES},
            words(language),
            address=address,
            port=port,
            where=drill.address,
            on_found=drill.set_address,
            scene_languages=drill.room.bundle.scenario.languages,
        )

    return PhonesOnDemand(serve, words(language))


class PhonesOnDemand:
    """Implements `Phones`. The server is created on first use, so a drill with a show of hands does not wait for it."""

    def __init__(self, serve: Callable[[], Phones], words: Catalogue) -> None:
        """``serve`` creates the server; ``words`` are the facilitator's."""
        self._serve = serve
        self._words = words
        self._server: Phones | None = None

    @property
    def words(self) -> Catalogue:
        """The facilitator's words, for ``problem``; they may be changed at any time."""
        return self._words

    @words.setter
    def words(self, words: Catalogue) -> None:
        self._words = words
        if self._server is not None:
            self._server.words = words

    @property
    def url(self) -> str:
        """The URL in the QR code; empty while nothing listens."""
        return self._server.url if self._server is not None else ""

    @property
    def address(self) -> str:
        """The address listened on; empty while nothing listens."""
        return self._server.address if self._server is not None else ""

    @property
    def port(self) -> int:
        """The port listened on, 0 while nothing listens."""
        return self._server.port if self._server is not None else 0

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of this machine now, the likeliest first."""
        return self._get_server().addresses

    @property
    def lost(self) -> bool:
        """Whether phones cannot reach the address listened on any more."""
        return self._server is not None and self._server.lost

    @property
    def offer(self) -> str:
        """The likeliest other address of this machine; empty if there is none."""
        return self._server.offer if self._server is not None else ""

    @property
    def problem(self) -> str:
        """A problem that the facilitator should know about; empty if all is well."""
        return self._server.problem if self._server is not None else ""

    @property
    def held_back(self) -> int:
        """Phones that wait to join because too many came from their address."""
        return self._server.held_back if self._server is not None else 0

    def let_in(self) -> None:
        """From now on any number of phones may join from one address."""
        self._get_server().let_in()

    def look(self) -> None:
        """Update the addresses of this machine."""
        if self._server is not None:
            self._server.look()

    async def start(self) -> None:
        """Listen. If that fails, ``problem`` says why and ``url`` is empty."""
        await self._get_server().start()

    async def move_to(self, address: str) -> None:
        """Listen on another address of this machine instead."""
        await self._get_server().move_to(address)

    async def stop(self) -> None:
        """Close all connections and the port."""
        if self._server is not None:
            await self._server.stop()

    def _get_server(self) -> Phones:
        if self._server is None:
            self._server = self._serve()
            self._server.words = self._words
        return self._server
