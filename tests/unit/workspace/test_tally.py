"""What is counted of an attempt besides its scores."""

from __future__ import annotations

from builders import bundle
from desk_scene import DESK_FILES, desk
from roleplay.session import Attempt, Decision, Options, Setup
from roleplay.workspace.tally import tally


def test_poor_moves_made_and_offered_are_counted() -> None:
    attempt = Attempt(bundle(desk(), DESK_FILES), Setup(options=Options(ask_sure=True)))
    attempt.say(Decision("wait", "en", sure=3))
    attempt.say(Decision("today", "en", sure=3))
    counted = tally(attempt)
    assert counted.poor == {"cut_in": (1, 4)}
    assert counted.offered == {"cut_in": 1, "shout": 1, "dodge": 1}
    assert counted.sure_wrong == {"desk-rubric.hear": 1}
