"""The addresses of a machine, the likeliest for a class first."""

from __future__ import annotations

from ipaddress import IPv4Address

import pytest

from roleplay.web.net import addresses as module
from roleplay.web.net.addresses import default_route, is_loopback, ranked


def test_the_default_route_comes_first_and_loopback_last() -> None:
    addresses = ["127.0.0.1", "169.254.8.8", "8.8.4.4", "172.17.0.1", "10.0.0.7", "192.168.1.5"]
    assert ranked(addresses, "10.0.0.7") == (
        "10.0.0.7",
        "172.17.0.1",
        "192.168.1.5",
        "8.8.4.4",
        "169.254.8.8",
        "127.0.0.1",
    )


def test_without_a_default_route_private_networks_come_first() -> None:
    assert ranked(["127.0.0.1", "8.8.4.4", "10.42.0.1"], None) == ("10.42.0.1", "8.8.4.4", "127.0.0.1")


def test_there_are_no_duplicates_and_an_unknown_route_adds_nothing() -> None:
    assert ranked(["10.0.0.7", "10.0.0.7"], "10.9.9.9") == ("10.0.0.7",)
    assert ranked([], "10.9.9.9") == ()


def test_those_of_this_machine() -> None:
    pytest.importorskip("ifaddr")
    addresses = module.addresses()
    assert [IPv4Address(address) for address in addresses]
    assert is_loopback(addresses[-1])
    assert sum(map(is_loopback, addresses)) < len(addresses) or addresses == (addresses[0],)
    route = default_route()
    assert route is None or addresses[0] == route


def test_no_route_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object) -> None:
        raise OSError("Network is unreachable")

    class Socket:
        def __enter__(self) -> Socket:
            return self

        def __exit__(self, *_: object) -> None: ...

        connect = unreachable

    monkeypatch.setattr("socket.socket", lambda *_: Socket())
    assert default_route() is None
