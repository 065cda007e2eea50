"""One request over a real connection of this machine."""

from __future__ import annotations

import json
import socket
from contextlib import closing
from unittest import mock

import pytest

from fake_store import FakeStore, always, listening
from roleplay.web.lrs.answers import StoreAnswer, Unreachable
from roleplay.web.lrs.credentials import Credentials
from roleplay.web.lrs.endpoint import endpoint_of
from roleplay.web.lrs.transport import HttpTransport

ME = Credentials("me", "Basic bWU6c2VjcmV0")
STATEMENT = {"id": "s1", "verb": {"id": "说"}}


def test_statements_go_out_and_can_be_asked_for() -> None:
    store = FakeStore()
    with listening(store) as url, closing(HttpTransport(endpoint_of(url), ME)) as transport:
        assert transport.post(json.dumps([STATEMENT]).encode()).status == 200
        assert transport.post(json.dumps([STATEMENT]).encode()) == StoreAnswer(204)
        assert json.loads(transport.get("s1").body) == STATEMENT
        assert transport.get("s2").status == 404
    sent = store.headers[0]
    assert sent["Authorization"] == ME.header
    assert sent["X-Experience-API-Version"] == "1.0.3"
    assert sent["Content-Type"] == "application/json"


def test_what_the_store_says_of_later_is_handed_on_and_no_redirect_is_followed() -> None:
    other = FakeStore()
    with listening(other) as elsewhere:
        store = FakeStore(always(StoreAnswer(302, retry_after="9")))
        with (
            listening(store, [("Location", elsewhere)]) as url,
            closing(HttpTransport(endpoint_of(url), ME)) as transport,
        ):
            assert transport.post(b"[]") == StoreAnswer(302, b"", "9")
    assert (other.posts, other.headers) == ([], [])


def test_no_answer_is_told_by_its_reason() -> None:
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
    assert caught.value.why == "certificate"  # it speaks no TLS at all


def test_a_store_on_this_machine_is_spoken_to_directly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with listening(FakeStore()) as url:
        assert HttpTransport(endpoint_of(url), ME).post(b"[]").status == 204
    with pytest.raises(Unreachable):
        HttpTransport(endpoint_of("http://lrs.invalid/xAPI", plain=True), ME).post(b"[]")  # by the proxy, which is none
