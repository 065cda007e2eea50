"""The names of a server."""

from __future__ import annotations

import pytest

from roleplay.web.serving.names import names_of

MACHINE = ("192.168.1.5", "10.0.0.9", "127.0.0.1")


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "LOCALHOST"])
def test_loopback_has_only_this_machines_names(address: str) -> None:
    names = names_of(address, 8000, MACHINE, "Trainer")
    assert names.private
    assert set(names.hosts) == {"127.0.0.1:8000", "localhost:8000", "[::1]:8000"}
    assert len(names.links) == 1


def test_another_loopback_address_is_private_too() -> None:
    assert "127.0.0.2:8000" in names_of("127.0.0.2", 8000, MACHINE, "Trainer").hosts


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_everywhere_means_every_address(address: str) -> None:
    names = names_of(address, 8000, MACHINE, "Trainer")
    assert not names.private
    assert {"192.168.1.5:8000", "10.0.0.9:8000", "127.0.0.1:8000", "trainer:8000", "trainer.local:8000"} <= set(
        names.hosts
    )
    assert "0.0.0.0:8000" not in names.hosts
    assert names.links == ("http://192.168.1.5:8000/", "http://10.0.0.9:8000/", "http://127.0.0.1:8000/")


def test_one_address_is_that_address() -> None:
    names = names_of("192.168.1.5", 8000, MACHINE, "Trainer")
    assert not names.private
    assert names.hosts == ("192.168.1.5:8000", "trainer:8000", "trainer.local:8000")
    assert names.links == ("http://192.168.1.5:8000/",)
    assert names_of("fe80::1", 80, (), "").links == ("http://[fe80::1]:80/",)


def test_a_machine_without_a_name() -> None:
    assert all(":" in host and not host.startswith((":", ".")) for host in names_of("0.0.0.0", 1, (), "").hosts)
