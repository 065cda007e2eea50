"""The names under which a server can be reached, and to which it therefore answers."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from typing import NamedTuple

_SELF = ("127.0.0.1", "localhost", "[::1]")


class Names(NamedTuple):
    """The names of a server."""

    #: whether only programs on this machine can reach it
    private: bool
    #: the allowed values of the header ``Host``
    hosts: tuple[str, ...]
    #: the URLs to type into a browser, the best first
    links: tuple[str, ...]


def names_of(address: str, port: int, machine: Sequence[str], host_name: str) -> Names:
    """The names of a server that listens at ``address``.

    ``machine`` are the addresses of this machine in its networks, ``host_name`` its name there; they are used if others
    can reach ``address``.
    """
    private, everywhere = _kind(address)
    called = (host_name, f"{host_name}.local") if host_name else ()
    own = _written(address)
    links: tuple[str, ...] = (own,)
    if private:
        accepted = [own, *_SELF]
    elif everywhere:
        accepted = [*machine, *_SELF, *called]
        links = tuple(dict.fromkeys((*machine, _SELF[0])))
    else:
        accepted = [own, *called]
    hosts = dict.fromkeys(f"{name.lower()}:{port}" for name in accepted)
    return Names(private, tuple(hosts), tuple(f"http://{name}:{port}/" for name in links))


def _kind(address: str) -> tuple[bool, bool]:
    """Whether ``address`` is loopback, and whether it stands for all addresses."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address.lower() == "localhost", False
    return parsed.is_loopback, parsed.is_unspecified


def _written(address: str) -> str:
    return f"[{address}]" if ":" in address else address
