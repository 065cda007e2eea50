"""Whatever the order of events: answers stay, nothing is played twice, and no stage is skipped."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from exam_sittings import QUESTIONS, begun_event
from example_counts import examples
from roleplay.exam.events import Answered, Begun, ExamEvent, PlayEnd, SceneBegun, ScenePlayed
from roleplay.exam.phases import accept, fold_sittings
from roleplay.exam.sitting import ExamPhase, Sitting

BEGUN = begun_event()
TASKS = len(BEGUN.tasks)
_TASK, _ATTEMPT = st.integers(-1, TASKS), st.sampled_from(("one", "two"))
_STEPS: st.SearchStrategy[ExamEvent | None] = st.one_of(
    st.none(),
    st.builds(Answered, st.integers(-1, QUESTIONS), st.integers(-1, 3)),
    st.builds(SceneBegun, _TASK, _ATTEMPT),
    st.builds(
        ScenePlayed,
        _TASK,
        _ATTEMPT,
        st.sampled_from(PlayEnd),
        st.none() | st.floats(0, 100),
        crossed=st.sampled_from(((), ("shout",))),
    ),
    st.just(BEGUN),
)


@st.composite
def likely_events(draw: st.DrawFn) -> list[ExamEvent | None]:
    """Events many of which are accepted: the next ones in order, with others in between."""
    events: list[ExamEvent | None] = [BEGUN]
    for number in range(QUESTIONS):
        first_answer = Answered(number, draw(st.sampled_from((0, 0, 0, 1))))
        events += [first_answer, Answered(number, 2)] if draw(st.booleans()) else [first_answer]
    for task in range(TASKS):
        events += [SceneBegun(task, name) for name in draw(st.sampled_from((("one",), ("one", "two"))))]
        events += [ScenePlayed(task, "one", PlayEnd.FINISHED, draw(st.floats(40, 100)))]
    for _ in range(draw(st.integers(0, 6))):
        events.insert(draw(st.integers(0, len(events))), draw(_STEPS))
    return events


@examples(25)
@given(likely_events() | st.lists(_STEPS, max_size=20))
def test_a_sitting_never_goes_backwards(events: list[ExamEvent | None]) -> None:
    steps: list[list[Sitting]] = [fold_sittings(events[:length]) for length in range(len(events) + 1)]
    order = list(ExamPhase)
    for before, after in pairwise(steps):
        assert before[:-1] == after[: max(len(before) - 1, 0)], "finished sittings do not change"
        if len(before) == len(after) and before:
            old, new = before[-1], after[-1]
            assert new.begun == old.begun
            assert new.answers[: len(old.answers)] == old.answers
            assert new.plays[: len(old.plays)] == old.plays
            assert order.index(new.phase) >= order.index(old.phase)
            if old.under_way is not None and len(old.plays) == len(new.plays):
                assert new.under_way == old.under_way, "it is continued"
            assert old == new or not old.over
        elif len(after) > len(before) > 0:
            assert before[-1].over, "no other begins before this one is over"
    for sitting in steps[-1]:
        assert len(sitting.answers) <= QUESTIONS
        assert [play.task for play in sitting.plays] == list(range(len(sitting.plays)))
        assert not sitting.plays or sitting.all_answered
        reached = [result.reached for result in sitting.results]
        assert all(reached[:-1]), "a stage opens when the previous one is passed"
        assert (sitting.phase is ExamPhase.PASSED) == (reached == [True] * 3)
        assert not sitting.over or not any(
            accept(sitting, event) for event in events if event is not None and not isinstance(event, Begun)
        )
