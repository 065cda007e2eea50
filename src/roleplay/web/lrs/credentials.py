"""The credentials for a store, from the environment or the system keyring and nowhere else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

#: User name and password, or a token instead.
USER, PASSWORD, TOKEN = "ROLEPLAY_LRS_USER", "ROLEPLAY_LRS_PASSWORD", "ROLEPLAY_LRS_TOKEN"


class StoredCredential(Protocol):
    """A credential in a keyring."""

    @property
    def username(self) -> str:
        """The user it belongs to."""

    @property
    def password(self) -> str:
        """The secret."""


class Keyring(Protocol):
    """The part of the module ``keyring`` that is used."""

    def get_credential(self, service_name: str, username: str | None) -> StoredCredential | None:
        """The credential stored for a service, of this user or of any."""


class Credentials(NamedTuple):
    """What is sent with every request. Its ``repr`` shows only the user, never the secret."""

    #: the user name, empty for a token; part of the key under which acknowledged statements are saved
    user: str
    #: the value of the header ``Authorization``
    header: str
    #: the password or token alone
    secret: str = ""

    def __repr__(self) -> str:
        return f"Credentials(user={self.user!r})"


class NoCredentials(LookupError):
    """There are no usable credentials.

    ``why``: ``none``, ``half`` (only a name or only a password), ``letters`` (characters not valid
    in a header, a colon in the name, or not UTF-8).
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def service_of(url: str) -> str:
    """The service name under which the keyring stores the password of a store."""
    return f"roleplay {url}"


def credentials(
    url: str, environ: Mapping[str, str], keyring: Callable[[], Keyring | None] = lambda: None
) -> Credentials:
    """The credentials for a store: a token, or a name and password from the environment, else from the keyring.

    ``keyring`` is only called if the environment has no password. Raises `NoCredentials`.
    """
    token, user, password = environ.get(TOKEN, ""), environ.get(USER, ""), environ.get(PASSWORD, "")
    if token:
        return Credentials("", f"Bearer {_checked_token(token)}", token)
    if password and not user:
        raise NoCredentials("half")
    if not password:
        credential = _from_keyring(url, user or None, keyring())
        if credential is None:
            raise NoCredentials("half" if user else "none")
        user, password = credential
    if ":" in user:
        raise NoCredentials("letters")
    try:
        user_pass = f"{user}:{password}".encode()
    except UnicodeEncodeError:  # bytes in another encoding, as surrogates from the environment
        raise NoCredentials("letters") from None
    return Credentials(user, f"Basic {b64encode(user_pass).decode()}", password)


def _from_keyring(url: str, user: str | None, keyring: Keyring | None) -> tuple[str, str] | None:
    if keyring is None:
        return None
    try:
        credential = keyring.get_credential(service_of(url), user)
    except Exception:  # a locked keyring, or none on a machine without a desktop: each backend raises its own errors
        return None
    if credential is None or not credential.password:
        return None
    return credential.username or user or "", credential.password


def _checked_token(token: str) -> str:
    if not token.isascii() or not token.isprintable() or " " in token:
        raise NoCredentials("letters")
    return token
