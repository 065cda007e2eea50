"""The state of a debrief on display: part and turn, the rubric, how far the best line is revealed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from roleplay.presenting.debrief_view import DebriefView, Revealed
from roleplay.presenting.rows.debrief import DebriefPart
from roleplay.scene.model import Rubric
from roleplay.session import Attempt
from roleplay.text.glyphs import glyphs
from talk_scene import GOOD_WALK, POOR_WALK, attempt, bundle, words

EN, ZH = words("en"), words("zh")
LISTEN = bundle().rubrics["listen"]


def _rubric(name: str, points: Mapping[str, int]) -> Rubric:
    (first, *_) = LISTEN.criteria
    criteria = tuple(
        first._replace(id=f"c{number}", points={move: got}) for number, (move, got) in enumerate(points.items())
    )
    return LISTEN._replace(id=name, name=LISTEN.source, criteria=criteria, critical=frozenset(), order=(), minimum=1)


#: In the scene something is at stake for the first rubric, and nothing for the last.
OTHERS = {"honest": _rubric("honest", {"own_it": 2, "excuse": -2}), "idle": _rubric("idle", {"none_such": 2})}


def open_view(played: Attempt, *, foreseen: bool = True) -> DebriefView:
    view = DebriefView(played, OTHERS, EN)
    if foreseen:
        view.set_foresight(*view.compute_foresight(), EN)
    return view


def text(view: DebriefView, *, ascii: bool = False) -> str:
    return "\n".join(row.text for row in view.page_rows(glyphs(ascii), 100))


# -- what mattered ------------------------------------------------------------------


def test_it_opens_on_what_mattered() -> None:
    view = open_view(attempt(*POOR_WALK))
    view.turn_to(DebriefPart.MATTERED)
    shown = text(view)
    places = [
        shown.index(part)
        for part in (
            "She hung up",
            "Not passed",
            "You crossed a red line in turn 2",
            "at least 60%",
            "Turn 2",
            "One goal",
        )
    ]
    assert places == sorted(places)
    assert "The courier lost it." in shown
    assert "Passes the buck." in shown
    assert "We lost it. I will bring it" in shown
    assert "How the readings moved" not in shown
    assert "CSAT" not in shown


def test_met_gates_are_not_listed_under_what_mattered() -> None:
    view = open_view(attempt(*GOOD_WALK))
    view.turn_to(DebriefPart.MATTERED)
    assert "counts as a pass" not in text(view)
    view.turn_to(DebriefPart.CRITERIA)
    assert "counts as a pass" in text(view)
    shown = text(view)
    assert shown.index("What a business would have measured") < shown.index("Satisfaction (CSAT)")
    assert "Composite: 94 of 100" in shown
    assert "The shop set these targets." in shown


def test_the_list_of_turns_comes_before_the_curves_and_mutes_quiet_turns() -> None:
    view = open_view(attempt("listen", "excuse", "sure"))
    view.turn_to(DebriefPart.TURNS)
    shown = text(view)
    assert shown.index("Turns") < shown.index("How the readings moved")
    rows = [row for row in view.page_rows(glyphs(), 100) if row.key]
    assert [row.key for row in rows] == [1, 2, 3]
    assert {role for _, role in rows[0].spans} == {"muted"}
    assert {role for _, role in rows[1].spans} > {"muted"}


# -- stepping -----------------------------------------------------------------------


def test_stepping_visits_turns_and_parts_and_stops_at_both_ends() -> None:
    view = open_view(attempt(*POOR_WALK))
    view.turn_to(DebriefPart.MATTERED)
    seen = [(view.part, view.turn)]
    while view.step(1, 0):
        seen.append((view.part, view.turn))
    assert seen == [(0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (2, 3), (3, 0)]
    back = [(view.part, view.turn)]
    while view.step(-1, 1):
        back.append((view.part, view.turn))
    assert back == [(3, 0), (2, 3), (2, 2), (2, 1), (1, 0), (0, 0)]


# -- the best line ------------------------------------------------------------------


def test_unrequested_only_the_better_line_of_a_turn_is_revealed() -> None:
    view = open_view(attempt(*POOR_WALK))
    for part in DebriefPart:
        for turn in range(view.turns + 1) if part is DebriefPart.TURNS else [0]:
            view.turn_to(part, turn)
            assert "Here is my number" not in text(view) or (part, turn) == (DebriefPart.TURNS, 3)


def test_the_best_line_starts_at_the_turn_that_mattered_or_the_one_on_display() -> None:
    view = open_view(attempt(*POOR_WALK))
    view.turn_to(DebriefPart.MATTERED)
    view.reveal_more()
    assert "From turn 1 on" in text(view), "the first turn that cost anything"
    view.turn_to(DebriefPart.TURNS, 1)
    assert view.revealed is Revealed.NOTHING, "going to another page hides it"
    view.reveal_more()
    assert "From turn 1 on" in text(view)
    once = text(view)
    view.reveal_more()
    assert text(view) != once, "the ending is named now"
    view.reveal_more()
    assert view.revealed is Revealed.NOTHING, "nothing more to reveal"


def test_a_best_line_that_was_already_played_is_reported_as_such() -> None:
    view = open_view(attempt(*GOOD_WALK))
    view.reveal_more()
    assert view.best_line().intro == EN("best_line.already", turn=1, rubric="Listening")
    assert view.facts.headline == (EN("debrief.headline_clear", rubric="Listening"),)


def test_an_unknown_best_line_is_reported_as_such() -> None:
    view = open_view(attempt(*POOR_WALK), foreseen=False)
    assert view.best_line().intro == EN("best_line.not_yet")
    from roleplay.presenting.facts.debrief import TOO_MANY

    view.set_foresight("", TOO_MANY, EN)
    assert view.best_line().intro == EN("best_line.too_many")
    assert view.best_line().steps == ()


# -- through another rubric ------------------------------------------------------------


def test_rubrics_with_something_at_stake_are_cycled_through() -> None:
    view = open_view(attempt(*POOR_WALK))
    assert [rubric.id for rubric in view.lenses] == ["honest"]
    own = view.facts
    view.next_lens()
    assert view.foresight is None
    view.set_foresight(*view.compute_foresight(), EN)
    assert [rubric.score for rubric in view.facts.rubrics] == ["0%"]
    assert "Seen through" in view.facts.lens
    assert (view.facts.ending, view.facts.curves) == (own.ending, own.curves)
    first = own.headline[0]
    assert view.facts.headline[0] == first, "a line that fails the attempt comes first through any rubric"
    view.next_lens()
    assert view.facts == own


def test_a_goal_is_offered_through_any_rubric() -> None:
    view = open_view(attempt(*POOR_WALK))
    assert view.facts.goal
    view.next_lens()
    assert view.facts.goal


@pytest.mark.parametrize(
    ("requested", "lens"), [("honest", "honest"), ("listen", ""), ("", ""), ("idle", ""), ("gone", "")]
)
def test_it_opens_with_the_requested_rubric(requested: str, lens: str) -> None:
    played = attempt(*POOR_WALK)
    played.setup = played.setup._replace(rubric=requested)
    view = open_view(played)
    assert view.lens_id == lens
    idle = OTHERS["idle"].name.get("en")
    assert view.facts.lens == ("" if requested not in ("honest", "idle") else view.facts.lens)
    assert (view.facts.lens == EN("lens.nothing", rubric=idle)) is (requested == "idle")


# -- the signs ---------------------------------------------------------------------------


@pytest.mark.parametrize("ascii", [False, True])
def test_the_legend_explains_only_the_signs_on_display(ascii: bool) -> None:
    view, drawn = open_view(attempt(*POOR_WALK)), glyphs(ascii)

    def legend() -> str:
        return "".join(row.text for row in view.legend_rows(drawn, 200, beside=False))

    assert legend() == "", "nothing about the score before the question"
    view.turn_to(DebriefPart.TURNS)
    meanings = {name: EN(f"signs.debrief.{name}") for name in ("yes", "no", "best", "mark", "bar_full")}
    assert all(f"{getattr(drawn, name)} {meanings[name]}" in legend() for name in ("no", "best", "mark"))
    assert meanings["yes"] not in legend()
    view.turn_to(DebriefPart.CRITERIA)
    assert f"{drawn.bar_full} {meanings['bar_full']}" in legend()
    assert meanings["mark"] not in legend()
