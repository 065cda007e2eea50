"""Credentials: from the environment, else from the keyring, and never shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from roleplay.web.lrs.credentials import NoCredentials, credentials

URL = "https://lrs.example.org/xAPI"


class FakeCredential(NamedTuple):
    username: str
    password: str


class FakeKeyring:
    def __init__(self, kept: FakeCredential | None = None, broken: bool = False) -> None:
        self.kept = kept
        self.broken = broken
        self.asked: list[tuple[str, str | None]] = []

    def get_credential(self, service_name: str, username: str | None) -> FakeCredential | None:
        self.asked.append((service_name, username))
        if self.broken:
            raise RuntimeError("no backend")
        return self.kept


def env(user: str = "", password: str = "", token: str = "") -> Mapping[str, str]:
    named = {"ROLEPLAY_LRS_USER": user, "ROLEPLAY_LRS_PASSWORD": password, "ROLEPLAY_LRS_TOKEN": token}
    return {name: value for name, value in named.items() if value}


def test_the_environment_comes_first() -> None:
    keyring = FakeKeyring(FakeCredential("other", "x"))
    assert credentials(URL, env("me", "sécret"), lambda: keyring).header == "Basic bWU6c8OpY3JldA=="
    assert credentials(URL, env("me", "x", "t0ken"), lambda: keyring).header == "Bearer t0ken"
    assert keyring.asked == []


def test_the_keyring_comes_second() -> None:
    keyring = FakeKeyring(FakeCredential("me", "secret"))
    assert credentials(URL, {}, lambda: keyring).user == "me"
    credentials(URL, env("me"), lambda: keyring)
    assert keyring.asked == [(f"roleplay {URL}", None), (f"roleplay {URL}", "me")]


@pytest.mark.parametrize(
    ("environ", "keyring", "why"),
    [
        ({}, None, "none"),
        ({}, FakeKeyring(), "none"),
        ({}, FakeKeyring(broken=True), "none"),
        (env("me"), FakeKeyring(), "half"),
        (env(password="x"), FakeKeyring(FakeCredential("me", "secret")), "half"),
        (env("a:b", "x"), None, "letters"),
        (env(token="a b"), None, "letters"),
        (env(token="a\r\nX-Evil: 1"), None, "letters"),
        (env(token="密"), None, "letters"),
        (env("me", "S3CRET\udce9"), None, "letters"),
        (env("m\udce9", "x"), None, "letters"),
        ({}, FakeKeyring(FakeCredential("me", "S3CRET\udce9")), "letters"),
    ],
)
def test_missing_credentials_are_distinguished(
    environ: Mapping[str, str], keyring: FakeKeyring | None, why: str
) -> None:
    with pytest.raises(NoCredentials) as caught:
        credentials(URL, environ, lambda: keyring)
    assert caught.value.why == why


def test_they_are_never_shown() -> None:
    creds = credentials(URL, env("me", "secret"))
    assert "me" in repr(creds)
    assert creds.header.split()[1] not in f"{creds!r} {creds}"
