"""Forms and exams over a class: pairs by learner, why some are not compared, and nothing about few learners."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from builders import SHARED, read_shared
from cohort_plays import read_play
from exam_sittings import answers, begun_event, play_events
from roleplay.cohort.plays import JudgedPlay
from roleplay.exam.codec import event_to_json
from roleplay.exam.events import ExamEvent
from roleplay.locales import catalogue
from roleplay.presenting.cohort.class_forms import FormOutcome, form_outcomes
from roleplay.presenting.forms.standing import begin_data as form_begun
from roleplay.reading.contents import Contents, FormEntry
from roleplay.records.practice import PracticeEvent
from roleplay.scene.forms import FormItem, FormTime, ParallelForm
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.text import Text

BEGINNING = datetime(2026, 5, 4, tzinfo=UTC)
TIMES = (FormTime("before", Text.of("before"), 0, "a"), FormTime("after", Text.of("after"), 14, "b"))
FORM = ParallelForm(
    id="both",
    version=1,
    title=Text.of("At the counter"),
    purpose=Text.of("p"),
    released=True,
    source=Text.of("s"),
    rubric="main",
    sets=FrozenDict({name: (FormItem("small", 1, FrozenDict()),) for name in "ab"}),
    times=TIMES,
)
SHARED_VALUES = read_shared(SHARED)
CONTENTS = Contents((), SHARED_VALUES.moves, SHARED_VALUES.personas, SHARED_VALUES.rubrics, (), ())


def event(id: str, about: str, data: Mapping[str, Any], day: int = 0) -> PracticeEvent:
    return PracticeEvent(id, "sitting", about, None, BEGINNING + timedelta(days=day), data)


def sitting(learner: int, time: FormTime, version: int = 1) -> list[PracticeEvent]:
    """The events of a complete sitting with the attempt ``LEARNER-TIME``."""
    id_ = f"{learner}{time.id}"
    ended = {"step": "ended", "sitting": id_, "attempts": [f"{learner}-{time.id}"], "ended": BEGINNING.isoformat()}
    data = {**form_begun(time, FORM, "d"), "version": version}
    return [event(id_, "both", data, time.day), event(f"{id_}e", "both", ended, time.day)]


def play(learner: int, time: FormTime, percent: float, rubric: str = "r1") -> JudgedPlay:
    play = read_play(learner, percents={"main": percent, "main.hear": percent}, began=time.day, rubric=rubric)
    return play._replace(play=play.play._replace(id=f"{learner}-{time.id}"))


def outcomes(
    events: Mapping[str, Sequence[PracticeEvent]],
    plays: Iterable[JudgedPlay],
    *,
    language: str = "en",
    form: bool = True,
) -> list[FormOutcome]:
    contents = CONTENTS._replace(forms=(FormEntry("both", "both.yaml", "d", form=FORM),) if form else ())
    return form_outcomes(events, plays, contents, catalogue(language))


def class_of(count: int) -> tuple[dict[str, list[PracticeEvent]], list[JudgedPlay]]:
    events = {str(n): [event for time in TIMES for event in sitting(n, time)] for n in range(count)}
    return events, [play(n, time, 40.0 + time.day) for n in range(count) for time in TIMES]


def test_two_times_of_a_form_are_paired_by_learner() -> None:
    (fact,) = outcomes(*class_of(12))
    assert fact.change.title == "At the counter: before, after"
    assert "Pairs: 12." in fact.change.lines
    assert "Mean before 40, after 54, difference +14." in fact.change.lines
    assert fact.change.rows[0] == ("hear", "12", "40", "54", "+14")
    assert fact.data["pairs"]["main"]["matched"] == {"count": 12, "least": 12, "most": 12}
    (fact,) = outcomes(*class_of(12), language="zh")
    assert "成对的成绩：12 对。" in fact.change.lines


def test_nothing_is_shown_for_fewer_than_five() -> None:
    (fact,) = outcomes(*class_of(4))
    assert fact.change.rows == ()
    assert fact.change.lines == ("Nothing is shown: fewer than 5 learners took it at the same two times.",)
    assert fact.data == {"form": "both", "known": True, "too_few": True}


def test_learners_who_cannot_be_compared_are_left_out_with_the_reason() -> None:
    events, plays = class_of(17)
    finished = [each for each in plays if each.play.id not in ("0-after", "1-after")]  # not played to the end
    other = [play(n, TIMES[1], 90.0, rubric="r2") for n in (2, 3, 4, 5, 6)]  # the rubric has changed
    remaining = [each for each in finished if each.play.id not in {each.play.id for each in other}]
    (fact,) = outcomes(events, [*remaining, *other])
    assert "Pairs: 10." in fact.change.lines
    assert "Not compared, because the text of the rubric changed in between: 5." in fact.change.lines
    reason = "Not compared, because a scene was not played to its end or does not count: fewer than 5."
    assert reason in fact.change.lines


def test_a_form_that_is_not_in_the_library_is_named() -> None:
    (fact,) = outcomes(*class_of(12), form=False)
    assert fact.change.lines == ("The test both is not in the library here, so its times are not compared.",)


def test_invalid_sitting_events_in_a_file_are_harmless() -> None:
    """Whatever the events of somebody's file contain, nothing raises."""
    events, plays = class_of(5)
    spoilt: list[dict[str, Any]] = [
        {"step": "begun"},
        {"step": "ended", "sitting": "0before", "attempts": [{}, None, 3], "ended": BEGINNING.isoformat()},
        {"step": "begun", "time": "never", "version": [], "items": [{"scene": 1, "seed": None, "personas": {}}]},
        {"event": "begun", "place": "first"},
        {"step": {}},
    ]
    for number, data in enumerate(spoilt):
        events["0"].insert(0, event(f"x{number}", "both", data))
    assert outcomes(events, plays)
    assert outcomes(events, plays, form=False)


def exam_events(learner: int, *events: ExamEvent) -> list[PracticeEvent]:
    sitting_events = [begun_event(), *events]
    return [event(f"{learner}{n}", "the-exam", event_to_json(e) | {"place": n}) for n, e in enumerate(sitting_events)]


def test_an_exam_shows_at_which_stage_first_sittings_ended() -> None:
    passing = [*answers(4), *play_events(0), *play_events(1), *play_events(2)]
    events = {str(n): exam_events(n, *passing) for n in range(6)}
    events |= {str(n): exam_events(n, *answers(1, 3)) for n in range(6, 11)}
    events |= {"left": exam_events(99, *answers(2))}
    (fact,) = outcomes(events, [])
    assert fact.change.title == "Exam: The exam"
    assert fact.change.lines == (
        "Completed first sittings: 11.",
        "Passed: 6.",
        "Not passed, at “Knowledge”: 5.",
        "Not passed, at “The known scene”: 0.",
        "Not passed, at “Unseen scenes”: 0.",
    )
    (outcome,) = outcomes({name: own for name, own in events.items() if name not in ("0", "9")}, [])
    assert outcome.change.lines[1:3] == ("Passed: 5 to 8.", "Not passed, at “Knowledge”: fewer than 5.")
    (few,) = outcomes({name: events[name] for name in "0126"}, [])
    assert few.data == {"exam": "the-exam", "too_few": True}
