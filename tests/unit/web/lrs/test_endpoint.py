"""Which addresses are accepted."""

from __future__ import annotations

import pytest

from roleplay.web.lrs.endpoint import BadEndpoint, endpoint_of


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://lrs.example.org/xAPI", "https://lrs.example.org/xAPI"),
        (" https://LRS.example.org/xAPI/ ", "https://lrs.example.org/xAPI"),
        ("https://lrs.example.org/xAPI/statements/", "https://lrs.example.org/xAPI"),
        ("https://lrs.example.org", "https://lrs.example.org"),
        ("http://127.0.0.1:8100/xAPI", "http://127.0.0.1:8100/xAPI"),
        ("http://localhost/xAPI", "http://localhost/xAPI"),
        ("http://[::1]:8100/xAPI", "http://[::1]:8100/xAPI"),
    ],
)
def test_a_store_has_one_address(text: str, url: str) -> None:
    endpoint = endpoint_of(text)
    assert (endpoint.url, endpoint.statements) == (url, f"{url}/statements")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "none"),
        ("lrs.example.org", "none"),
        ("ftp://lrs.example.org", "none"),
        ("https://", "none"),
        ("https://a b/", "none"),
        ("https://lrs.example.org:port/", "none"),
        ("https://[::1/", "none"),
        ("https://lrs.example.org/\x1b[31m", "none"),
        ("https://me:secret@lrs.example.org/", "credentials"),
        ("https://me@lrs.example.org/", "credentials"),
        ("https://lrs.example.org/?key=1", "extras"),
        ("https://lrs.example.org/#a", "extras"),
        ("http://lrs.example.org/", "plain"),
        ("http://localhost.example.org/", "plain"),
        ("http://127.0.0.1.example.org/", "plain"),
        ("http://10.0.0.1/", "plain"),
    ],
)
def test_invalid_addresses_are_distinguished(text: str, why: str) -> None:
    with pytest.raises(BadEndpoint) as caught:
        endpoint_of(text)
    assert caught.value.why == why


def test_without_encryption_only_with_an_option() -> None:
    assert endpoint_of("http://10.0.0.1/xAPI", plain=True).url == "http://10.0.0.1/xAPI"
