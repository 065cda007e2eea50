"""A worked example in words, rows and items: its cover, each line with its reasons, the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from roleplay.engine import legal
from roleplay.locales import Catalogue
from roleplay.presenting import facts, turn_panel
from roleplay.presenting.facts.coach import Coach, coach, coach_turn
from roleplay.presenting.rows.coaching import coach_rows, move_rows
from roleplay.presenting.rows.keys import DEFAULT_KEY, KeyState, number_keys
from roleplay.presenting.rows.row import BLANK, Item, Row, block
from roleplay.session import Attempt, Step
from roleplay.session.example import ExampleFlow, ExampleStep
from roleplay.session.review import coaching
from roleplay.session.walk_start import NoStart, NoStartReason
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs


class ExampleAnswer(StrEnum):
    """What can be picked at steps that offer no line of the scene."""

    WATCH = "watch"
    GAPS = "gaps"
    GO_ON = "go_on"
    PLAY = "play"
    BACK = "back"


def answers(flow: ExampleFlow) -> tuple[ExampleAnswer, ...]:
    """The answers at this step; empty if a line is to be picked instead."""
    gaps = (ExampleAnswer.GAPS,) if flow.possible_gaps else ()
    match flow.step:
        case ExampleStep.COVER:
            return (ExampleAnswer.WATCH, *gaps, ExampleAnswer.BACK)
        case ExampleStep.ENDING:
            return (ExampleAnswer.PLAY, *gaps, ExampleAnswer.WATCH, ExampleAnswer.BACK)
        case ExampleStep.FILL:
            return ()
    return (ExampleAnswer.GO_ON,)


def items(flow: ExampleFlow, words: Catalogue) -> list[Item]:
    """The answers, or at a gap the lines to choose from."""
    if flow.step is ExampleStep.FILL:
        return [
            Item(str(choice.number), choice.text, choice.locked and words("play.locked", reason=choice.locked))
            for choice in facts.choices(flow.shown, words)
        ]
    offered = answers(flow)
    if offered == (ExampleAnswer.GO_ON,):
        return [Item("", words("example.answer.go_on"))]
    return [Item(str(number), words(f"example.answer.{answer}")) for number, answer in enumerate(offered, 1)]


def no_example(start: NoStart, words: Catalogue) -> str:
    """Why a scene has no example, in a sentence."""
    if start.reason is NoStartReason.BROKEN:
        return words("example.broken", **start.values)
    return words("example.none")


def cover_texts(flow: ExampleFlow, words: Catalogue) -> list[str]:
    """The texts of the cover: that it gives the story away, that it does not count, which personas and deal it uses."""
    ideal = flow.ideal
    scenario, language = ideal.bundle.scenario, words.language
    texts = [words("example.cover"), words("example.counts_not")]
    others = [
        words(
            "example.played_as",
            name=scenario.cast[member].name.get(language),
            persona=ideal.bundle.personas[persona].name.get(language),
        )
        for member, persona in ideal.setup.personas
        if persona != scenario.cast[member].persona
    ]
    if others:
        texts.append(words("example.cast", cast=facts.list_of(words, others)))
    if scenario.deal:
        texts.append(words("example.dealt"))
    if not flow.possible_gaps:
        texts.append(words("example.no_gaps"))
    return texts


def step_words(flow: ExampleFlow, words: Catalogue) -> str:
    """The number of the turn, of how many, and whether it is a gap."""
    turn = words("replay.turn", number=max(flow.turn, 1), count=len(flow.line))
    return words("example.turn_gap", turn=turn) if flow.step is ExampleStep.FILL else turn


def notice(flow: ExampleFlow, words: Catalogue) -> str:
    """A remark beside what a line did: whether the learner chose it, and whether it is the example's."""
    match flow.step:
        case ExampleStep.FILL:
            return words("example.fill")
        case ExampleStep.EXPLAINED if flow.differs:
            return words("example.told_other")
        case ExampleStep.EXPLAINED:
            return words("example.told_same")
        case ExampleStep.WATCH if flow.differs:
            return words("example.goes_on")
    return ""


def visible_attempt(flow: ExampleFlow) -> Attempt:
    """The conversation in view; while a line of the example is being explained, it is not in it yet."""
    return flow.walked(flow.turn - 1) if flow.step is ExampleStep.WATCH else flow.shown


