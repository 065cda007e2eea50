"""From the shape of a file to what it means: texts with their language, conditions read, defaults filled in."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from roleplay.reading import shapes
from roleplay.reading.condition_reader import ConditionReader, Names
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.yaml_reader import Document, Path
from roleplay.scene import model
from roleplay.scene.conditions import METER_MAX
from roleplay.scene.frozen import freeze
from roleplay.scene.text import Text, is_todo

#: Ways in which the facts of one scene may be dealt.
MAX_DEALS = 1000


def vocabulary(file: shapes.VocabularyShape) -> model.Vocabulary:
    """A file of moves."""

    def move(name: str, raw: shapes.MoveShape) -> model.Move:
        phrases = {language: tuple(found) for language, found in raw.phrases.items()}
        kind, instead = model.MoveKind(raw.kind), tuple(raw.instead)
        return model.Move(name, Text.of(raw.name), Text.of(raw.about), kind, instead, freeze(phrases))

    return model.Vocabulary(freeze({name: move(name, raw) for name, raw in file.moves.items()}))


def persona(file: shapes.PersonaShape) -> model.Persona:
    """A file of one persona."""
    reactions = freeze({move: freeze(changes) for move, changes in file.reactions.items()})
    return model.Persona(file.id, Text.of(file.name), Text.of(file.about), file.extends, reactions)


def rubric(file: shapes.RubricShape) -> model.Rubric:
    """A file of one rubric."""

    def criterion(name: str, raw: shapes.CriterionShape) -> model.Criterion:
        zero, one, two, three = (Text.of(level) for level in raw.levels)
        points = freeze(raw.points)
        about = Text.of(raw.about)
        return model.Criterion(name, Text.of(raw.name), about, raw.weight, points, (zero, one, two, three))

    return model.Rubric(
        file.id,
        Text.of(file.name),
        Text.of(file.about),
        Text.of(file.source),
        tuple(file.order),
        tuple(criterion(name, raw) for name, raw in file.criteria.items()),
        frozenset(file.critical),
        file.minimum,
    )


class ScenarioBuilder:
    """Builds one scenario, and collects what is wrong with its conditions."""

    def __init__(self, file: shapes.ScenarioShape, document: Document) -> None:
        self.file = file
        self.document = document
        facts = {fact: tuple(values) for fact, values in file.deal.items()}
        names = Names(frozenset(file.meters), frozenset(file.flags), facts, frozenset(file.nodes))
        self.conditions = ConditionReader(document, names)

    @property
    def findings(self) -> list[Diagnostic]:
        """What was found while building."""
        return self.conditions.findings

    def build(self) -> model.Scenario:
        """The scenario; only to be used when there are no findings."""
        file = self.file
        text = self.text
        brief = file.brief
        self.deals()
        nodes = {name: self.node(name, raw) for name, raw in file.nodes.items()}
        walks = {name: self.walk(name, raw) for name, raw in file.walks.items()}
        thresholds: Mapping[str, int] = file.pass_mark.__pydantic_extra__
        return model.Scenario(
            id=file.id,
            language=file.language,
            title=text(file.title),
            summary=text(file.summary),
            family=file.family,
            tags=tuple(file.tags),
            difficulty=file.difficulty,
            minutes=file.minutes,
            released=file.status == "released",
            tutorial=file.tutorial,
            rubrics=tuple(file.rubrics),
            brief=model.Brief(
                text(brief.role), text(brief.situation), text(brief.authority), text(brief.channel), text(brief.goal)
            ),
            cast=freeze({n: model.CastMember(n, text(c.name), c.persona) for n, c in file.cast.items()}),
            meters=freeze(
                {n: model.Meter(n, text(m.name), m.start, m.better == "low", m.shown) for n, m in file.meters.items()}
            ),
            flags=tuple(file.flags),
            deal=freeze({fact: tuple(values) for fact, values in file.deal.items()}),
            start=file.start,
            nodes=freeze(nodes),
            endings=freeze({name: self.ending(name, raw) for name, raw in file.endings.items()}),
            pass_mark=model.PassMark(freeze(thresholds), tuple(file.pass_mark.endings)),
            discussion=tuple(text(question) for question in file.discussion),
            walks=freeze(walks),
        )

    def deals(self) -> None:
        """Every way of dealing the facts is a story of its own, so there may not be too many."""
        ways = math.prod(len(values) for values in self.file.deal.values())
        if ways > MAX_DEALS:
            shown = str(ways) if ways < 10**6 else "> 1000000"
            words = {
                "where": "deal",
                "where_zh": "deal 的各种组合",
                "found": f"{shown} combinations",
                "found_zh": shown,
                "wanted": f"at most {MAX_DEALS}",
                "wanted_zh": f"最多 {MAX_DEALS}",
                "cure": "deal fewer facts, or fewer values of each",
                "cure_zh": "请减少随机事实，或减少每个事实的取值",
            }
            found = self.document.finding("RP020", self.document.key_span(("deal",)), **words)
            self.conditions.findings.append(found)

    def text(self, raw: str | Mapping[str, str]) -> Text:
        return Text.of(raw, self.file.language).with_stubs()

    def maybe(self, raw: str | Mapping[str, str] | None) -> Text | None:
        return None if raw is None else self.text(raw)

    def node(self, name: str, raw: shapes.NodeShape | shapes.SketchShape) -> model.Node:
        path: Path = ("nodes", name)
        if isinstance(raw, shapes.SketchShape):
            return self.sketch(name, raw)
        return model.Node(
            id=name,
            scene=self.maybe(raw.scene),
            speaker=raw.speaker,
            says=self.variants(raw.says, (*path, "says")),
            assess=None if raw.assess is None else tuple(raw.assess),
            choices=tuple(self.choice(c, (*path, "choices", n)) for n, c in enumerate(raw.choices)),
            silence=None if raw.silence is None else model.Silence(raw.silence.after, raw.silence.choice),
        )

    def sketch(self, name: str, raw: shapes.SketchShape) -> model.Node:
        """A stub, in which nothing is due. What is to be written stands in its place: what is said, else the lines."""
        file = self.file
        ways = [raw.goto] if isinstance(raw.goto, str) else raw.goto or [next(iter(file.endings))]
        todo = Text(tuple((code, _stub(code, text)) for code, text in Text.of(raw.todo, file.language).values))
        says = self.variants(raw.says, ("nodes", name, "says")) if raw.says is not None else ()
        return model.Node(
            id=name,
            scene=self.maybe(raw.scene),
            speaker=raw.speaker or next(iter(file.cast)),
            says=says or (model.Variant((), todo),),
            assess=(),
            choices=tuple(_way_on(to, todo if says else None) for to in dict.fromkeys(ways)),
            silence=None,
        )

    def choice(self, raw: shapes.ChoiceShape, path: Path) -> model.Choice:
        read = self.conditions.read
        return model.Choice(
            id=raw.id,
            say=self.text(raw.say),
            moves=tuple(self.move_use(use, (*path, "moves", n)) for n, use in enumerate(raw.moves)),
            effects=freeze(raw.effects),
            set=tuple(raw.set),
            clear=tuple(raw.clear),
            when=read(raw.when, (*path, "when")),
            locked=self.maybe(raw.locked),
            once=raw.once,
            to=raw.to,
            reply=() if raw.reply is None else self.variants(raw.reply, (*path, "reply")),
            why=self.maybe(raw.why),
            goto=self.targets(raw.goto, (*path, "goto")),
        )

    def move_use(self, raw: str | shapes.MoveUseShape, path: Path) -> model.MoveUse:
        if isinstance(raw, str):
            return model.MoveUse(raw)
        return model.MoveUse(raw.move, self.conditions.read(raw.when, (*path, "when")))

    def variants(self, raw: Any, path: Path) -> tuple[model.Variant, ...]:
        if not isinstance(raw, list):
            return (model.Variant((), self.text(raw)),)
        self.first_that_fits([one.when for one in raw], path)
        read = self.conditions.read
        return tuple(
            model.Variant(read(one.when, (*path, n, "when")), self.text(one.text)) for n, one in enumerate(raw)
        )

    def targets(self, raw: str | list[shapes.TargetShape], path: Path) -> tuple[model.Target, ...]:
        if isinstance(raw, str):
            return (model.Target((), raw),)
        self.first_that_fits([one.when for one in raw], path)
        read = self.conditions.read
        return tuple(model.Target(read(one.when, (*path, n, "when")), one.to) for n, one in enumerate(raw))

    def first_that_fits(self, conditions: Sequence[object], path: Path) -> None:
        """The last of a list stands without `when`, and only the last."""
        last = len(conditions) - 1
        for place, when in enumerate(conditions):
            if place < last and when is None:
                span = self.document.span((*path, place + 1))
                words = ("one without `when:` stands before it", "前面已有一条没有 `when:`")
            elif place == last and when is not None:
                span = self.document.key_span((*path, last, "when"))
                words = (
                    "the last one has a `when:`, so a state may fit none",
                    "最后一条带了 `when:`，可能一条都不符合",
                )
            else:
                continue
            self.findings.append(self.document.finding("RP019", span, problem=words[0], problem_zh=words[1]))

    def ending(self, name: str, raw: shapes.EndingShape) -> model.Ending:
        outcome = model.Outcome(raw.outcome)
        worth = model.WORTH[outcome] if raw.worth is None else raw.worth
        return model.Ending(
            name,
            self.text(raw.title),
            self.text(raw.text),
            outcome,
            worth,
            freeze({str(name): value for name, value in raw.kpi.items()}),
        )

    def walk(self, name: str, raw: shapes.WalkShape) -> model.Walk:
        expect: dict[str, tuple[float, float]] = {}
        for score, comparison in raw.__pydantic_extra__.items():
            path: Path = ("walks", name, score)
            interval = self.conditions.interval(score, comparison, METER_MAX, path)
            if interval is not None:
                expect[score] = _of_scores(comparison, *interval)
        return model.Walk(name, tuple(raw.choices), raw.ending, raw.seed, freeze(dict(raw.deal)), freeze(expect))


def _stub(language: str, text: str) -> str:
    begin = "" if is_todo(text) else "待写：" if language == "zh" else "todo: "
    return Text(((language, begin + text),)).with_stubs().get(language)


def _way_on(to: str, lines: Text | None) -> model.Choice:
    """The line of a stub: it does nothing but go on. ``lines`` says what is to stand here."""
    on = (("en", f" (go on: {to})"), ("zh", f"（往下走：{to}）"))
    say = Text(tuple((code, f"{'' if lines is None else lines.get(code)}{way}".strip()) for code, way in on))
    goto = (model.Target((), to),)
    return model.Choice(f"to-{to}", say, (), freeze({}), (), (), (), None, False, None, (), None, goto)


def _of_scores(comparison: str, low: int, high: int) -> tuple[float, float]:
    """The interval of a comparison with a score, which has fractions: ``< 90`` reaches up to 90 itself."""
    if "<" in comparison and "=" not in comparison:
        return low, math.nextafter(high + 1, 0)
    if ">" in comparison and "=" not in comparison:
        return math.nextafter(low - 1, METER_MAX), high
    return low, high
