"""A finished attempt as xAPI statements, in chronological order.

`initialized`, then an `answered` for every line that was said, `suspended` and `resumed` for each pause in the record,
`completed` and `passed` or `failed` if an ending was reached, `terminated`. The ids of the statements of an attempt
never change, so whatever a later version of the program generates, a store keeps what it received first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from roleplay.engine import State, legal, moves
from roleplay.presenting.xapi import moments
from roleplay.presenting.xapi.activities import (
    Json,
    best_on_all_criteria,
    context_activities,
    node_activity,
    own_words_activity,
    scene_activity,
)
from roleplay.presenting.xapi.names import (
    VERBS,
    XAPI_VERSION,
    cohort_iri,
    extension,
    language_tag,
    registration_of,
    statement_id,
    verb_iri,
)
from roleplay.presenting.xapi.played import PlayedAttempt, SaidLine
from roleplay.records.model import When
from roleplay.scene.model import MoveKind
from roleplay.scoring.percent import percent, whole_percent
from roleplay.scoring.scorecard import CriterionScore, GateKind
from roleplay.scoring.version import VERSION


class StatementActor(NamedTuple):
    """The actor of statements, and what may be included."""

    #: the pseudonym of the learner: a random id, never a name
    learner: str
    #: the cohort that the learner is reported in; empty if none
    cohort: str = ""
    #: whether lines in the learner's own words are included
    own_words: bool = False


def statements(played: PlayedAttempt, actor: StatementActor) -> list[Json]:
    """All statements of an attempt, oldest first; deterministic, so the same on every machine."""
    return list(_StatementBuilder(played, actor).statements())


class _StatementBuilder:
    """Builds the statements of one attempt."""

    def __init__(self, played: PlayedAttempt, actor: StatementActor) -> None:
        self.played = played
        self.text = played.text
        self.record = played.record
        self.actor = actor
        self.registration: UUID = registration_of(played.record.id)
        self._numbers: dict[str, int] = {}
        self._latest = played.record.started_at
        #: the language shown last; the learner may change it at any time
        self._language = played.record.language
        #: the activity of each node, by id
        self._nodes: dict[str, Json] = {}

    def statements(self) -> Iterator[Json]:
        """The statements in order."""
        record, scene = self.record, scene_activity(self.text)
        yield self._statement("initialized", scene, record.started_at, context=self._setup())
        lengths: list[float | None] = []
        since, pauses = record.started_at, list(_pauses(self.played))
        for number, line in enumerate(self.played.lines):
            while pauses and pauses[0].before == number:
                pause = pauses.pop(0)
                yield from self._pause(scene, pause, moments.total(lengths))
                since = pause.returned
            length = moments.elapsed(since, line.row.at)
            self._language = line.row.decision.language or self._language
            lengths.append(length)
            if self.actor.own_words and line.row.decision.own_words:
                yield self._responded(line, number)
            yield self._answered(line, number, length)
            since = max(since, line.row.at)
        for pause in pauses:  # the learner came back and gave up without saying another line
            yield from self._pause(scene, pause, moments.total(lengths))
        yield from self._end(scene, moments.total(lengths))

    # -- during play -------------------------------------------------------------------------------------------

    def _setup(self) -> Json:
        record = self.record
        enabled = {name: value for name, value in record.options.items() if value is True}
        context: Json = {extension("seed"): str(record.seed)}  # as text: some JSON parsers round long numbers
        if record.personas:
            context[extension("personas")] = dict(record.personas)
        if enabled:
            context[extension("options")] = sorted(enabled)
        if record.options.get("sitting"):
            context[extension("sitting")] = record.options["sitting"]
        return context

    def _pause(self, scene: Json, pause: _Pause, seconds: float) -> Iterator[Json]:
        result = {"duration": moments.duration(seconds), "extensions": {extension("resume-node"): pause.node}}
        yield self._statement("suspended", scene, pause.left, result=result)
        yield self._statement("resumed", scene, pause.returned)

    def _responded(self, line: SaidLine, number: int) -> Json:
        node = line.before.passage.node
        assert node is not None
        return self._statement(
            "responded",
            own_words_activity(self.text, node),
            line.row.at,
            number=number,
            result={"response": line.row.decision.own_words},
            inside=True,
        )

    def _answered(self, line: SaidLine, number: int, length: float | None) -> Json:
        node, row = line.before.passage.node, line.row
        assert node is not None
        activity = self._nodes.get(node.id) or self._nodes.setdefault(node.id, node_activity(self.text, node))
        result: Json = {"response": row.decision.choice, **self._judged(line)}
        if length is not None:
            result["duration"] = moments.duration(length)
        result["extensions"] = self._answer_extensions(line)
        return self._statement("answered", activity, row.at, number=number, result=result, inside=True)

    def _judged(self, line: SaidLine) -> Json:
        """The success and score of a line; empty if nothing was at stake."""
        evidence = self.text.judge.judge(line.before)[line.row.decision.choice].evidence
        if not evidence:
            return {}
        raw = sum(item.earned for item in evidence)
        best_possible = sum(item.best for item in evidence if item.opportunity)
        worst_possible = sum(item.worst if item.opportunity else item.worst - item.best for item in evidence)
        span = best_possible or -worst_possible
        judged: Json = {
            "score": {"scaled": _number(max(-1, raw / span)), "raw": raw, "min": worst_possible, "max": best_possible}
        }
        available = {name: moves(line.before, line.before.passage.line(name)) for name in legal(line.before)}
        best = best_on_all_criteria(self.text, line.before.passage.id, available)
        if best:
            judged["success"] = line.row.decision.choice in best
        return judged

    def _answer_extensions(self, line: SaidLine) -> Json:
        text, decision = self.text, line.row.decision
        judged = text.judge.judge(line.before)[decision.choice]
        extensions: Json = {extension("moves"): list(judged.moves)}
        poor = [name for name in judged.moves if text.bundle.moves[name].kind is MoveKind.POOR]
        if poor:
            extensions[extension("misconceptions")] = poor
        if judged.evidence:
            extensions[extension("points")] = {
                text.judge.measures[item.criterion].ref: {
                    "points": item.points,
                    "best": item.best,
                    "worst": item.worst,
                }
                for item in judged.evidence
            }
        before, after = _meters(line.before), _meters(line.after)
        if after:
            extensions[extension("state")] = after
            extensions[extension("state-delta")] = {name: value - before[name] for name, value in after.items()}
        if decision.sure is not None:
            extensions[extension("confidence")] = decision.sure
        if decision.guess is not None:
            extensions[extension("guess")] = decision.guess
        if decision.shown:
            extensions[extension("presented-order")] = list(decision.shown)
        if text.values is not None:
            extensions[extension("regret")] = _number(text.values.regret(line.before, decision.choice))
        if not line.counts:
            extensions[extension("taken-back")] = True
        return extensions

    # -- the end -----------------------------------------------------------------------------------------------

    def _end(self, scene: Json, seconds: float) -> Iterator[Json]:
        at, length = self.played.over_at, {"duration": moments.duration(seconds)}
        ending = self.played.end.passage.ending
        if ending is not None:
            yield self._statement(
                "completed",
                scene,
                at,
                result={
                    "completion": True,
                    **length,
                    "extensions": {
                        extension("ending"): ending.id,
                        extension("outcome"): ending.outcome.value,
                        extension("taken-back-count"): self.record.taken_back,
                        extension("hints"): self.record.hints,
                    },
                },
            )
            verb = "passed" if self.played.card.passed else "failed"
            yield self._statement(verb, scene, at, result={**self._verdict(), **length})
        yield self._statement("terminated", scene, at, result=length)

    def _verdict(self) -> Json:
        card = self.played.card
        verdict: Json = {"success": card.passed}
        share = card.rubrics[0].score
        if share is not None:
            score_percent = percent(share)
            verdict["score"] = {
                "scaled": _number(score_percent / 100),
                "raw": whole_percent(score_percent),
                "min": 0,
                "max": 100,
            }
        verdict["extensions"] = {
            extension("criteria"): {
                score.ref: _criterion(score) for rubric in card.rubrics for score in rubric.criteria
            },
            extension("gates"): [
                {"kind": gate.kind.value, "ref": gate.ref, "held": gate.held}
                | ({} if gate.wanted is None else {"wanted": gate.wanted})
                | ({} if gate.found is None else {"found": _number(gate.found)})
                for gate in card.gates
                if gate.kind is not GateKind.CRITICAL
            ],
            extension("critical"): [{"move": crossed.move, "turn": crossed.turn} for crossed in card.critical],
            extension("ending"): self.played.end.passage.id,
            extension("path-digest"): path_digest(decision.choice for decision in self.record.decisions),
            extension("scoring-version"): VERSION,
        }
        return verdict

    # -- common to all -----------------------------------------------------------------------------------------

    def _statement(
        self,
        verb: str,
        activity: Json,
        at: When,
        *,
        number: int = 0,
        result: Json | None = None,
        context: Json | None = None,
        inside: bool = False,
    ) -> Json:
        if verb in ("suspended", "resumed"):
            number = self._numbers.get(verb, 0)
            self._numbers[verb] = number + 1
        self._latest = at = max(self._latest, at)  # keeps order even if the clock was set back
        statement: Json = {
            "id": statement_id(self.registration, verb, number),
            "actor": {
                "objectType": "Agent",
                "account": {"homePage": cohort_iri(self.actor.cohort), "name": self.actor.learner},
            },
            "verb": {"id": verb_iri(verb), "display": dict(VERBS[verb])},
            "object": activity,
        }
        if result is not None:
            statement["result"] = result
        statement["context"] = {
            "registration": str(self.registration),
            "language": language_tag(self._language),
            "platform": "roleplay",
            "revision": self.text.revision,
            "contextActivities": context_activities(self.text, inside=inside),
            "extensions": {extension("mode"): self.record.mode, **(context or {})},
        }
        statement["timestamp"] = moments.timestamp(at)
        statement["version"] = XAPI_VERSION
        return statement


class _Pause(NamedTuple):
    """A pause before line number ``before`` (from 0): when and at which node play stopped, and when it went on."""

    before: int
    left: When
    returned: When
    node: str


def _pauses(played: PlayedAttempt) -> Iterator[_Pause]:
    """The pauses in the record. Consecutive ones with nothing done in between are merged into one."""
    events: list[tuple[When, int]] = [(played.record.started_at, 0)]
    for number, line in enumerate(played.lines):
        events.append((line.row.at, number + 1))
    taken_back = [line.row.undone_at for line in played.lines if line.row.undone_at is not None]
    pauses_by_start: dict[When, _Pause] = {}
    for returned in sorted(played.returns):
        if not played.record.started_at <= returned <= played.over_at:
            continue
        last, before = max((event for event in events if event[0] <= returned), key=lambda event: event[1])
        left = max([last, *(at for at in taken_back if at <= returned)])
        pauses_by_start[left] = _Pause(before, left, returned, _node_then(played, returned))
    yield from pauses_by_start.values()


def _node_then(played: PlayedAttempt, when: When) -> str:
    """The node at which the attempt was at a given time."""
    lines_before = [
        line
        for line in played.lines
        if line.row.at <= when and (line.row.undone_at is None or line.row.undone_at > when)
    ]
    if lines_before:
        return max(lines_before, key=lambda line: line.row.position).after.passage.id
    return played.lines[0].before.passage.id if played.lines else played.end.passage.id


def path_digest(choices: Iterable[str]) -> str:
    """A fingerprint of a path through a scene: the SHA-256 of its choices, in hex."""
    return sha256("\n".join(choices).encode()).hexdigest()


def _criterion(score: CriterionScore) -> Json:
    """A criterion over the attempt: the sums of its points, and its grade if it was assessed."""
    totals = score.totals
    sums: Json = {"decisions": totals.decisions, "earned": totals.earned, "due": totals.due}
    if totals.tempted:
        sums |= {"kept": totals.kept, "tempted": totals.tempted}
    if score.score is not None:
        sums |= {"percent": _number(percent(score.score)), "level": score.level}
    return sums


def _meters(state: State) -> dict[str, int]:
    return dict(zip(state.story.meters, state.meters, strict=True))


def _number(value: float) -> float | int:
    """``value`` rounded to remove floating-point noise; an ``int`` if it is whole."""
    rounded = round(value, 7)
    return int(rounded) if rounded == int(rounded) else rounded
