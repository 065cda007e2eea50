"""Files as they come back from a bad disk, a cut copy or an editor that fell over."""

from __future__ import annotations

from random import Random


def flipped(content: bytes, random: Random) -> bytes:
    """With one bit the other way."""
    place = random.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << random.randrange(8)]) + content[place + 1 :]


def cut(content: bytes, random: Random) -> bytes:
    """Only the beginning of it."""
    return content[: random.randrange(len(content))]


def torn(content: bytes, random: Random) -> bytes:
    """With a piece of it left out."""
    start = random.randrange(len(content))
    return content[:start] + content[start + 1 + random.randrange(64) :]


def doubled(content: bytes, random: Random) -> bytes:
    """With a piece of it a second time."""
    start = random.randrange(len(content))
    end = start + 1 + random.randrange(512)
    return content[:end] + content[start:end] + content[end:]


def hollow(content: bytes, random: Random) -> bytes:
    """With zeros where a block was never written, as after a loss of power."""
    start = random.randrange(len(content))
    length = min(1 + random.randrange(512), len(content) - start)
    return content[:start] + bytes(length) + content[start + length :]


def littered(content: bytes, random: Random) -> bytes:
    """With a few bytes in it that do not belong there."""
    start = random.randrange(len(content))
    return content[:start] + random.randbytes(1 + random.randrange(6)) + content[start:]


#: Every kind of damage; bits fall over most often.
KINDS = (flipped, flipped, flipped, cut, torn, doubled, hollow, littered)


def damaged(content: bytes, random: Random) -> bytes:
    """``content`` with one damage of some kind."""
    return random.choice(KINDS)(content, random)
