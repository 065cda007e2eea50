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


def names_of(address: str, port: int, machine_addresses: Sequence[str], host_name: str) -> Names:
    """The names of a server that listens at ``address``.

    ``machine_addresses`` are this machine's addresses in its networks, ``host_name`` its name there; they are used if
    others can reach ``address``.
    """
    private, everywhere = _kind(address)
    host_names = (host_name, f"{host_name}.local") if host_name else ()
    written_address = _bracketed(address)
    links: tuple[str, ...] = (written_address,)
    if private:
        accepted = [written_address, *_SELF]
    elif everywhere:
        accepted = [*machine_addresses, *_SELF, *host_names]
        links = tuple(dict.fromkeys((*machine_addresses, _SELF[0])))
    else:
        accepted = [written_address, *host_names]
    hosts = dict.fromkeys(f"{name.lower()}:{port}" for name in accepted)
    return Names(private, tuple(hosts), tuple(f"http://{name}:{port}/" for name in links))


def _kind(address: str) -> tuple[bool, bool]:
    """Whether ``address`` is loopback, and whether it stands for all addresses."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address.lower() == "localhost", False
    return parsed.is_loopback, parsed.is_unspecified


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address
