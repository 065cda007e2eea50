"""A scene of a test or an exam line by line: the learner is warned if their play is not the one that counts."""

from __future__ import annotations

from unittest import mock

import pytest

from roleplay.plain.console import LearnerLeft
from roleplay.plain.sitting import play_sitting


@pytest.mark.parametrize(("parted", "lines"), [(False, 0), (True, 2)])
def test_the_warning_comes_also_on_leaving(parted: bool, lines: int) -> None:
    out, plays = mock.Mock(), mock.Mock()
    plays.pop_divergence.return_value = parted
    leaves = mock.patch("roleplay.plain.sitting.Conversation.play", side_effect=LearnerLeft)
    with (
        mock.patch("roleplay.plain.sitting.Conversation.__init__", return_value=None),
        leaves,
        pytest.raises(LearnerLeft),
    ):
        play_sitting(mock.Mock(), out, plays)
    assert out.line.call_count == lines
    assert not parted or out.words.call_args.args == ("exam.parted",)
