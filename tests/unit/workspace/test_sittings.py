"""Sittings of a form: begun once, each scene played once, resumed after any interruption, compared fairly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest

from builders import put
from command_runs import ShipLibrary
from form_desk import FORM, desks, form_home
from roleplay.locales import catalogue
from roleplay.presenting.forms.pages import ItemState, next_page, page_lines, result_lines
from roleplay.presenting.forms.results import WhyNotCompared, first_and_latest, pair_sittings, results_json
from roleplay.presenting.forms.standing import FormState
from roleplay.session import Decision, Mode
from roleplay.workspace.sittings import (
    FormRecord,
    before_and_after,
    due_forms,
    form_record,
    listed_forms,
)
from roleplay.workspace.workspace import Workspace

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HEAR, ACT = "desk-rubric.hear", "desk-rubric.act"
BAD, GOOD = ("wait", "today"), ("sit", "today")


class Place:
    """A home folder that can be opened repeatedly, with its own clock."""

    def __init__(self) -> None:
        self.day = 0.0
        self.opened: list[Workspace] = []

    def workspace(self) -> Workspace:
        self.opened.append(Workspace(now=lambda: NOON + timedelta(days=self.day)))
        return self.opened[-1]

    def record(self) -> FormRecord:
        record = form_record(self.workspace(), "both")
        assert record is not None
        return record


@pytest.fixture
def place(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setenv("ROLEPLAY_HOME", str(form_home(tmp_path)))
    ship_library(tmp_path / "none")
    place = Place()
    yield place
    for workspace in place.opened:
        workspace.close()


def play(record: FormRecord, *walk: str) -> None:
    attempt = record.play("en")
    for choice in walk:
        attempt.say(Decision(choice, "en"))
    record.refresh()


def sit(record: FormRecord, *walks: tuple[str, ...]) -> None:
    record.begin()
    for walk in walks:
        play(record, *walk)


def test_a_sitting_consists_of_exams_with_the_forms_seeds_and_casts(place: Place) -> None:
    record = place.record()
    assert (record.standing.state, record.can_go_on, record.next_item) == (FormState.OPEN, True, None)
    record.begin()
    attempt = record.play("en")
    assert (attempt.bundle.scenario.id, attempt.setup.mode, attempt.setup.seed) == ("desk", Mode.EXAM, 1)
    for choice in GOOD:
        attempt.say(Decision(choice, "en"))
    record.refresh()
    assert (record.next_item, record.facts.items) == (1, [ItemState.DONE, ItemState.OPEN])
    assert dict(record.play("en").setup.personas) == {"wang": "touchy"}


def test_it_resumes_after_a_kill_at_any_moment_and_begins_nothing_twice(place: Place) -> None:
    place.record().begin()  # killed before the first scene
    record = place.record()
    record.begin()
    attempt = record.play("en")  # killed before the first line
    same = place.record().play("en")
    assert same.journal.attempt_id == attempt.journal.attempt_id
    same.say(Decision("sit", "en"))  # killed in the middle
    record = place.record()
    assert record.facts.items == [ItemState.UNDER_WAY, ItemState.OPEN]
    attempt = record.play("en")
    assert [decision.choice for decision in attempt.decisions] == ["sit"]
    attempt.say(Decision("today", "en"))  # killed after the last line of a scene
    record = place.record()
    assert record.next_item == 1
    attempt = record.play("en")
    place.day = 3
    for choice in GOOD:
        attempt.say(Decision(choice, "en"))
    place.day = 9  # the end is noticed later
    record = place.record()
    assert (record.standing.state, record.standing.due) == (FormState.WAITING, NOON + timedelta(days=3 + 14))
    assert len(record.workspace.store.history()) == 2
    assert len(record.workspace.store.practice.events("sitting")) == 4


def test_an_abandoned_scene_is_not_played_again_and_nothing_is_compared(place: Place) -> None:
    record = place.record()
    record.begin()
    attempt = record.play("en")
    record.workspace.store.abandon(attempt.journal.attempt_id or "")
    record.refresh()
    assert record.facts.items == [ItemState.GIVEN_UP, ItemState.OPEN]
    play(record, *GOOD)
    place.day = 20
    record.refresh()
    assert record.standing.state is FormState.DUE
    sit(record, GOOD)
    pair = first_and_latest(record.results())
    assert pair is not None
    assert (pair.why_not, pair.difference(HEAR)) == (WhyNotCompared.SCENES, None)
    assert (pair.before.played, pair.before.scenes) == (1, 2)


def test_of_two_windows_at_a_scene_the_first_attempt_counts(place: Place) -> None:
    record, other = place.record(), place.record()
    record.begin()
    first, second = record.play("en"), other.play("en")
    assert first.journal.attempt_id == second.journal.attempt_id
    first.say(Decision("wait", "en"))
    for choice in GOOD:  # diverges from the first
        second.say(Decision(choice, "en"))
    other.refresh()
    assert other.facts.items == [ItemState.UNDER_WAY, ItemState.OPEN]
    assert (other.plays.pop_divergence(), other.plays.pop_divergence(), record.plays.pop_divergence()) == (
        True,
        False,
        False,
    )
    gone_on = other.play("en")
    assert [decision.choice for decision in gone_on.decisions] == ["wait"], (
        "the other window leads back to the attempt that counts"
    )
    gone_on.say(Decision("today", "en"))
    play(other, *GOOD)
    (result,) = other.results()
    assert result.percents[HEAR] == 50, "the first one, although the diverged one was better"
    assert [past.scenario_id for past in other.workspace.store.history()] == ["desk", "desk", "desk2"]
    assert place.record().results() == [result], "a newly started program sees the same"


def test_of_two_windows_that_begin_a_scene_at_once_only_one_begins(place: Place) -> None:
    record, other = place.record(), place.record()
    record.begin()
    other.refresh()
    with mock.patch.object(other.plays, "by_mark", return_value=None), mock.patch.object(other, "refresh"):
        first = record.play("en")
        assert other.play("en").journal.attempt_id == first.journal.attempt_id
    assert len(record.workspace.store.unfinished()) == 1


def test_a_deleted_scene_is_reported_and_not_begun_again(place: Place) -> None:
    record = place.record()
    record.begin()
    play(record, *GOOD)
    record.play("en").say(Decision("sit", "en"))
    record.workspace.store.delete(record.workspace.store.attempts_at("desk2"), "desk2")
    record = place.record()
    assert (record.standing.state, record.next_item) == (FormState.WAITING, None)
    (result,) = record.results()
    assert (result.played, result.scenes) == (1, 2)


def test_a_deleted_scene_is_marked_on_the_page(place: Place) -> None:
    record = place.record()
    record.begin()
    attempt = record.play("en").journal.attempt_id or ""
    record.workspace.store.delete([attempt])
    record.refresh()
    assert record.facts.items == [ItemState.GONE, ItemState.OPEN]
    for language, text in (("en", "begun and then deleted"), ("zh", "开了头又删除了")):
        page = page_lines(next_page(record.facts, record.workspace.library.contents, catalogue(language)))
        assert any(text in line for line in page)


def test_due_sittings_are_announced_and_results_compared(place: Place) -> None:
    record = place.record()
    sit(record, BAD, GOOD)
    assert [each.form.id for each in due_forms(record.workspace)] == []
    place.day = 14
    workspace = place.workspace()
    assert [each.state for each in due_forms(workspace)] == [FormState.DUE]
    (listed,) = listed_forms(workspace, catalogue("en"))
    assert (listed.state, listed.needs_attention) == ("due: after", True)
    record = place.record()
    sit(record, GOOD)
    pair = first_and_latest(record.results())
    assert pair is not None
    assert pair.why_not is None
    assert (pair.before.percents[HEAR], pair.after.percents[HEAR], pair.difference(HEAR)) == (50, 100, 50)
    assert pair.difference(ACT) == 0
    lines = result_lines(record.facts, record.workspace.library.contents, catalogue("en"))
    assert "  Hearing: 50 (before), 100 (after); difference +50" in lines
    data = results_json(record.form, record.results(), record.workspace.library.contents.rubrics["desk-rubric"])
    assert data["pair"]["differences"][HEAR] == 50
    ((text,),) = (section.lines for section in before_and_after(record.workspace, catalogue("en")))
    assert "went from 75% (before) to 100% (after): +25" in text
    assert before_and_after(record.workspace, catalogue("zh"))


def test_results_by_another_text_of_the_rubric_are_shown_and_not_compared(place: Place, tmp_path: Path) -> None:
    record = place.record()
    sit(record, GOOD, GOOD)
    path = tmp_path / "home" / "library" / "rubrics" / "desk-rubric.yaml"
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    place.day = 14
    record = place.record()
    sit(record, GOOD)
    pair = first_and_latest(record.results())
    assert pair is not None
    assert (pair.why_not, pair.difference(HEAR)) == (WhyNotCompared.RUBRIC, None)
    lines = result_lines(record.facts, record.workspace.library.contents, catalogue("en"))
    assert "  Hearing: 100 (before), 100 (after)" in lines
    assert any("the text of the rubric changed" in line for line in lines)
    ((text,),) = (section.lines for section in before_and_after(record.workspace, catalogue("en")))
    assert text.endswith("no difference is shown: the rubric was changed")


def test_other_versions_of_the_form_or_the_scoring_are_not_compared(place: Place) -> None:
    record = place.record()
    sit(record, GOOD, GOOD)
    (result,) = record.results()
    assert first_and_latest([result]) is None
    assert pair_sittings(result, result).why_not is None
    assert pair_sittings(result, result._replace(version=9)).why_not is WhyNotCompared.VERSION
    assert pair_sittings(result, result._replace(scorings=frozenset({1}))).why_not is WhyNotCompared.SCORING


def test_a_sitting_keeps_its_scenes_if_the_form_changes(place: Place, tmp_path: Path) -> None:
    record = place.record()
    record.begin()
    put(
        tmp_path / "home" / "library" / "forms" / "both.yaml",
        FORM.replace("{scene: desk, seed: 1}", "{scene: desk3, seed: 7}"),
    )
    attempt = place.record().play("en")
    assert (attempt.bundle.scenario.id, attempt.setup.seed) == ("desk", 1)


def test_a_scene_played_before_is_reported(place: Place) -> None:
    record = place.record()
    assert record.facts.played == {}
    assert record.facts.bundle is not None
    assert record.facts.known_scenes == frozenset()
    record.workspace.store.practice.add("example", "desk2", {}, "desk2")
    assert record.facts.known_scenes == {"desk2"}
    lines = page_lines(next_page(record.facts, record.workspace.library.contents, catalogue("en")))
    assert any("You have met “The second counter” before" in line for line in lines)
    sit(record, GOOD, GOOD)
    place.day = 14
    sit(record, GOOD)
    place.day = 60
    record.refresh()
    assert (record.standing.time and record.standing.time.set, record.facts.played["desk"]) == ("a", 1)


def test_a_form_that_cannot_be_used_is_listed_with_the_reason(place: Place, tmp_path: Path) -> None:
    put(tmp_path / "home" / "library" / "forms" / "both.yaml", FORM.replace("scene: desk2", "scene: gone"))
    (listed,) = listed_forms(place.workspace(), catalogue("en"))
    assert listed.is_broken
    assert "there is no scene `gone`" in listed.about
    assert form_record(place.workspace(), "both") is None


def test_the_desks_are_those_named_in_the_form() -> None:
    assert {data["id"] for data in desks()} == {"desk", "desk2", "desk3"}
