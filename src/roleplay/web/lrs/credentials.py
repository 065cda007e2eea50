"""With what a store is told who sends: from the environment, or from the keyring of the system; nowhere else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

#: Name and password, or a token in their place.
USER, PASSWORD, TOKEN = "ROLEPLAY_LRS_USER", "ROLEPLAY_LRS_PASSWORD", "ROLEPLAY_LRS_TOKEN"


class KeptCredential(Protocol):
    """What a keyring gives."""

    @property
    def username(self) -> str:
        """Whose it is."""

    @property
    def password(self) -> str:
        """The secret."""


class Keyring(Protocol):
    """What is asked of the module ``keyring``."""

    def get_credential(self, service_name: str, username: str | None) -> KeptCredential | None:
        """What is kept for a service, of this user or of anybody."""


class Credentials(NamedTuple):
    """What is sent with every request. It is never shown: what prints it prints only who it is."""

    #: the name, empty for a token; part of what a store is remembered by
    user: str
    #: the header that says it
    header: str
    #: the password or token alone
    secret: str = ""

    def __repr__(self) -> str:
        return f"Credentials(user={self.user!r})"


class NoCredentials(LookupError):
    """There are none.

    ``why``: ``none``, ``half`` (a name or a password alone), ``letters`` (what no header holds, or what is no UTF-8).
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def service_of(url: str) -> str:
    """Under what name the keyring keeps the password of a store."""
    return f"roleplay {url}"


def credentials(
    url: str, environ: Mapping[str, str], keyring: Callable[[], Keyring | None] = lambda: None
) -> Credentials:
    """The credentials for a store: a token, name and password from the environment, else what the keyring has.

    ``keyring`` is asked for only where the environment has no password. Raises `NoCredentials`.
    """
    token, user, password = environ.get(TOKEN, ""), environ.get(USER, ""), environ.get(PASSWORD, "")
    if token:
        return Credentials("", f"Bearer {_plain(token)}", token)
    if password and not user:
        raise NoCredentials("half")
    if not password:
        kept = _kept(url, user or None, keyring())
        if kept is None:
            raise NoCredentials("half" if user else "none")
        user, password = kept
    if ":" in user:
        raise NoCredentials("letters")
    try:
        said = f"{user}:{password}".encode()
    except UnicodeEncodeError:  # bytes of another encoding, as the environment keeps them
        raise NoCredentials("letters") from None
    return Credentials(user, f"Basic {b64encode(said).decode()}", password)


def _kept(url: str, user: str | None, keyring: Keyring | None) -> tuple[str, str] | None:
    if keyring is None:
        return None
    try:
        kept = keyring.get_credential(service_of(url), user)
    except Exception:  # a keyring that is locked, or that a machine without a desktop has not: each raises its own
        return None
    return None if kept is None or not kept.password else (kept.username or user or "", kept.password)


def _plain(token: str) -> str:
    if not token.isascii() or not token.isprintable() or " " in token:
        raise NoCredentials("letters")
    return token
