"""The address of a store, and whether data may be sent there."""

from __future__ import annotations

from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

_STATEMENTS = "/statements"


class BadEndpoint(ValueError):
    """The address is not usable as a store's; ``why`` is ``none``, ``credentials``, ``extras`` or ``plain``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Endpoint(NamedTuple):
    """The address of a store."""

    #: the store's URL as it is shown and saved: without a trailing slash
    url: str
    host: str

    @property
    def statements(self) -> str:
        """The URL of the statements resource."""
        return self.url + _STATEMENTS

    @property
    def is_loopback(self) -> bool:
        """Whether it is on this machine."""
        return is_loopback_host(self.host)


def endpoint_of(text: str, *, plain: bool = False) -> Endpoint:
    """The store that ``text`` names; the URL of its statements resource is accepted too.

    Without encryption only a store on this machine is accepted, unless ``plain`` allows others. Raises `BadEndpoint`.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise BadEndpoint("none") from None
    if parts.scheme not in ("http", "https") or not host or not text.isprintable() or " " in text.strip():
        raise BadEndpoint("none")
    if parts.username is not None or parts.password is not None:
        raise BadEndpoint("credentials")
    if parts.query or parts.fragment:
        raise BadEndpoint("extras")
    if parts.scheme == "http" and not plain and not is_loopback_host(host):
        raise BadEndpoint("plain")
    netloc = f"[{host}]" if ":" in host else host
    path = parts.path.rstrip("/").removesuffix(_STATEMENTS).rstrip("/")
    return Endpoint(urlunsplit((parts.scheme, netloc if port is None else f"{netloc}:{port}", path, "", "")), host)


def is_loopback_host(host: str) -> bool:
    """Whether a host is this machine, judged by its name alone, without a DNS query."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
