"""Where this machine is found in the networks that it is in."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address

#: An address that belongs to nobody: a route to it is the way to the world. Nothing is sent there.
_ANYWHERE = ("203.0.113.1", 9)


def addresses() -> tuple[str, ...]:
    """The IPv4 addresses of this machine, in the order of `ranked`; never empty where there is a loopback."""
    import ifaddr

    own = (str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4)
    return ranked(own, default_route())


def ranked(known: Iterable[str], route: str | None) -> tuple[str, ...]:
    """``known`` with those first that phones in the same room most likely reach.

    The default route's own (``route``) comes first of all, then private networks, then others, then those that a
    machine gave itself because nobody else did; loopback last. Each stands there once.
    """

    def rank(address: str) -> tuple[bool, bool, bool, bool]:
        ip = IPv4Address(address)
        return ip.is_loopback, address != route, ip.is_link_local, not ip.is_private

    return tuple(sorted(dict.fromkeys(known), key=rank))


def default_route() -> str | None:
    """The address of this machine on its way to the world; ``None`` if there is none."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(_ANYWHERE)  # names a peer, sends nothing
        return str(asked.getsockname()[0])
    return None


def is_loopback(address: str) -> bool:
    """Whether only this machine itself is found at ``address``."""
    return IPv4Address(address).is_loopback
