"""What was said, in order."""

from __future__ import annotations

from builders import bundle, choice, ending, node, story_scene
from roleplay.session import Attempt, Decision, Setup, UtteranceKind, transcript, utterances

CAST = {
    "ann": {"name": {"en": "Ann", "zh": "安"}, "persona": "base"},
    "bob": {"name": {"en": "Bob", "zh": "鲍"}, "persona": "base"},
}
NODES = {
    "one": node(
        choice("good", "two", reply={"en": "Thanks, {bob} heard it.", "zh": "{bob}也听见了。"}),
        choice("aside", "two", reply="I am here.", to="bob"),
        choice("mute", "two"),
        scene="She stands at the desk.",
        says={"en": "I am {ann}.", "zh": "我是{ann}。"},
    ),
    "two": node(
        choice("good", "end", reply="Good bye."),
        speaker="bob",
        says=[{"when": {"turn": "= 1"}, "text": "And now?"}, {"text": "No."}],
    ),
}


def attempt(*decisions: str) -> Attempt:
    scene = bundle(story_scene(nodes=NODES, cast=CAST))
    return Attempt(scene, Setup(), None, [Decision(name, "en") for name in decisions])


def lines(playing: Attempt) -> list[tuple[str, str | None, str, int]]:
    names = playing.bundle.scenario.names()
    return [(line.kind.value, line.speaker, line.text.fill("en", names), line.turn) for line in transcript(playing)]


OPENING = [("scene", None, "She stands at the desk.", 0), ("they", "ann", "I am Ann.", 0)]


def test_a_transcript_begins_with_the_scene_and_the_first_words() -> None:
    assert lines(attempt()) == OPENING


def test_the_learners_line_the_answer_and_the_next_words_come_in_this_order() -> None:
    assert lines(attempt("good")) == [
        *OPENING,
        ("you", None, "say good", 0),
        ("they", "ann", "Thanks, Bob heard it.", 1),
        ("they", "bob", "And now?", 1),
    ]


def test_the_answer_comes_from_the_person_addressed() -> None:
    assert ("they", "bob", "I am here.", 1) in lines(attempt("aside"))


def test_a_choice_without_an_answer_is_followed_by_the_next_words() -> None:
    assert lines(attempt("mute"))[2:] == [("you", None, "say mute", 0), ("they", "bob", "And now?", 1)]


def test_an_ending_is_the_last_line() -> None:
    assert lines(attempt("good", "good"))[-3:] == [
        ("you", None, "say good", 1), ("they", "bob", "Good bye.", 2), ("ending", None, "It is over.", 2),
    ]  # fmt: skip


def test_directions_and_endings_depend_on_the_story() -> None:
    def spoken(*decisions: str) -> list[str]:
        directed = {"good": {"visits.one": "= 2"}, "end": {"visits.two": ">= 1"}}
        nodes = {
            "one": node(
                choice("good", "one"),
                choice("on", "two"),
                choice("leave", "end"),
                scene=[{"when": directed["good"], "text": "She sits down again."}],
            ),
            "two": node(choice("leave", "end")),
        }
        text = [{"when": directed["end"], "text": "They went by two."}, {"text": "They went."}]
        scene = bundle(story_scene(nodes=nodes, endings={"end": ending(text=text)}))
        playing = Attempt(scene, Setup(), None, [Decision(name, "en") for name in decisions])
        kinds = (UtteranceKind.SCENE, UtteranceKind.ENDING)
        return [line.text.fill("en", scene.scenario.names()) for line in transcript(playing) if line.kind in kinds]

    assert spoken() == []
    assert spoken("good") == ["She sits down again."]
    assert spoken("good", "leave") == ["She sits down again.", "They went."]
    assert spoken("on", "leave") == ["They went by two."]


def test_a_transcript_is_the_concatenation_of_all_turns() -> None:
    playing = attempt("good", "good")
    assert transcript(playing) == [line for turn in range(3) for line in utterances(playing, turn)]
    assert [line.kind for line in utterances(playing, 0)] == [UtteranceKind.SCENE, UtteranceKind.THEY]
    assert [line.kind for line in utterances(playing, 2)] == [
        UtteranceKind.YOU,
        UtteranceKind.THEY,
        UtteranceKind.ENDING,
    ]


def test_names_appear_in_the_requested_language() -> None:
    playing = attempt("good")
    assert [line.text.fill("zh", playing.bundle.scenario.names()) for line in transcript(playing)[1:4]] == [
        "我是安。",
        "say good",
        "鲍也听见了。",
    ]


def test_lines_taken_back_are_not_in_the_transcript() -> None:
    playing = attempt("good")
    playing.take_back()
    assert lines(playing) == OPENING
