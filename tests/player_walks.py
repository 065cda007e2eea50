"""The same random walks, played by the engine and by the page's script in Node, and compared."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from enum import Enum
from hashlib import md5
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from roleplay.engine import State, Story, legal, start, step
from roleplay.locales import LANGUAGES, Catalogue, catalogue
from roleplay.player.data import scene_data
from roleplay.player.scripts import engine_script, words_for
from roleplay.presenting import facts
from roleplay.presenting.facts.briefing import papers, pass_conditions
from roleplay.presenting.facts.coach import Coach, coach_turn
from roleplay.presenting.facts.debrief import TOO_MANY, DebriefFacts, TurnFact, debrief_facts
from roleplay.presenting.facts.play import line_in_state
from roleplay.scene.model import Bundle
from roleplay.scene.reactions import casts_offered
from roleplay.scoring.judge import JudgedLine
from roleplay.scoring.percent import percent
from roleplay.scoring.scorecard import Scorecard
from roleplay.session import Attempt, Decision, Mode, Setup
from roleplay.session.review import coaching, foresee
from roleplay.session.transcript import Utterance, utterances
from roleplay.text.glyphs import glyphs

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node is not installed, so the script of the page is not compared")
#: Maximum number of decisions in a walk, for scenes with cycles.
LONGEST = 40
_SCRIPT = Path(__file__).with_suffix(".js")


class Chances:
    """A random generator that is the same on both sides: Lehmer's."""

    def __init__(self, walk: int) -> None:
        self._state = walk * 7919 + 1

    def __call__(self, count: int) -> int:
        self._state = self._state * 48271 % 2147483647
        return self._state // 65536 % count


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _digest(text: str) -> str:
    return md5(text.encode()).hexdigest()


def languages_of(bundle: Bundle) -> list[tuple[str, str]]:
    """Pairs (interface, reading): the interface languages, and the other languages of the scene with English."""
    others = [code for code in bundle.scenario.languages if code not in LANGUAGES]
    return [*((code, code) for code in LANGUAGES), *(("en", code) for code in others)]