def held_back(flow: ExampleFlow) -> int:
    """How many lines are held back until the feedback on a pick has been read: those after the immediate reply."""
    return turn_panel.held_back(flow.shown, Step.COACH) if flow.step is ExampleStep.EXPLAINED else 0


def key_state(flow: ExampleFlow, key: str, items: int) -> KeyState:
    """How a key is shown now: at a gap, number keys pick one of ``items`` lines; elsewhere Enter continues."""
    fills = flow.step is ExampleStep.FILL
    match key:
        case "example_pick":
            return KeyState(shown=None if fills else False, name=number_keys(items))
        case "play_go_on":
            return KeyState(shown=not fills)
    return DEFAULT_KEY


def line_coaching(flow: ExampleFlow, words: Catalogue) -> Coach:
    """What the last line did, whether the example's or the learner's.

    If the learner's line was not among the best, the better one shown is the example's, which then continues.
    """
    played = flow.shown
    if flow.step is not ExampleStep.EXPLAINED or not flow.differs:
        return coach(played, words)
    own, ideal = coaching(played), coaching(flow.walked(flow.turn))
    if own.best is None or ideal.best is not None:
        return coach_turn(played, own, words)
    pairs = zip(own.evidence, ideal.evidence, strict=True)  # the same criteria are at stake for both
    given_up = tuple(
        (ref, own_evidence.points - ideal_evidence.points)
        for (ref, own_evidence), (_, ideal_evidence) in pairs
        if own_evidence.points > ideal_evidence.points
    )
    better = own._replace(best=ideal.choice, best_moves=ideal.moves, given_up=given_up)
    return coach_turn(played, better, words)


class PoorLine(NamedTuple):
    """The line that would have done most harm in place of the example's, and what it would have done."""

    text: str
    coach: Coach


def poor_line(flow: ExampleFlow, words: Catalogue) -> PoorLine | None:
    """The worst line, to contrast with the example's; ``None`` if none is worse."""
    before = flow.walked(flow.turn - 1)
    judge = before.judge
    table = judge.judge(before.state)
    worst = min(legal(before.state), key=lambda choice: judge.quality(table[choice]))
    if not judge.cost(before.state, worst) or worst == flow.line[flow.turn - 1]:
        return None
    spoken: Attempt = flow.ideal.after((*flow.line[: flow.turn - 1], worst))
    fact = coach(spoken, words)
    return PoorLine(fact.said, fact)


# -- rows -------------------------------------------------------------------------------


def example_rows(
    flow: ExampleFlow, words: Catalogue, glyphs: Glyphs, width: int, advised: str = "", *, paired: bool = False
) -> list[Row]:
    """The rows above the items. ``advised`` is the suggested next step; ``paired``: set a poor line beside each."""
    match flow.step:
        case ExampleStep.COVER:
            rows = block(words("example.title"), width, "heading")
            again = words("example.paired") if paired else ""
            for text in (*cover_texts(flow, words), again, advised):
                rows += block(text, width) if text else []
            return [*rows, BLANK]
        case ExampleStep.FILL:
            return block(notice(flow, words), width, "strong")
        case ExampleStep.ENDING:
            rows = block(words("example.ended"), width, "heading")
            for text in (result_words(flow, words), advised):
                rows += block(text, width) if text else []
            return rows
    remark = notice(flow, words)
    rows = block(remark, width, "mark") if remark else []
    if flow.step is ExampleStep.EXPLAINED:
        return [*rows, *coach_rows(line_coaching(flow, words), words, glyphs, width), BLANK]
    line = words("example.line")
    rows += coach_rows(line_coaching(flow, words), words, glyphs, width, line=line, praise_best=False)
    if paired:
        rows += _poor_rows(poor_line(flow, words), words, glyphs, width)
    return [*rows, BLANK]


def _poor_rows(poor: PoorLine | None, words: Catalogue, glyphs: Glyphs, width: int) -> Sequence[Row]:
    if poor is None:
        return ()
    label = words("example.not_so")
    margin = cell_len(label) + 2
    return (*block(poor.text, width, label=label, indent=margin), *move_rows(poor.coach.moves, glyphs, width, margin))


def result_words(flow: ExampleFlow, words: Catalogue) -> str:
    """How the gaps were filled; empty if there were none."""
    if not flow.picks:
        return ""
    return words("example.result", filled=len(flow.picks), found=flow.good_picks)
