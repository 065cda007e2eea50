"""No text from a store or a proxy reveals the credentials that were sent to it."""

from __future__ import annotations

import html
import json
from base64 import b64encode
from urllib.parse import quote

import pytest

from roleplay.web.lrs.redaction import Redaction

PASSWORD = 'S3CRET pw/"é&'
CODED = b64encode(f"u7:{PASSWORD}".encode()).decode()


@pytest.mark.parametrize(
    "said",
    [
        f"Basic {CODED}", f"{{'Authorization': 'Basic {CODED}'}}", CODED, CODED[:13], CODED.lower(), PASSWORD,
        f"user u7:{PASSWORD}", quote(PASSWORD), quote(PASSWORD, safe=""), html.escape(PASSWORD), json.dumps(PASSWORD),
        json.dumps(json.dumps(PASSWORD)), PASSWORD.encode().decode("latin-1"),
        PASSWORD.encode().decode("ascii", "replace"),
        b64encode(PASSWORD.encode()).decode(), f"Basic {CODED[:5]}...", f"basic%20{CODED[:4]}",
    ],
)  # fmt: skip
def test_a_secret_is_redacted_in_every_encoding(said: str) -> None:
    shown = Redaction([CODED, PASSWORD])(f"not understood: {said} (400)")
    assert shown.startswith("not understood: ")
    assert shown.endswith(" (400)")
    assert not any(piece in shown.lower() for piece in ("s3cr", "et pw", CODED[:4].lower(), CODED[-8:-2].lower()))


def test_a_short_secret_is_redacted_as_a_word_and_other_text_stays() -> None:
    assert Redaction(["a"])("a bad actor: u7:a") == "*** bad actor: u7:***"
    assert Redaction(["pass1", ""])("xpass1x pass") == "x***x pass"
    assert Redaction([])("Basic authentication is wanted, ẞİ") == "Basic authentication is wanted, ẞİ"
    assert Redaction(["geheim"])("İİ GEHEIM") == "İİ ***"