class Player:
    """The Python side."""

    def __init__(self, bundle: Bundle, casts: Sequence[dict[str, str]], every: int, facts_every: int) -> None:
        self.bundle = bundle
        self.casts = casts
        self.every = every
        self.facts_every = facts_every
        self.words = [catalogue(spoken).with_scene_language(code) for spoken, code in languages_of(bundle)]
        self._attempts: dict[int, Attempt] = {}
        #: by the text (kept alive by the scene), its kind and its speaker
        self._line_cache: dict[tuple[int, str, str | None], str] = {}
        self._tables: dict[int, tuple[Mapping[str, JudgedLine], str]] = {}
        self._values: dict[int, Any] = {}

    def walk(self, number: int) -> list[str]:
        """All parts of a walk that are compared."""
        draw = Chances(number)
        cast = draw(len(self.casts)) if number % 4 == 3 else 0
        often = number % self.every == 0
        attempt = self._attempt(cast, number)
        parts = self._fragment(attempt)
        while attempt.turn < LONGEST:
            available = legal(attempt.state)
            if not available:
                break
            if often:
                parts.append(_json([self._choices(attempt, words) for words in self.words]))
                parts.append(_json([self._meter_facts(attempt, words) for words in self.words]))
                parts.append(_json(attempt.hint() if attempt.may_hint else None))
            sure, guess = 1 + draw(3), draw(5)
            choice = available[draw(len(available))]
            attempt.decisions.append(Decision(choice, "en", sure=sure, guess=guess))
            attempt.states.append(step(attempt.state, choice))
            parts += self._fragment(attempt)
            if often:
                parts.append(_json(_card(attempt.scorecard())))
        if not often:
            parts.append(_json(_card(attempt.scorecard())))
        if self.facts_every and number % self.facts_every == 0:
            parts.append(_json([self._facts(cast, attempt, words) for words in self.words]))
        return parts

    def _attempt(self, cast: int, seed: int) -> Attempt:
        if cast not in self._attempts:
            personas = tuple(self.casts[cast].items())
            self._attempts[cast] = Attempt(self.bundle, Setup(mode=Mode.GUIDED, personas=personas))
        attempt = self._attempts[cast]
        attempt.setup = attempt.setup._replace(seed=seed)
        attempt.decisions, attempt.states = [], [start(attempt.story, seed)]
        attempt.hints = 0
        return attempt

    def _fragment(self, attempt: Attempt) -> list[str]:
        """The result of the last decision: the state, the utterances, and the judged lines there."""
        lines = [self._line(line, attempt) for line in utterances(attempt, attempt.turn)]
        return [_json(_state(attempt.state)), *lines, self._judged(attempt)]

    def _line(self, line: Utterance, attempt: Attempt) -> str:
        """A line in all languages; cached if it does not read meters."""
        key = id(line.text), line.kind.value, line.speaker
        record = self._line_cache.get(key)
        if record is None:
            facts = [line_in_state(line, attempt.states[line.turn], words) for words in self.words]
            record = _json([[fact.kind.value, fact.name, fact.text] for fact in facts])
            if not any("{" in text for _, text in line.text.values):
                self._line_cache[key] = record
        return record

    def _judged(self, attempt: Attempt) -> str:
        if attempt.over:
            return "[]"
        table = attempt.judge.judge(attempt.state)
        cached = self._tables.get(id(table))
        if cached is None:
            lines = [
                [line.choice, line.moves, [[e.criterion, e.points, e.best, e.worst] for e in line.evidence]]
                for line in table.values()
            ]
            cached = self._tables[id(table)] = (table, _json(lines))  # keeps the table and its id
        return cached[1]

    @staticmethod
    def _choices(attempt: Attempt, words: Catalogue) -> list[Any]:
        return [[fact.id, fact.text, fact.locked] for fact in facts.choices(attempt, words)]

    @staticmethod
    def _meter_facts(attempt: Attempt, words: Catalogue) -> list[Any]:
        changes = {reading.meter.id: reading.change for reading in attempt.readings()}
        return [
            {
                "meter": fact.meter,
                "name": fact.name,
                "value": fact.value,
                "step": fact.step,
                "word": fact.word,
                "change": changes[fact.meter],
                "better": fact.better,
                "changeWord": fact.change_word,
            }
            for fact in facts.meter_facts(attempt, words, glyphs())
        ]

    def _facts(self, cast: int, attempt: Attempt, words: Catalogue) -> list[Any]:
        if cast not in self._values:
            self._values[cast] = foresee(attempt) or TOO_MANY
        pass_ = pass_conditions(self.bundle, words)
        names = self.bundle.scenario.names()
        brief = self.bundle.scenario.brief
        parts = [
            [words(f"briefing.{name}"), getattr(brief, name).fill(words.language, names)]
            for name in ("role", "situation", "authority", "channel", "goal")
        ]
        values = self._values[cast]
        return [
            0 if values is TOO_MANY else len(values.graph),
            {
                "parts": parts,
                "papers": papers(self.bundle.scenario, words.language),
                "gates": pass_.gates,
                "critical": pass_.critical,
            },
            _debrief(debrief_facts(attempt, words, values)),
            _debrief(debrief_facts(attempt, words)),
            [_coach(coach_turn(attempt, coaching(attempt, n + 1), words)) for n in range(attempt.turn)],
        ]


def _state(state: State) -> list[Any]:
    story: Story = state.story
    flags = [int(state.flag(name)) for name in story.flags]
    return [state.passage.id, state.meters, flags, str(state.taken), state.visits, state.facts, state.turn]


def _share(score: float | None) -> str | None:
    return None if score is None else f"{percent(score):.7f}"


def _card(card: Scorecard) -> list[Any]:
    return [
        [
            [
                _share(rubric.score),
                [[list(c.totals), _share(c.score), c.level] for c in rubric.criteria],
                [met.turn for met in rubric.order],
            ]
            for rubric in card.rubrics
        ],
        [[crossed.move, crossed.rubric, crossed.turn] for crossed in card.critical],
        [[g.kind.value, g.ref, g.wanted, None if g.found is None else f"{g.found:.7f}", g.held] for g in card.gates],
        card.passed,
    ]


