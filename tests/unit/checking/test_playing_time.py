"""RP424: the declared minutes of a scene compared with the time for reading it."""

from __future__ import annotations

import pytest

from builders import bundle, choice, ending, node, story_scene
from roleplay.checking.playing_time import check_playing_time, playing_minutes
from roleplay.checking.subject import Subject
from roleplay.reading.document import Document

WALK = {"choices": ["good", "good"], "ending": "end"}


def subject(words: int, minutes: int = 3, say: object = "", **more: object) -> Subject:
    """A scene with two decisions; what is said at the first has this many ``words``."""
    spoken_line = say or " ".join(["a"] * words)
    nodes = {
        "one": node(choice("good", "two"), choice("bad", "two"), says=spoken_line),
        "two": node(choice("good"), choice("bad")),
    }
    data = story_scene(nodes=nodes, endings={"end": ending()}, minutes=minutes, walks={"ideal": WALK}, **more)
    return Subject(bundle(data), Document("small.yaml", []))


def test_the_minutes_are_for_reading_and_deciding() -> None:
    short, long = playing_minutes(subject(1)), playing_minutes(subject(441))
    assert short is not None
    assert long is not None
    assert long - short == pytest.approx(2)  # 440 words, 220 a minute
    # role, situation and the like: 5 words; "a", "Well?", 4 lines and 2 said of 2 words; the ending of 3
    assert short == pytest.approx((5 + 1 + 1 + 6 * 2 + 3) / 220 + 2 * 0.25)


def test_the_language_with_more_to_read_counts() -> None:
    both = playing_minutes(subject(0, say={"en": "a", "zh": "字" * 700}, title={"en": "a", "zh": "字"}))
    assert both is not None
    assert both > 700 / 350


@pytest.mark.parametrize(("minutes", "reported"), [(2, True), (3, False), (9, False)])
def test_only_clearly_too_little_time_is_reported(minutes: int, reported: bool) -> None:
    assert bool([*check_playing_time(subject(660, minutes))]) == reported  # takes three and a half minutes


def test_without_an_ideal_walk_the_time_is_unknown() -> None:
    data = story_scene(nodes={"one": node(choice("good"))}, endings={"end": ending()})
    assert playing_minutes(Subject(bundle(data), Document("small.yaml", []))) is None
