"""Requests to a store with urllib3, without its implicit behaviour.

No redirect is followed (it would carry the credentials elsewhere), nothing is retried, and no ``.netrc`` is read for
passwords. Certificates are checked against the system's trust store; a proxy is taken from the environment.
"""

from __future__ import annotations

import ssl
from base64 import b64encode
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import NamedTuple
from urllib.parse import unquote
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import (
    LocationValueError,
    MaxRetryError,
    NewConnectionError,
    ProxyError,
    SSLError,
    TimeoutError,
)

from roleplay.presenting.xapi.names import XAPI_VERSION
from roleplay.web.lrs.answers import StoreAnswer, Unreachable
from roleplay.web.lrs.credentials import Credentials
from roleplay.web.lrs.endpoint import Endpoint
from roleplay.web.lrs.redaction import Redaction

#: Timeouts in seconds for connecting, and for the next piece of an answer.
_CONNECT, _READ = 10.0, 60.0
#: Timeout in seconds for a request and its whole answer, however many pieces arrive.
_TOTAL = 120.0
#: Seconds between checks for an interrupt: on some systems an endless wait cannot be interrupted.
_POLL_SECONDS = 0.5
#: Maximum number of bytes read from an answer.
_LONGEST = 4 << 20
#: OpenSSL's codes for a certificate that is not valid yet, or no longer.
_VALIDITY_ERRORS = (9, 10)
#: The status of a proxy that requires authentication.
_PROXY_AUTH_REQUIRED = 407


class HttpTransport:
    """A store at a URL; one connection is kept open between requests."""

    def __init__(self, endpoint: Endpoint, credentials: Credentials) -> None:
        self._url = endpoint.statements
        self._headers = {
            "Authorization": credentials.header,
            "X-Experience-API-Version": XAPI_VERSION,
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": "roleplay",
        }
        self._proxy = _proxy_for(endpoint)
        self._pool = _pool(self._proxy)
        proxy_secrets = self._proxy.secrets if self._proxy else ()
        self._redaction = Redaction([credentials.header.partition(" ")[2], credentials.secret, *proxy_secrets])

    def post(self, body: bytes) -> StoreAnswer:
        """See `Transport.post`."""
        return self._request("POST", self._url, body)

    def get(self, statement_id: str) -> StoreAnswer:
        """See `Transport.get`."""
        return self._request("GET", f"{self._url}?statementId={statement_id}", None)

    def redacted(self, text: str) -> str:
        """See `Transport.redacted`; a proxy's password is redacted as well."""
        return self._redaction(text)

    def close(self) -> None:
        """Close the connection."""
        self._pool.clear()

    def _request(self, method: str, url: str, body: bytes | None) -> StoreAnswer:
        """The answer; a thread reads it, since it may never end. Raises `Unreachable`, also if it takes too long."""
        answers: SimpleQueue[StoreAnswer | Unreachable] = SimpleQueue()
        pool = self._pool
        Thread(target=lambda: answers.put(self._send(pool, method, url, body)), daemon=True).start()
        until = monotonic() + _TOTAL
        while True:
            try:
                answer = answers.get(timeout=max(0.0, min(_POLL_SECONDS, until - monotonic())))
                break
            except Empty:
                if monotonic() >= until:
                    self._pool = _pool(self._proxy)  # the thread is still reading from the old one
                    answer = Unreachable("timeout")
                    break
        if isinstance(answer, Unreachable):
            raise answer
        if answer.status == _PROXY_AUTH_REQUIRED and self._proxy:
            raise Unreachable("proxy")
        return answer

    def _send(self, pool: urllib3.PoolManager, method: str, url: str, body: bytes | None) -> StoreAnswer | Unreachable:
        headers = self._headers if body is None else {**self._headers, "Content-Type": "application/json"}
        try:
            response = pool.request(
                method,
                url,
                body=body,
                headers=headers,
                retries=False,
                redirect=False,
                preload_content=False,
                timeout=urllib3.Timeout(connect=_CONNECT, read=_READ),
            )
            content = response.read(_LONGEST)
            if len(content) == _LONGEST:  # there may be endlessly more
                response.close()
            response.release_conn()
        except Exception as error:  # any message may contain a header or the address of a proxy
            return Unreachable(_failure_reason(error))
        answer_headers = response.headers
        return StoreAnswer(
            response.status, content, answer_headers.get("Retry-After", ""), answer_headers.get("Date", "")
        )


class BadProxy(ValueError):
    """The proxy in the environment ``variable`` cannot be used. Its address is not shown: it may contain a password."""

    def __init__(self, variable: str) -> None:
        super().__init__(variable)
        self.variable = variable


class _Proxy(NamedTuple):
    url: str
    headers: dict[str, str]
    secrets: tuple[str, ...]
    variable: str

    def __repr__(self) -> str:
        return f"_Proxy(variable={self.variable!r})"


def _proxy_for(endpoint: Endpoint) -> _Proxy | None:
    """The proxy on the way to a store, if there is one. Raises `BadProxy`."""
    scheme = endpoint.url.partition(":")[0]
    proxy_url = None if endpoint.is_loopback or proxy_bypass(endpoint.host) else getproxies().get(scheme)
    if not proxy_url:
        return None
    variable = f"{scheme}_proxy"
    try:
        parts = urllib3.util.parse_url(proxy_url if "://" in proxy_url else f"http://{proxy_url}")
        if parts.scheme not in ("http", "https") or not parts.host:
            raise BadProxy(variable)
        headers: dict[str, str] = {}
        secrets: tuple[str, ...] = ()
        if parts.auth:
            user_pass = unquote(parts.auth)
            encoded = b64encode(user_pass.encode()).decode()
            headers = {"proxy-authorization": f"Basic {encoded}"}
            secrets = (encoded, user_pass.partition(":")[2], parts.auth.partition(":")[2])
        proxy = _Proxy(parts._replace(auth=None).url, headers, secrets, variable)
        _pool(proxy).clear()
    except ValueError:  # also those of urllib3, whose messages repeat the address
        raise BadProxy(variable) from None
    return proxy


def _pool(proxy: _Proxy | None) -> urllib3.PoolManager:
    if proxy is None:
        return urllib3.PoolManager(num_pools=1)
    return urllib3.ProxyManager(proxy.url, num_pools=1, proxy_headers=proxy.headers)


def _failure_reason(error: Exception) -> str:
    if isinstance(error, MaxRetryError) and error.reason is not None:
        error = error.reason
    if isinstance(error, ProxyError):
        return "proxy"
    if isinstance(error, SSLError):
        return _tls_failure_reason(error)
    if isinstance(error, NewConnectionError | LocationValueError | UnicodeError):  # the last two: not a host name
        return "refused"  # before timeouts: `NewConnectionError` is a subclass of `TimeoutError`
    return "timeout" if isinstance(error, TimeoutError) else "broken"


def _tls_failure_reason(error: Exception) -> str:
    """What is wrong: the certificate, its period of validity (or our clock), or the encryption."""
    untrusted = [cause for cause in (error, *error.args) if isinstance(cause, ssl.SSLCertVerificationError)]
    if not untrusted:
        return "encryption"
    return "validity" if untrusted[0].verify_code in _VALIDITY_ERRORS else "certificate"
