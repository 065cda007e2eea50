"""Of any bytes a terminal sends, the meaningful ones come through and nothing else does."""

from __future__ import annotations

import codecs
import random

import pytest
from textual import constants, events
from textual.message import Message

from campaign_size import short_or_long
from roleplay.tui.textual_private import TolerantParser, TolerantWriter, narrow_key


def keys(*data: str, parser: TolerantParser | None = None) -> list[str]:
    """The keys parsed from ``data``, each part in a separate read."""
    parser = parser or TolerantParser()
    return [event.key for part in data for event in parser.feed(part) if isinstance(event, events.Key)]


@pytest.mark.parametrize(
    "noise",
    [
        "\x1b[99999999999;1u",  # a key number beyond all characters
        "\x1b[1114112;1u",
        "\x1b[55296;1;55296u",  # half a character
        "\x1b[48;0;0;0;0t",  # a window without a size
        "\x1b[48;99999;99999;1;1t",  # a window of implausible size
        "\x1b[?62;22c",  # a terminal's answer to what it is
        "\x1b[5n",
        "\x1b[M !!",  # a report in the old mouse protocol
        "\x1b[M \ufffd\ufffd",  # the same, right of column 95
        "\x1b[32;10;10M",
        "\x1b[<0;999999999999999;1M",
    ],
)
def test_meaningless_input_is_dropped(noise: str) -> None:
    assert keys(noise, "2") == ["2"]
    assert keys(noise + "2") == ["2"]


def test_meaningful_input_comes_through() -> None:
    assert keys("1\r\x1b[A\x1b[5~\x1b[200~") == ["1", "enter", "up", "pageup"]
    parser = TolerantParser()
    pasted = [event.text for event in parser.feed("\x1b[200~a\r\nb\x1b[201~") if isinstance(event, events.Paste)]
    assert pasted == ["a\r\nb"]
    clicks = [event for event in parser.feed("\x1b[<0;10;5M") if isinstance(event, events.MouseDown)]
    assert [(click.x, click.y) for click in clicks] == [(9, 4)]


def test_a_paste_without_an_end_times_out() -> None:
    parser = TolerantParser()
    assert keys("\x1b[200~abc", parser=parser) == []
    ended: list[Message] = []
    for _ in range(30):
        ended += parser.tick()
    assert [event.text for event in ended if isinstance(event, events.Paste)] in ([], ["abc"])
    assert keys("7", parser=parser) == ["7"]


def test_escape_alone_is_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.0)
    parser = TolerantParser()
    assert keys("\x1b", parser=parser) == []
    assert [event.key for event in parser.tick() if isinstance(event, events.Key)] == ["escape"]


def test_no_bytes_stop_it() -> None:
    dice = random.Random(13)
    pieces = [
        b"\x1b[",
        b"\x1b",
        b"M",
        b"<",
        b";",
        b"u",
        b"~",
        b"t",
        b"200",
        b"9" * 12,
        b"\xff",
        b"\xe4\xbd",
        b"a",
        b"\r",
    ]
    for _ in range(short_or_long(150, 5000)):
        parser, decoder = TolerantParser(), codecs.getincrementaldecoder("utf-8")("replace")
        for _ in range(4):
            burst = b"".join(dice.choice([*pieces, bytes([dice.randrange(256)])]) for _ in range(12))
            list(parser.feed(decoder.decode(burst) or "x"))
            list(parser.tick())
        list(parser.feed("\x1b[201~" + " " * 40))
        assert keys("q", parser=parser)[-1:] == ["q"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("１", "1"),
        ("？", "question_mark"),
        ("／", "slash"),
        ("，", "comma"),
        ("、", "slash"),
        ("Ｌ", "L"),
        ("＋", "plus"),
    ],
)
def test_a_full_width_character_is_the_key_that_was_meant(typed: str, key: str) -> None:
    event = events.Key(typed, typed)
    event.time = 5.0
    meant = narrow_key(event)
    assert (meant.key, meant.time) == (key, 5.0)


@pytest.mark.parametrize("typed", ["1", "enter", "王", "é"])
def test_any_other_key_is_left_alone(typed: str) -> None:
    event = events.Key(typed, None)
    assert narrow_key(event) is event


class Gone:
    """A terminal that has been closed."""

    def write(self, text: str) -> None:
        raise OSError(5, "Input/output error")

    def flush(self) -> None:
        raise OSError(5, "Input/output error")


def test_writing_to_a_terminal_that_has_gone_does_not_block() -> None:
    writer = TolerantWriter(Gone())  # type: ignore[arg-type]
    writer.start()
    for _ in range(200):  # more than its queue holds
        writer.write("x")
    writer.stop()
    assert not writer.is_alive()
