"""Plays replayed on their text: answers in their states, lines taken back, digests of decisions."""

from __future__ import annotations

from typing import Any

import pytest

from builders import bundle, choice, ending, node, scene
from roleplay.cohort.digests import decision_digest
from roleplay.cohort.plays import Doubt, GivenAnswer, SubmittedPlay
from roleplay.cohort.stories import PlayedStory

DIGESTS = {("scenario", "small"): "text", ("rubric", "main"): "measure"}


def story(data: dict[str, Any] | None = None) -> PlayedStory:
    return PlayedStory(bundle(data or scene()), {}, DIGESTS)


def play(
    *said: tuple[int, str], seconds: float | None = 60.0, taken_back: frozenset[int] = frozenset()
) -> SubmittedPlay:
    answers = (
        GivenAnswer(position, "", line, "en", (), seconds, number in taken_back)
        for number, (position, line) in enumerate(said)
    )
    return SubmittedPlay("p", "somebody", 0.0, "practice", 0, tuple(answers))


def test_a_play_is_judged_by_its_own_text() -> None:
    read = story().read(play((0, "bad"), (1, "good")))
    assert (read.scene, read.text, read.rubrics, read.finished, read.doubt) == (
        "small",
        "text",
        {"main": "measure"},
        True,
        None,
    )
    first, second = read.first_answers
    assert (first.place.node, first.line, first.regret) == ("one", "bad", 4.0)
    assert first.state.free == {"good"}
    assert (second.regret, second.language) == (0.0, "en")
    assert read.poor == {"cut_in": True, "dodge": False}
    assert read.criteria == ("main.hear", "main.act")


def test_the_first_answer_counts_and_the_final_lines_are_judged() -> None:
    read = story(scene(pass_={"endings": ["end"]})).read(
        play((0, "bad"), (0, "good"), (1, "good"), taken_back=frozenset({0}))
    )
    assert [answer.line for answer in read.first_answers] == ["bad", "good"]
    assert read.poor == {"cut_in": False, "dodge": False}
    assert read.passed
    # taken back, then abandoned
    read = story().read(play((0, "good"), (1, "good"), taken_back=frozenset({1})))
    assert not read.finished
    assert read.poor == {"cut_in": False}


@pytest.mark.parametrize("said", [((0, "nothing"),), ((3, "good"),), ((0, "good"), (1, "good"), (2, "good"))])
def test_a_play_that_does_not_fit_its_text_is_doubtful(said: tuple[tuple[int, str], ...]) -> None:
    read = story().read(play(*said))
    assert (read.doubt, read.first_answers, read.finished) == (Doubt.NO_REPLAY, (), False)


def test_too_fast_depends_on_the_text_to_read() -> None:
    words = " ".join(["word"] * 220)  # a minute
    data = scene(nodes={"one": node(choice("good"), choice("bad", moves=["cut_in"]), says=words)})
    assert story(data).read(play((0, "good"), seconds=5.9)).doubt is Doubt.TOO_FAST
    assert story(data).read(play((0, "good"), seconds=6.5)).doubt is None
    assert story(data).read(play((0, "good"), seconds=None)).doubt is None


def test_an_unknown_cast_is_an_error() -> None:
    for personas in ({"ann": "nobody"}, {"nobody": "base"}):
        with pytest.raises(LookupError):
            PlayedStory(bundle(scene()), personas, DIGESTS)


def digest(**changes: Any) -> str:
    loaded = bundle(scene(**changes))
    return decision_digest(loaded, loaded.scenario.nodes["one"])


def test_a_decision_is_the_same_as_long_as_it_asks_the_same() -> None:
    nodes = scene()["nodes"]

    def changed(**line: Any) -> dict[str, Any]:
        return {
            **nodes,
            "one": {**nodes["one"], "choices": [{**nodes["one"]["choices"][0], **line}, *nodes["one"]["choices"][1:]]},
        }

    same = digest()
    assert digest(title="Other", minutes=9, endings={"end": ending(title="So"), "lost": ending("failure")}) == same
    assert digest(nodes=changed(why="for another reason", reply="Hm.")) == same
    assert digest(nodes={**nodes, "two": {**nodes["two"], "says": "Now what?"}}) == same
    other = [
        digest(nodes={**nodes, "one": {**nodes["one"], "says": "What?"}}),
        digest(nodes=changed(say="say it otherwise")),
        digest(nodes=changed(moves=["name_it"])),
        digest(nodes=changed(goto="end")),
        digest(nodes=changed(effects={"anger": 5})),
        digest(rubrics=["main", "side"]),
    ]
    assert len({same, *other}) == 7
