"""Requests over a real connection on this machine."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from contextlib import closing
from unittest import mock

import pytest
import urllib3

from fake_store import FakeStore, always, listening
from roleplay.web.lrs.answers import REASONS, StoreAnswer, Unreachable
from roleplay.web.lrs.credentials import Credentials
from roleplay.web.lrs.endpoint import endpoint_of
from roleplay.web.lrs.transport import BadProxy, HttpTransport

ME = Credentials("me", "Basic bWU6c2VjcmV0", "secret")
STATEMENT = {"id": "s1", "verb": {"id": "说"}}


def test_statements_are_sent_and_can_be_requested() -> None:
    store = FakeStore()
    with listening(store) as url, closing(HttpTransport(endpoint_of(url), ME)) as transport:
        assert transport.post(json.dumps([STATEMENT]).encode()).status == 200
        assert transport.post(json.dumps([STATEMENT]).encode()).status == 204
        assert json.loads(transport.get("s1").body) == STATEMENT
        assert transport.get("s2").status == 404
    sent = store.headers[0]
    assert sent["Authorization"] == ME.header
    assert sent["X-Experience-API-Version"] == "1.0.3"
    assert sent["Content-Type"] == "application/json"


def test_retry_headers_are_returned_and_no_redirect_is_followed() -> None:
    other = FakeStore()
    with listening(other) as elsewhere:
        store = FakeStore(always(StoreAnswer(302, retry_after="9")))
        with (
            listening(store, [("Location", elsewhere)]) as url,
            closing(HttpTransport(endpoint_of(url), ME)) as transport,
        ):
            answer = transport.post(b"[]")
            assert answer._replace(date="") == StoreAnswer(302, b"", "9")
            assert answer.date.endswith(" GMT")
    assert (other.posts, other.headers) == ([], [])


def test_a_missing_answer_has_a_reason() -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(Unreachable) as caught:
            HttpTransport(endpoint_of(nobody), ME).post(b"[]")
        assert caught.value.why == "refused"
        taken.listen()
        with mock.patch("roleplay.web.lrs.transport._READ", 0.05), pytest.raises(Unreachable) as caught:
            HttpTransport(endpoint_of(nobody), ME).post(b"[]")
        assert caught.value.why == "timeout"
    with listening(FakeStore(always(Unreachable("broken")))) as url, pytest.raises(Unreachable) as caught:
        HttpTransport(endpoint_of(url), ME).post(b"[]")
    assert caught.value.why == "broken"
    with listening(FakeStore()) as url, pytest.raises(Unreachable) as caught:
        HttpTransport(endpoint_of(url.replace("http:", "https:")), ME).post(b"[]")
    assert caught.value.why == "encryption"  # it does not speak TLS


def test_a_store_on_this_machine_is_reached_without_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with listening(FakeStore()) as url:
        assert HttpTransport(endpoint_of(url), ME).post(b"[]").status == 204
    with pytest.raises(Unreachable) as caught:
        HttpTransport(endpoint_of("http://lrs.invalid/xAPI", plain=True), ME).post(b"[]")  # the proxy isn't one
    assert caught.value.why == "proxy"


@pytest.mark.parametrize(
    "proxy",
    ["http://pu:PR0XYpw@h:99999", "socks5://pu:PR0XYpw@127.0.0.1:1080", "http://pu:PR0XYpw@[bad", "http://"],
)  # fmt: skip
def test_an_unusable_proxy_is_reported_without_its_address(proxy: str) -> None:
    with (
        mock.patch("roleplay.web.lrs.transport.getproxies", return_value={"https": proxy}),
        pytest.raises(BadProxy) as caught,
    ):
        HttpTransport(endpoint_of("https://lrs.invalid/xAPI"), ME)
    assert str(caught.value) == "https_proxy"
    assert caught.value.__suppress_context__


def test_a_proxy_receives_its_decoded_password_which_is_never_shown() -> None:
    store = FakeStore(always(StoreAnswer(407)))
    with listening(store) as url:
        named = url.removesuffix("/xAPI").removeprefix("http://")
        for proxy in (named, f"http://pu:PR0XY%40pw@{named}"):
            with mock.patch("roleplay.web.lrs.transport.getproxies", return_value={"http": proxy}):
                transport = HttpTransport(endpoint_of("http://lrs.invalid/xAPI", plain=True), ME)
            with closing(transport), pytest.raises(Unreachable) as caught:
                transport.post(b"[]")
            assert caught.value.why == "proxy"
    assert "Proxy-Authorization" not in store.headers[0]
    sent = {name.lower(): value for name, value in store.headers[1].items()}["proxy-authorization"]
    assert sent == "Basic cHU6UFIwWFlAcHc="
    assert (
        transport.redacted(f"x {sent} PR0XY@pw PR0XY%40pw {ME.header} secret y")
        == "x Basic *** *** *** Basic *** *** y"
    )


def test_an_answer_that_never_ends_is_not_waited_for() -> None:
    def drip() -> None:
        with closing(listener.accept()[0]) as caller:
            caller.recv(65536)
            caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while not over.wait(0.02):
                caller.sendall(b"x")

    over = threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        thread = threading.Thread(target=drip)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/xAPI"
        with mock.patch("roleplay.web.lrs.transport._TOTAL", 0.1), pytest.raises(Unreachable) as caught:
            HttpTransport(endpoint_of(url), ME).post(b"[]")
        over.set()
        thread.join()
    assert caught.value.why == "timeout"


def test_an_invalid_host_name_is_unreachable() -> None:
    with pytest.raises(Unreachable) as caught:
        HttpTransport(endpoint_of("https://a..b/xAPI"), ME).post(b"[]")
    assert caught.value.why == "refused"


@pytest.mark.parametrize(
    ("code", "why"), [(9, "validity"), (10, "validity"), (18, "certificate"), (None, "encryption")]
)
def test_an_expired_certificate_is_distinguished_from_an_untrusted_one(code: int | None, why: str) -> None:
    ssl_error: Exception = ssl.SSLError("wrong version number")
    if code is not None:
        ssl_error = ssl.SSLCertVerificationError("verify failed")
        ssl_error.verify_code = code
    failing = mock.patch.object(urllib3.PoolManager, "request", side_effect=urllib3.exceptions.SSLError(ssl_error))
    with (
        failing,
        closing(HttpTransport(endpoint_of("https://lrs.invalid/xAPI"), ME)) as transport,
        pytest.raises(Unreachable) as caught,
    ):
        transport.post(b"[]")
    assert caught.value.why == why
    assert why in REASONS
