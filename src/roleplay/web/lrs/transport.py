"""One request to a store and its answer: by urllib3, with nothing done that was not asked for.

No redirect is followed (it would carry the credentials elsewhere), nothing is sent twice, no file of the user's is read
for passwords. Certificates are those that the system trusts; a proxy is the one that the environment names.
"""

from __future__ import annotations

from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError, SSLError, TimeoutError

from roleplay.presenting.xapi.names import XAPI_VERSION
from roleplay.web.lrs.answers import StoreAnswer, Unreachable
from roleplay.web.lrs.credentials import Credentials
from roleplay.web.lrs.endpoint import Endpoint

#: Seconds to wait for a connection, and for the next piece of an answer.
_CONNECT, _READ = 10.0, 60.0
#: Bytes of an answer that are read, at most.
_LONGEST = 4 << 20


class HttpTransport:
    """A store behind a URL; one connection is kept open between requests."""

    def __init__(self, endpoint: Endpoint, credentials: Credentials) -> None:
        self._url = endpoint.statements
        self._headers = {
            "Authorization": credentials.header,
            "X-Experience-API-Version": XAPI_VERSION,
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": "roleplay",
        }
        self._pool = _pool(endpoint)

    def post(self, body: bytes) -> StoreAnswer:
        """See `Transport.post`."""
        return self._ask("POST", self._url, body)

    def get(self, statement_id: str) -> StoreAnswer:
        """See `Transport.get`."""
        return self._ask("GET", f"{self._url}?statementId={statement_id}", None)

    def close(self) -> None:
        """Close the connection."""
        self._pool.clear()

    def _ask(self, method: str, url: str, body: bytes | None) -> StoreAnswer:
        headers = self._headers if body is None else {**self._headers, "Content-Type": "application/json"}
        try:
            response = self._pool.request(
                method,
                url,
                body=body,
                headers=headers,
                retries=False,
                redirect=False,
                preload_content=False,
                timeout=urllib3.Timeout(connect=_CONNECT, read=_READ),
            )
            read = response.read(_LONGEST)
            if len(read) == _LONGEST:  # there may be more, without end
                response.close()
            response.release_conn()
        except (HTTPError, OSError) as error:
            raise Unreachable(_why(error)) from None
        return StoreAnswer(response.status, read, response.headers.get("Retry-After", ""))


def _pool(endpoint: Endpoint) -> urllib3.PoolManager:
    scheme = endpoint.url.partition(":")[0]
    proxy = None if endpoint.is_loopback or proxy_bypass(endpoint.host) else getproxies().get(scheme)
    if not proxy:
        return urllib3.PoolManager(num_pools=1)
    given = urllib3.util.parse_url(proxy).auth
    return urllib3.ProxyManager(
        proxy, num_pools=1, proxy_headers=urllib3.make_headers(proxy_basic_auth=given) if given else None
    )


def _why(error: Exception) -> str:
    if isinstance(error, MaxRetryError) and error.reason is not None:
        error = error.reason
    if isinstance(error, SSLError):
        return "certificate"
    if isinstance(error, NewConnectionError):  # before timeouts: it is one by its class
        return "refused"
    return "timeout" if isinstance(error, TimeoutError) else "broken"