# -- facts in the script's format -------------------------------------------------------


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _plain(value: Any) -> Any:
    """A fact as JSON, with keys as in the script, and integral numbers without a fraction."""
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "_asdict"):
        return {_camel(name): _plain(inner) for name, inner in value._asdict().items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {_camel(name): _plain(inner) for name, inner in asdict(value).items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _coach(coach: Coach) -> Any:
    fact_data = _plain(coach)
    fact_data["points"] = [point["text"] for point in fact_data["points"]]
    fact_data["ownWords"] = ""
    return fact_data


def _turn(turn: TurnFact) -> Any:
    return {
        "coach": _coach(turn.coach),
        "cost": _plain(turn.cost),
        "costText": turn.cost_text,
        "costDetail": turn.cost_detail,
        "costliest": turn.costliest_text,
        "noReturn": turn.no_return,
        "betterLabel": turn.better_label,
        "readings": turn.readings,
        "quiet": turn.quiet,
    }


def _debrief(fact: DebriefFacts) -> Any:
    fact_data = {
        name: _plain(getattr(fact, name)) for name in ("ending", "headline", "mattered", "rubrics", "critical")
    }
    fact_data |= {name: _plain(getattr(fact, name)) for name in ("legend", "notes")}
    fact_data["turns"] = [_turn(turn) for turn in fact.turns]
    fact_data["curves"] = [{"name": curve.name, "values": curve.values} for curve in fact.curves]
    for name in ("judgement", "goal", "no_goal", "goal_title", "discussion"):
        fact_data[_camel(name)] = _plain(getattr(fact, name))
    return fact_data


# -- both sides -----------------------------------------------------------------------


class SideBySide:
    """A Node process that plays the same walks as the engine."""

    def __init__(self) -> None:
        assert NODE is not None
        self._node = subprocess.Popen(
            [NODE, str(_SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        script = engine_script()
        self._tell({"script": script, "words": words_for(script)})

    def close(self) -> None:
        """End the process."""
        self._node.communicate()

    def _tell(self, data: dict[str, Any]) -> None:
        assert self._node.stdin is not None
        self._node.stdin.write(_json(data) + "\n")
        self._node.stdin.flush()

    def _answer(self) -> list[Any]:
        """The digests of the walks, or all their parts. Raises `AssertionError` if the script fails."""
        assert self._node.stdout is not None
        answer = json.loads(self._node.stdout.readline())
        if isinstance(answer, dict):
            raise AssertionError(answer["error"])
        assert isinstance(answer, list)
        return answer

    def differences(
        self, bundle: Bundle, count: int, *, first: int = 0, every: int = 1, facts_every: int = 0, most_casts: int = 4
    ) -> str:
        """Play ``count`` walks on both sides; returns the first difference, or an empty string.

        In every walk the states, their utterances, the points of each line and the final scorecard are compared; in one
        of ``every`` also the order of choices, the readings, the hint and the scorecard after each decision; in one of
        ``facts_every`` (0: none) briefing, coaching and debrief as they are shown. Raises `AssertionError` if the
        script fails.
        """
        offered = casts_offered(bundle.scenario, bundle.personas, list(bundle.scenario.cast))
        casts = list(islice(offered, most_casts))
        job = {
            "scene": scene_data(bundle),
            "languages": languages_of(bundle),
            "casts": casts,
            "first": first,
            "count": count,
            "every": every,
            "facts": facts_every,
            "longest": LONGEST,
            "full": False,
        }
        self._tell(job)  # it plays at the same time as this side
        player = Player(bundle, casts, every, facts_every)
        digests = [_digest("\n".join(player.walk(number))) for number in range(first, first + count)]
        for number, (ours, theirs) in enumerate(zip(digests, self._answer(), strict=True), first):
            if ours != theirs:
                self._tell({**job, "first": number, "count": 1, "full": True})
                (other,) = self._answer()
                return _first_difference(bundle.scenario.id, number, player.walk(number), other)
        return ""


def _first_difference(scene: str, walk: int, ours: Sequence[str], theirs: Sequence[str]) -> str:
    for number, (our_part, their_part) in enumerate(zip(ours, theirs, strict=False)):
        if our_part != their_part:
            place, left, right = _inside(json.loads(our_part), json.loads(their_part), "")
            return f"{scene}, walk {walk}, part {number}{place}:\n  Python {left}\n  Node   {right}"
    return f"{scene}, walk {walk}: {len(ours)} parts in Python, {len(theirs)} in Node"


def _inside(ours: Any, theirs: Any, place: str) -> tuple[str, Any, Any]:
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for n, (left_item, right_item) in enumerate(zip(ours, theirs, strict=True)):
            if left_item != right_item:
                return _inside(left_item, right_item, f"{place}[{n}]")
    if isinstance(ours, dict) and isinstance(theirs, dict) and list(ours) == list(theirs):
        for key in ours:
            if ours[key] != theirs[key]:
                return _inside(ours[key], theirs[key], f"{place}.{key}")
    return place, ours, theirs
