"""Printed JSON keeps its meaning and does not control the terminal."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from roleplay.text.json_text import json_text


@given(st.text() | st.sampled_from(["\x1b[31m", "\x9b2J", "\u202e", "\udcd0", "\x7f"]))
def test_json_round_trips(text: str) -> None:
    written = json_text({text: [text]})
    assert json.loads(written) == {text: [text]}
    assert not set(written) & set("\x1b\x7f\x9b\u202e\u200b\udcd0")


def test_readable_text_is_not_escaped() -> None:
    assert json_text(["王先生，您好", "“é”"]) == '[\n  "王先生，您好",\n  "“é”"\n]'
