"""Simulations: scenes that can be passed without reading, near misses, figures, and reproducible output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from builders import RUBRICS, Data, SharedTexts, bundle, choice, folder, node, scene, shared, story_scene
from roleplay.checking.fairness import Fault, faults, gains_text, gate
from roleplay.checking.subject import Subject
from roleplay.engine import compile_story, replay, start
from roleplay.reading.loader import load
from roleplay.scoring.judge import Judge
from roleplay.scoring.scorecard import scorecard
from roleplay.simulation.bots import BOTS
from roleplay.simulation.moments import Policy, every_line
from roleplay.simulation.plays import MAX_DECISIONS, Plays, Stream
from roleplay.simulation.report import BotFigures, SimulationReport, as_data, distribution, suggested_mark
from roleplay.simulation.simulate import simulate
from roleplay.simulation.tally import Gain, PlayOutcome

HERE = Path(__file__).parents[3]
CHANCE = Policy(every_line, ("test",))
#: One decision is enough to be assessed.
AT_ONCE = shared(rubrics=({**RUBRICS[0], "minimum": 1}, *RUBRICS[1:]))


def judge_of(data: Data, files: SharedTexts = AT_ONCE) -> Judge:
    scene_bundle = bundle(data, files)
    return Judge(compile_story(scene_bundle), [scene_bundle.rubrics[name] for name in scene_bundle.scenario.rubrics])


def report_of(data: Data, runs: int = 400, seed: int = 0, files: SharedTexts = AT_ONCE) -> SimulationReport:
    return simulate(judge_of(data, files), runs, seed)


def found_in(data: Data, runs: int = 400) -> list[Fault]:
    judge = judge_of(data)
    return faults(simulate(judge, runs), judge.story.scenario)


def codes_and_bots(faults: list[Fault]) -> list[str]:
    return [f"{fault.code} {fault.details.get('bot', '-')}" for fault in faults]


def figures_of(report: SimulationReport, bot: str, language: str | None = "en") -> BotFigures:
    return next(figures for figures in report.bots if (figures.bot.id, figures.language) == (bot, language))


def quiz(*good: str, poor: str = "a line of sixteen", places: str | None = None, **changes: Any) -> Data:
    """Decisions in a row: one good line each, worded as given, among three alike that earn nothing.

    ``places`` are the positions of the good lines, counted from 0; by default they vary.
    """
    nodes: Data = {}
    for number, text in enumerate(good):
        to = f"n{number + 1}" if number + 1 < len(good) else "end"
        place = int(places[number]) if places is not None else number % 4
        lines = [choice(f"poor{n}", to, ["dodge"], say=poor) for n in range(3)]
        lines.insert(place, choice("good", to, ["listen"], say=text))
        nodes[f"n{number}"] = node(*lines, assess=["main.hear"])
    return story_scene(nodes=nodes, **{"pass_": {"main": 70, "endings": ["end"]}, **changes})


#: A line that looks like the poor ones.
ALIKE = "a lime of sixteen"


# -- scenes that give themselves away --------------------------------------------------


def test_a_scene_without_surface_cues_is_fair() -> None:
    assert codes_and_bots(found_in(quiz(*[ALIKE] * 8))) == []


@pytest.mark.parametrize(
    ("good", "bot"),
    [
        ("a line of sixteen and more", "the longest line in English"),
        ("a short line", "the shortest line in English"),
        ("Sixteen, please.!", "the most polite line in English"),
    ],
)
def test_a_bot_that_passes(good: str, bot: str) -> None:
    (fault,) = found_in(quiz(*[good] * 8))
    assert (fault.code, fault.details["bot"], fault.path) == ("RP321", bot, ("pass",))
    assert "without a single guess" in fault.finding().message("en")
    assert "一次都不用猜" in fault.finding().message("zh")
    assert "order" not in fault.finding().help("en")


@pytest.mark.parametrize(("place", "bot"), [("0", "the first line in the file"), ("3", "the last line in the file")])
def test_a_bot_that_passes_by_position(place: str, bot: str) -> None:
    findings = found_in(quiz(*[ALIKE] * 8, places=place * 8))
    assert codes_and_bots(findings) == [f"RP321 {bot}"]
    (finding,) = (fault.finding() for fault in findings)
    assert "put the lines in another order there" in finding.help("en")
    assert "换换先后" in finding.help("zh")
    assert figures_of(
        report_of(quiz(*[ALIKE] * 8, places=place * 8)), "first" if place == "0" else "last", None
    ).passes_without_guess


def test_the_middle_of_four_is_two_lines() -> None:
    middle = figures_of(report_of(quiz(*[ALIKE] * 8, places="1" * 8)), "middle", None)
    assert middle.figures.score == pytest.approx(50, abs=3)
    assert middle.lead == pytest.approx(25, abs=4)


def test_a_bot_that_does_not_pass_but_beats_chance_by_too_much() -> None:
    findings = found_in(quiz(*["a line of sixteen and more"] * 4, *["short"] * 4))
    assert codes_and_bots(findings) == ["RP322 the longest line in English", "RP322 the shortest line in English"]
    assert [finding.path for finding in findings] == [("nodes", "n0"), ("nodes", "n4")]
    assert findings[0].details["nodes"] == "`n0` (+9.4), `n1` (+9.4), `n2` (+9.4)"


@pytest.mark.parametrize(("cues", "codes"), [(2, ["RP322"]), (1, [])])
def test_fifteen_points_are_the_limit(cues: int, codes: list[str]) -> None:
    """Each of eight decisions with a cue is worth 75/8 points over a guess among four."""
    findings = found_in(quiz(*["a line of sixteen and more"] * cues, *[ALIKE] * (8 - cues)), 2000)
    assert [finding.code for finding in findings] == codes


def test_a_finding_names_the_three_most_revealing_decisions() -> None:
    weights = shared(rubrics=({**RUBRICS[0], "minimum": 1}, RUBRICS[1]))
    longer = "a line of sixteen and more"
    data = quiz(longer, ALIKE, longer, longer, longer, ALIKE, ALIKE, ALIKE)
    for name in ("n2", "n4"):  # more at stake here
        lines = data["nodes"][name]["choices"]
        for line in lines:
            if line["id"] == "good":
                line["moves"] = ["listen", "name_it"]
    (fault,) = faults(simulate(judge_of(data, weights), 400), bundle(data, weights).scenario)
    named = fault.details["nodes"]
    assert named.index("`n2`") < named.index("`n4`") < named.index("`n0`")
    assert "n3" not in named
    assert fault.path == ("pass",)


def test_possible_luck_is_not_reported() -> None:
    clear, slight = Gain("a", 5.04), Gain("b", 0.4)
    assert gains_text([clear, Gain("c", 0.5), slight]) == "`a` (+5.0), `c` (+0.5)"
    assert gains_text([Gain(name, 9.0) for name in "abcd"]) == "`a` (+9.0), `b` (+9.0), `c` (+9.0)"
    assert gains_text([slight]) == "`b` (+0.4)"
    assert gains_text([]) == "-"


def test_gains_add_up_to_the_lead_over_random_picks() -> None:
    report = report_of(quiz(*["a line of sixteen and more"] * 8), 4000)
    longest = figures_of(report, "longest")
    assert [gain.points for gain in longest.gains] == [pytest.approx(75 / 8)] * 8
    assert longest.lead == pytest.approx(75, abs=1)
    assert (
        figures_of(report, "shortest").gains == () or max(g.points for g in figures_of(report, "shortest").gains) < 0.5
    )


def test_each_language_is_read_separately() -> None:
    data = quiz(*[ALIKE] * 8)
    data["title"] = {"en": "t", "zh": "题"}
    for node_data in data["nodes"].values():
        for line in node_data["choices"]:
            line["say"] = {"en": line["say"], "zh": "这一句要长得多" if line["id"] == "good" else "短的一句"}
    (finding,) = found_in(data)
    assert finding.details["bot"] == "the longest line in Chinese"
    assert finding.details["bot_zh"] == "中文里最长的一句"


def test_an_incomplete_language_is_not_read() -> None:
    data = quiz(*[ALIKE] * 2)
    data["title"] = {"en": "t", "zh": "题"}
    assert report_of(data, 10).languages == ("en",)
    for node_data in data["nodes"].values():
        for line in node_data["choices"]:
            line["say"] = {"en": line["say"], "zh": "一句"}
    assert report_of(data, 10).languages == ("en", "zh")
    del data["nodes"]["n1"]["choices"][2]["say"]["en"]
    assert report_of(data, 10).languages == ("zh",)
    del data["nodes"]["n0"]["choices"][2]["say"]["zh"]
    assert report_of(data, 10).languages == ("en",)  # none: the scene's own


# -- limits for chance -------------------------------------------------------------------


def test_chance_that_passes_too_often_is_reported_once() -> None:
    findings = found_in(quiz(*[ALIKE] * 8, pass_={"main": 30, "endings": ["end"]}), 2000)
    assert codes_and_bots(findings) == ["RP320 -"]
    assert findings[0].path == ("pass",)
    assert "`main: 55`" in findings[0].finding().help("en")
    assert "`main: 55`" in findings[0].finding().help("zh")


def test_chance_below_the_limit_is_fair() -> None:
    assert codes_and_bots(found_in(quiz(*[ALIKE] * 8, pass_={"main": 55, "endings": ["end"]}), 2000)) == []


def test_if_chance_passes_a_bot_is_reported_only_if_it_does_better() -> None:
    data = quiz(*[ALIKE] * 8, places="1" * 8, pass_={"main": 30, "endings": ["end"]})
    assert codes_and_bots(found_in(data, 2000)) == ["RP320 -", "RP321 the middle line in the file"]


def test_guessing_among_few_passes_too_often() -> None:
    """Two of four lines are ruled out at a glance: a coin toss per decision, which passes in 14 % of plays."""
    data = quiz(*[ALIKE] * 8, places="1" * 8)
    middle = figures_of(report_of(data, 2000), "middle", None)
    assert not middle.passes_without_guess
    assert middle.figures.share == pytest.approx(14.5, abs=2)
    assert codes_and_bots(found_in(data, 2000)) == ["RP321 the middle line in the file"]


def with_chance(passed: int, **bot: Any) -> list[str]:
    """The findings for a report in which chance passes ``passed`` of 200 plays, with one bot as given."""
    data = quiz(*[ALIKE] * 2)
    report = report_of(data, 10)
    figures = report.chance._replace(plays=200, passed=passed)
    (figure, *_) = report.bots
    figure = figure._replace(
        **{"figures": figures._replace(passed=0), "lead": 0.0, "passes_without_guess": False, **bot}
    )
    return codes_and_bots(faults(report._replace(chance=figures, bots=(figure,)), bundle(data).scenario))


def test_the_limits_are_exact_to_one_play() -> None:
    longest = "the longest line in English"
    assert with_chance(9) == []
    assert with_chance(10) == ["RP320 -"]
    figures = report_of(quiz(*[ALIKE] * 2), 10).chance._replace(plays=200, passed=9)
    assert with_chance(0, figures=figures) == []
    assert with_chance(0, figures=figures._replace(passed=10)) == [f"RP321 {longest}"]
    assert with_chance(0, figures=figures._replace(passed=1), passes_without_guess=True) == [f"RP321 {longest}"]
    assert with_chance(20, figures=figures._replace(passed=29)) == ["RP320 -"]
    assert with_chance(20, figures=figures._replace(passed=30)) == ["RP320 -", f"RP321 {longest}"]
    assert with_chance(0, lead=15.0) == []
    assert with_chance(0, lead=15.1) == [f"RP322 {longest}"]
    assert with_chance(0, lead=15.1, passes_without_guess=True) == [f"RP321 {longest}"]
    assert with_chance(0, lead=None) == []


def test_the_distribution_of_scores_in_bands_of_ten() -> None:
    rows = [(0.0, 1), (9.9, 2), (10.0, 3), (89.9, 4), (90.0, 5), (100.0, 6), (None, 7)]
    shares = distribution([(PlayOutcome(score, False, True, "end"), n) for score, n in rows])
    assert shares == (
        3,
        3,
        0,
        0,
        0,
        0,
        0,
        0,
        4,
        11,
    )


def test_a_tutorial_may_be_passed_at_random_but_not_by_cues() -> None:
    easy = quiz(*[ALIKE] * 8, pass_={"main": 30, "endings": ["end"]}, tutorial=True)
    assert codes_and_bots(found_in(easy)) == []
    longer = quiz(*["a line of sixteen and more"] * 8, tutorial=True)
    assert codes_and_bots(found_in(longer)) == ["RP322 the longest line in English"]


def test_the_suggested_mark_is_beyond_the_reach_of_random_play() -> None:
    def plays(*rows: tuple[float | None, bool, int]) -> list[tuple[PlayOutcome, int]]:
        return [(PlayOutcome(score, False, well, "end"), n) for score, well, n in rows]

    assert suggested_mark(plays((50, True, 5), (20, True, 95)), 100) == 55
    assert suggested_mark(plays((50, True, 4), (20, True, 96)), 100) == 25
    assert suggested_mark(plays((50, False, 50), (20, True, 50)), 100) == 25  # other endings do not count
    assert suggested_mark(plays((100, True, 4), (None, True, 96)), 100) == 0  # nor does what was not assessed
    assert suggested_mark(plays((100, True, 5), (0, True, 95)), 100) is None


def test_the_suggested_mark_works_in_the_scene() -> None:
    def share(mark: int) -> float:
        return report_of(quiz(*[ALIKE] * 8, pass_={"main": mark, "endings": ["end"]}), 2000).chance.share

    mark = report_of(quiz(*[ALIKE] * 8), 2000).mark
    assert mark == 55
    assert share(mark) < 5 <= share(mark - 5)


def test_critical_moves_fail_a_play() -> None:
    data = quiz(*["a line of sixteen and more"] * 3)
    for line in data["nodes"]["n1"]["choices"]:
        if line["id"] == "good":
            line["moves"] = ["listen", "shout"]
    longest = figures_of(report_of(data), "longest")
    assert longest.figures.score == pytest.approx(100)
    assert not longest.figures.passed


# -- figures --------------------------------------------------------------------------------


def test_chance_is_uniform() -> None:
    report = report_of(quiz(*[ALIKE] * 4), 6000)
    for (_, _), plays in report.encounters.choices.items():
        assert 1350 < plays < 1650
    assert report.chance.score == pytest.approx(25, abs=1)
    assert report.distribution == (
        report.distribution[0], 0, report.distribution[2], 0, 0, report.distribution[5], 0, report.distribution[7], 0,
        report.distribution[9],
    )  # fmt: skip
    assert sum(report.distribution) == 6000
    assert (report.lengths.least, report.lengths.mean, report.lengths.most) == (4, 4.0, 4)


def test_what_was_met_and_what_was_never_met() -> None:
    never = choice("never", "lost", when={"trust": ">= 90"})
    data = scene(
        nodes={
            "one": node(choice("good", "two"), choice("bad", "two", ["cut_in"]), never),
            "two": node(choice("good", "one", ["act_now"], once=True), choice("bad", "end", ["dodge"])),
            "island": node(choice("x", "lost")),
        },
        rubrics=["main", "side"],
    )
    report = report_of(data, 1000)
    met = report.encounters
    assert met.nodes == {"one": 1000, "two": 1000, "island": 0}
    assert met.endings == {"end": 1000, "lost": 0}
    assert met.never_met() == ("island", "lost", "one/never", "island/x")
    again = met.choices["two", "good"]  # these plays visit `one` twice
    assert 440 < again < 560
    assert met.choices["two", "bad"] == 1000
    assert 560 < met.choices["one", "good"] < 690
    assert met.criteria == {"main.hear": 1000 + again, "main.act": 1000, "side.tone": 1000 + again}
    assert met.assessed == {"main.hear": 1000, "main.act": 1000, "side.tone": again}  # `side` needs two decisions


def test_nothing_is_assessed_if_nothing_is_at_stake() -> None:
    report = report_of(story_scene(nodes={"n": node(choice("a"), choice("b"))}), 50)
    assert report.chance.score is None
    assert report.chance.unassessed == 50
    assert report.encounters.never_met() == ("lost", "main.hear", "main.act")
    assert all(bot.lead is None and bot.gains == () for bot in report.bots)
    json.dumps(as_data(report), allow_nan=False)


def test_a_play_that_never_ends_is_cut_and_counted() -> None:
    out = choice("out", "end", ["cut_in"], when={"trust": ">= 90"})
    data = story_scene(
        nodes={"n": node(choice("on", "m"), choice("off", "end", ["cut_in"])), "m": node(choice("back", "m"), out)},
    )
    data["nodes"]["m"]["choices"][0]["moves"] = ["dodge"]  # trust stays where it is
    report = report_of(data, 200)
    assert report.chance.cut == report.encounters.choices["n", "on"] == 200 - report.encounters.endings["end"]
    assert 60 < report.chance.cut < 140
    assert report.lengths.most == MAX_DECISIONS
    first = figures_of(report, "first", None)
    assert (first.figures.cut, first.figures.passed, first.passes_without_guess) == (200, 0, False)
    last = figures_of(report, "last", None)
    assert last.figures.cut == 0


def test_a_loop_that_ends_is_not_cut() -> None:
    data = story_scene(nodes={"n": node(choice("round", "n"), choice("off", "end", ["cut_in"]))})
    report = report_of(data, 200)
    assert report.chance.cut == 0
    assert report.lengths.most > 3


def test_a_play_that_gets_stuck_at_a_node_is_cut() -> None:
    data = story_scene(
        nodes={"n": node(choice("a", "m")), "m": node(choice("b", "end", when={"trust": ">= 99"}))},
    )
    report = report_of(data, 20)
    assert report.chance.cut == 20
    assert report.lengths.most == 1


def test_a_bot_that_passes_in_one_deal_passes() -> None:
    """Without a guess in one of three deals; over all plays it passes only a third."""
    rows = [{"when": {"cause": ["x"]}, "to": "end"}, {"to": "lost"}]
    data = quiz(*["a line of sixteen and more"] * 8, deal={"cause": ["x", "y", "z"]})
    for line in data["nodes"]["n7"]["choices"]:
        line["goto"] = rows
    report = report_of(data, 900)
    longest = figures_of(report, "longest")
    assert longest.passes_without_guess
    assert 240 < longest.figures.passed < 360
    assert longest.figures.plays == 900
    assert report.encounters.endings["end"] == pytest.approx(300, abs=60)


def test_a_bot_reads_what_is_said_in_the_current_state() -> None:
    data = story_scene(
        nodes={
            "n": node(
                choice("a", "end", say="the album"),
                choice("b", "lost", say="the parcel"),
                says=[{"when": {"cause": "x"}, "text": "My album!"}, {"text": "My parcel!"}],
            )
        },
        deal={"cause": ["x", "y"]},
    )
    report = report_of(data, 400)
    assert figures_of(report, "echo").figures.cut == 0
    plays = Plays(judge_of(data))
    assert {plays.first(seed).moment.says.get("en") for seed in range(9)} == {"My album!", "My parcel!"}  # type: ignore[union-attr]


# -- through the engine and the scorecard ---------------------------------------------------


def test_an_outcome_is_what_the_scorecard_says() -> None:
    data = scene(
        rubrics=["main", "side"],
        nodes={
            "one": node(choice("good", "two"), choice("bad", "two", ["shout"])),
            "two": node(choice("good", "three", ["act_now"]), choice("bad", "three", ["dodge"]), choice("no", "lost")),
            "three": node(choice("good", "end", ["listen", "act_now"]), choice("bad", "end", ["cut_in", "dodge"])),
        },
        pass_={"main": 60, "main.act": 50, "endings": ["end"]},
    )
    judge = judge_of(data)
    plays = Plays(judge)
    seen = set()
    for seed in range(200):
        play = plays.play(plays.first(seed), CHANCE, Stream(seed, CHANCE.words))
        decisions = [position.moment.available[pick] for position, pick in play.steps]
        states = replay(start(judge.story, seed), decisions)
        card = scorecard(judge, states, decisions)
        outcome = plays.outcome(play)
        score = card.score("main")
        assert outcome.score == (None if score is None else pytest.approx(100 * score))
        assert outcome.passed is card.passed
        assert outcome.ending == states[-1].passage.id
        assert outcome.ended_well is (not card.critical and outcome.ending == "end")
        seen.add((outcome.passed, outcome.ended_well))
    assert seen == {(True, True), (False, True), (False, False)}


def test_a_stream_is_uniform_and_independent() -> None:
    stream = Stream(0, ["a"])
    picks = [stream.pick(5) for _ in range(5000)]
    assert all(900 < picks.count(number) < 1100 for number in range(5))
    again, other = Stream(0, ["a"]), Stream(0, ["b"])
    assert [again.pick(5) for _ in range(50)] == picks[:50]
    assert [other.pick(5) for _ in range(50)] != picks[:50]


# -- in a file --------------------------------------------------------------------------------


def codes_and_keys(data: Data) -> tuple[list[str], list[str]]:
    """The codes of the findings, and the keys that they point at."""
    text = json.dumps(data, indent=1)
    subject = Subject(bundle(text, AT_ONCE), load(text.encode(), "small.yaml").document)
    findings = gate(subject, 400, 0)
    assert {finding.file for finding in findings} == {"small.yaml"}
    pointed = [finding.source_line[finding.span.column - 1 : finding.span.end_column - 1] for finding in findings]
    return [finding.code for finding in findings], [key.strip('"') for key in pointed]


def test_the_gate_points_into_the_file() -> None:
    longer = "a line of sixteen and more"
    assert codes_and_keys(quiz(*[longer] * 8)) == (["RP321"], ["pass"])
    assert codes_and_keys(quiz(*[longer] * 4, *["short"] * 4)) == (["RP322", "RP322"], ["n0", "n4"])
    codes, places = codes_and_keys(quiz(*[ALIKE] * 8, pass_={"main": 30, "endings": ["end"]}))
    assert codes[0] == "RP320"
    assert set(places) == {"pass"}


def test_players_far_from_every_limit_stop_early(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[tuple[int, list[str] | None]] = []

    def watched(judge: Judge, runs: int, *rest: Any, **more: Any) -> SimulationReport:
        only = more.get("only")
        played.append((runs, None if only is None else sorted(player.bot.id for player in only)))
        return simulate(judge, runs, *rest, **more)

    monkeypatch.setattr("roleplay.checking.fairness.simulate", watched)
    monkeypatch.setattr("roleplay.checking.fairness.FIRST_LOOK", 300)
    longer = "a line of sixteen and more"
    assert codes_and_keys(quiz(*[longer] * 8)) == (["RP321"], ["pass"])
    (looked, everybody), (whole, near) = played
    assert (looked, everybody, whole) == (300, None, 400)
    assert near, "the one that passes"
    assert len(near) < len(BOTS), "the others were far enough"


# -- reproducibility -----------------------------------------------------------------------------

PROGRAM = """
import sys
from pathlib import Path
from roleplay.cli import main
from roleplay.workspace import workspace

