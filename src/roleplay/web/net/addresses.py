"""The addresses of this machine in its networks."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address

#: A documentation address: the route to it is the default route. Nothing is sent there.
_ANYWHERE = ("203.0.113.1", 9)


def addresses() -> tuple[str, ...]:
    """The IPv4 addresses of this machine, in the order of `ranked`; never empty if there is a loopback."""
    import ifaddr

    own = (str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4)
    return ranked(own, default_route())


def ranked(known: Iterable[str], route: str | None) -> tuple[str, ...]:
    """The ``known`` addresses, those first that phones in the same room can most likely reach.

    The default route's address (``route``) comes first, then private networks, then others, then link-local
    addresses; loopback is last. There are no duplicates.
    """

    def rank(address: str) -> tuple[bool, bool, bool, bool]:
        ip = IPv4Address(address)
        return ip.is_loopback, address != route, ip.is_link_local, not ip.is_private

    return tuple(sorted(dict.fromkeys(known), key=rank))


def default_route() -> str | None:
    """The address of this machine on its default route; ``None`` if there is none."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(_ANYWHERE)  # sets the peer, sends nothing
        return str(asked.getsockname()[0])
    return None


def is_loopback(address: str) -> bool:
    """Whether ``address`` reaches only this machine itself."""
    return IPv4Address(address).is_loopback
