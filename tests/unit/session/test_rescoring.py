"""An attempt under other rubrics: changed, new and removed scores, and scores without influence on the verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_scene import desk_home
from roleplay.reading.library import Library
from roleplay.scene.model import Bundle, Rubric
from roleplay.session import Attempt, Decision, Setup
from roleplay.session.rescoring import Rescorer


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    return Library([desk_home(tmp_path) / "library"]).bundle("desk")


def played(bundle: Bundle) -> tuple[Attempt, Rubric]:
    attempt = Attempt(bundle, Setup())
    for choice in ("sit", "today"):
        attempt.say(Decision(choice, "en"))
    return attempt, bundle.rubrics["desk-rubric"]


def test_the_same_rubric_changes_nothing(bundle: Bundle) -> None:
    attempt, rubric = played(bundle)
    now = Rescorer({rubric.id: rubric}).rescored(attempt)
    assert not any(change.changed for change in now.changes)
    assert (now.before, now.verdict_changed) == (now.after, False)
    assert Rescorer({}).rescored(attempt).changes == now.changes


def test_criteria_are_added_and_removed(bundle: Bundle) -> None:
    attempt, rubric = played(bundle)
    hear, act = rubric.criteria
    renamed = rubric._replace(criteria=(hear, act._replace(id="step")), order=())
    changes = {change.ref: change for change in Rescorer({rubric.id: renamed}).rescored(attempt).changes}
    assert list(changes) == ["desk-rubric", "desk-rubric.hear", "desk-rubric.step", "desk-rubric.act"]
    removed, new = changes["desk-rubric.act"], changes["desk-rubric.step"]
    assert (removed.was_there, removed.is_there, removed.after) == (True, False, None)
    assert (new.was_there, new.is_there, new.before) == (False, True, None)
    assert removed.changed
    assert new.changed
    assert not changes["desk-rubric.hear"].changed


def test_a_rubric_of_another_scene_is_an_overlay_without_influence_on_the_verdict(bundle: Bundle) -> None:
    attempt, rubric = played(bundle)
    other = rubric._replace(id="other", critical=frozenset({"act_now", "listen"}))
    now = Rescorer({"other": other}).rescored(attempt)
    assert now.before.passed
    assert now.after == now.before
    assert not any(
        change.ref.startswith("other") for change in Rescorer({"other": other}, overlay=False).rescored(attempt).changes
    )
    laid = [change for change in now.changes if change.ref.startswith("other")]
    assert [change.was_there for change in laid] == [False, False, False]
    assert laid[0].after == 1.0
    replaced = Rescorer({rubric.id: other._replace(id=rubric.id)}).rescored(attempt)
    assert replaced.verdict_changed