workspace.shipped_library = lambda: Path(sys.argv[1]).parents[1]
for more in ([], ["--json"]):
    main(["simulate", sys.argv[1], "--runs", "50", "--seed", "7", "--lang", "en", *more])
"""


def printed(path: Path, home: Path, hash_seed: str) -> bytes:
    environ = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "PYTHONPATH": str(HERE / "src"),
        "ROLEPLAY_HOME": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)], env=environ, capture_output=True, check=True
    ).stdout


@pytest.mark.slow
def test_every_process_prints_the_same_bytes(tmp_path: Path) -> None:
    data = quiz(*[ALIKE] * 4, deal={"cause": ["x", "y"]}, rubrics=["main", "side"])
    path = folder(tmp_path / "lib", data) / "scenarios" / "small.yaml"
    texts = {printed(path, tmp_path / seed, seed) for seed in ("1", "4321")}
    assert len(texts) == 1
    assert json.loads(b"{" + texts.pop().partition(b"\n{")[2])["runs"] == 50


def test_the_seed_determines_the_result() -> None:
    data = quiz(*[ALIKE] * 4)
    first, again, other = (as_data(report_of(data, 100, seed)) for seed in (3, 3, 4))
    assert json.dumps(first) == json.dumps(again)
    assert first["chance"] != other["chance"] or first["met"] != other["met"]
