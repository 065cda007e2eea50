"""A small library with a conversation, for tests of what is shown about an attempt, with and without a screen."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from roleplay.locales import Catalogue, catalogue
from roleplay.reading.cache import NoCache
from roleplay.reading.library import Library
from roleplay.scene.model import Bundle
from roleplay.session import Attempt, Decision, Mode, Options, Setup

TALK = Path(__file__).parent / "data" / "talk"

#: Walks of the scene ``parcel``.
GOOD_WALK = ("listen", "own", "promise")
POOR_WALK = ("calm", "excuse", "sure")


@cache
def bundle(name: str = "parcel") -> Bundle:
    return Library([TALK], NoCache(), None).bundle(name)


@cache
def words(language: str) -> Catalogue:
    return catalogue(language)


def attempt(*choices: str, mode: Mode = Mode.PRACTICE, scene: str = "parcel", **options: bool) -> Attempt:
    played = Attempt(bundle(scene), Setup(1, mode, (), Options(**options)))
    for choice in choices:
        played.say(Decision(choice, "zh"))
    return played
