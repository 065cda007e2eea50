"""RP1xx in a scenario: names that are unknown, and names that nothing uses."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from roleplay.reading.diagnostics import Diagnostic, listed
from roleplay.reading.document import Document, KeyPath
from roleplay.reading.names import NameChecker
from roleplay.reading.placed_texts import placed_texts
from roleplay.reading.terms import criteria_of, glossary_of
from roleplay.scene.conditions import AnyOf, Condition, FactTest, FlagTest, MeterTest, Not, PersonaTest
from roleplay.scene.model import (
    MAX_OFFERED,
    CastMember,
    Choice,
    Meter,
    Node,
    Rubric,
    Scenario,
    Shared,
    Target,
    Variant,
)
from roleplay.scene.reactions import personas_offered, reactions_of

#: The maximum number of casts of one scene that its conditions tell apart.
MAX_CASTS = 64
#: Classes whose texts are names, in which nothing is filled in.
_NAMED = (CastMember, Meter)
#: Texts of the story other than variants: a line, and why it is locked.
_SAID = ((Choice, "say"), (Choice, "locked"))


def check_scenario(scenario: Scenario, shared: Shared, document: Document) -> list[Diagnostic]:
    """Check every name in a scenario."""
    return _ScenarioChecker(scenario, shared, document).check()


class _ScenarioChecker(NameChecker):
    def __init__(self, scenario: Scenario, shared: Shared, document: Document) -> None:
        super().__init__(document, shared)
        self.scenario = scenario
        self.targets = dict.fromkeys([*scenario.nodes, *scenario.endings])
        self.asked: set[tuple[str, str]] = set()
        self.set: set[str] = set()
        self.reached: set[str] = {scenario.start}
        self.present: set[str] = set()
        self.moved: set[str] = set()
        rubrics = [shared.rubrics[r] for r in scenario.rubrics if r in shared.rubrics]
        self.criteria = criteria_of(rubrics)

    def check(self) -> list[Diagnostic]:
        scenario = self.scenario
        for index, rubric in enumerate(scenario.rubrics):
            self.rubric(rubric, self.shared.rubrics, ("rubrics", index), "in the library", "场景库里")
        for key, names in (("rubrics", scenario.rubrics), ("flags", scenario.flags)):
            met: set[str] = set()
            for index, name in enumerate(names):
                if name in met:
                    self.report("RP125", (key, index), name=name, where=key)
                met.add(name)
        for index, name in enumerate(scenario.flags):
            if name in scenario.meters or name in scenario.deal:
                self.report("RP126", ("flags", index), name=name)
        for name in scenario.deal:
            if name in scenario.meters:
                self.report("RP126", ("deal", name), key=True, name=name)
        for name, member in scenario.cast.items():
            self.persona(member.persona, ("cast", name, "persona"))
        self.personas()
        self.known("RP101", scenario.start, scenario.nodes, ("start",))
        for name in scenario.endings:
            if name in scenario.nodes:
                self.report("RP115", ("endings", name), key=True, name=name)
        for node in scenario.nodes.values():
            self.node(node)
        for ending in scenario.endings.values():
            self.variants(ending.text, ("endings", ending.id, "text"))
        for index, question in enumerate(scenario.discussion):
            self.condition(question.when, ("discussion", index, "when"))
        self.count_casts()
        self.marks()
        self.walks()
        self.texts()
        if not any(node.is_sketch for node in scenario.nodes.values()):  # else its use may not be written yet
            self.unused()
        return self.findings

    def personas(self) -> None:
        """Check the personas that the scene offers."""
        for member, names in (self.scenario.personas or {}).items():
            path: KeyPath = ("personas", member)
            self.known("RP108", member, self.scenario.cast, path, key=True)
            for index, name in enumerate(names):
                self.persona(name, (*path, index))
                if name in names[:index]:
                    self.report("RP125", (*path, index), name=name, where=f"personas.{member}")

    def played_as(self, member: str, name: str, path: KeyPath) -> None:
        """Check that a member of the cast may be played as the persona called ``name``, at ``path``."""
        offered = personas_offered(self.scenario, member, self.shared.personas)
        if self.persona(name, path) and name not in offered:
            self.report("RP129", path, who=member, name=name, known=listed(offered))

    def count_casts(self) -> None:
        """RP020 if conditions tell too many casts apart: each is a story of its own to explore."""
        asked = [member for kind, member in self.asked if kind == "persona"]
        offered = (personas_offered(self.scenario, member, self.shared.personas) for member in asked)
        casts = math.prod(map(len, offered))
        if casts > MAX_CASTS:
            words = {
                "where": "personas",
                "where_zh": "personas 的各种组合",
                "found": f"{casts} combinations",
                "found_zh": str(casts),
                "wanted": f"at most {MAX_CASTS}",
                "wanted_zh": f"最多 {MAX_CASTS}",
                "cure": "offer fewer personas under `personas:` to those for whom conditions ask",
                "cure_zh": "条件里问到的人，请在 `personas:` 里少列几种",
            }
            self.report("RP020", ("cast",) if self.scenario.personas is None else ("personas",), key=True, **words)

    def count_lines(self, node: Node) -> None:
        """RP020 if more lines than there are keys are available in every state; RP212 covers lines with conditions."""
        if node.always_there > MAX_OFFERED:
            words = {
                "where": "choices",
                "where_zh": "choices",
                "found": f"{node.always_there} lines that are always there",
                "found_zh": f"{node.always_there} 句不带条件的话",
                "wanted": f"at most {MAX_OFFERED}",
                "wanted_zh": f"最多 {MAX_OFFERED}",
                "cure": "take some away, or give some a `when:` under which others are not there",
                "cure_zh": "请删去几句，或给其中几句写上 `when:`，让它们不同时出现",
            }
            self.report("RP020", ("nodes", node.id, "choices"), key=True, **words)

    def condition(self, condition: Condition, path: KeyPath) -> None:
        """Record the names that the condition at ``path`` tests, and check its personas."""
        for test in condition:
            match test:
                case MeterTest():
                    self.asked.add(("meter", test.meter))
                case FlagTest():
                    self.asked.add(("flag", test.flag))
                case FactTest():
                    self.asked.add(("fact", test.fact))
                case PersonaTest(member, personas):
                    self.asked.add(("persona", member))
                    where: KeyPath = (*path, f"persona.{member}")
                    several = (*where, 0) in self.document.values
                    for index, name in enumerate(personas):
                        self.played_as(member, name, (*where, index) if several else where)
                case AnyOf(options):
                    for index, option in enumerate(options):
                        self.condition(option, (*path, "any", index))
                case Not(inner):
                    self.condition(inner, (*path, "not"))

    def node(self, node: Node) -> None:
        path: KeyPath = ("nodes", node.id)
        if self.known("RP108", node.speaker, self.scenario.cast, (*path, "speaker")):
            self.present.add(node.speaker)
        self.variants(node.scene, (*path, "scene"))
        self.variants(node.says, (*path, "says"))
        if node.is_sketch:
            self.targets_of([way.goto[0] for way in node.choices], (*path, "goto"), ())
            return
        for index, criterion in enumerate(node.assess or ()):
            self.criterion(criterion, (*path, "assess", index))
        self.count_lines(node)
        ids: set[str] = set()
        for index, choice in enumerate(node.choices):
            if choice.id in ids:
                self.report("RP114", (*path, "choices", index, "id"), name=choice.id, node=node.id)
            ids.add(choice.id)
            self.choice(choice, node, (*path, "choices", index))
        if node.silence is not None and node.silence.choice not in ids:
            self.report(
                "RP111",
                (*path, "silence", "choice"),
                ids,
                name=node.silence.choice,
                where=f"the node `{node.id}`",
                where_zh=f"节点 `{node.id}` ",
            )

    def choice(self, choice: Choice, node: Node, path: KeyPath) -> None:
        to = choice.to or node.speaker
        if choice.to is not None and self.known("RP108", choice.to, self.scenario.cast, (*path, "to")):
            self.present.add(choice.to)
        member = self.scenario.cast.get(to)
        reactions = reactions_of(member.persona, self.shared.personas) if member else {}
        for index, use in enumerate(choice.moves):
            where: KeyPath = (*path, "moves", index)
            if use.when:
                where = (*where, "move")
            self.move(use.move, where)
            self.moved.update(reactions.get(use.move, ()))
            self.condition(use.when, (*path, "moves", index, "when"))
        for meter in choice.effects:
            self.known("RP106", meter, self.scenario.meters, (*path, "effects", meter), key=True)
            self.moved.add(meter)
        for key, flags in (("set", choice.set), ("clear", choice.clear)):
            for index, flag in enumerate(flags):
                self.known("RP107", flag, self.scenario.flags, (*path, key, index))
        self.set.update(choice.set)
        self.condition(choice.when, (*path, "when"))
        self.variants(choice.reply, (*path, "reply"))
        self.variants(choice.why, (*path, "why"))
        self.targets_of(choice.goto, (*path, "goto"), ("to",))

    def variants(self, variants: Sequence[Variant], path: KeyPath) -> None:
        """Check the conditions of texts of which the first that fits is used."""
        for index, variant in enumerate(variants):
            self.condition(variant.when, (*path, index, "when"))

    def targets_of(self, targets: Sequence[Target], path: KeyPath, key: KeyPath) -> None:
        """Check targets. If they are written as a list, each is at ``key`` of its item."""
        several = (*path, 0) in self.document.values
        for index, target in enumerate(targets):
            self.condition(target.when, (*path, index, "when"))
            if self.known("RP101", target.to, self.targets, (*path, index, *key) if several else path):
                self.reached.add(target.to)

    def criterion(self, name: str, path: KeyPath, *, key: bool = False) -> None:
        if name not in self.criteria:
            pool = glossary_of(self.criteria)
            self.report("RP105", path, pool, key=key, name=name, known=listed(self.criteria))

    def score(self, name: str, path: KeyPath) -> None:
        """Check the name of a rubric of the scene, or of one of its criteria."""
        if "." in name:
            self.criterion(name, path, key=True)
        elif name not in self.scenario.rubrics:
            own = {
                rubric: self.shared.rubrics[rubric] for rubric in self.scenario.rubrics if rubric in self.shared.rubrics
            }
            self.rubric(name, own, path, "under `rubrics:` of this scene", "本场景的 `rubrics:` 里", key=True)

    def rubric(
        self, name: str, known: Mapping[str, Rubric], path: KeyPath, where: str, where_zh: str, *, key: bool = False
    ) -> None:
        """Check that a rubric is ``known``; ``where`` says where it was looked up."""
        if name not in known:
            names = listed(known)
            self.report(
                "RP104", path, glossary_of(known), key=key, name=name, known=names, where=where, where_zh=where_zh
            )

    def marks(self) -> None:
        for name in self.scenario.pass_mark.thresholds:
            self.score(name, ("pass", name))
        for index, ending in enumerate(self.scenario.pass_mark.endings):
            self.known("RP101", ending, self.scenario.endings, ("pass", "endings", index))

    def walks(self) -> None:
        choices = {choice.id for node in self.scenario.nodes.values() for choice in node.choices}
        for name, written in self.scenario.walks.items():
            path: KeyPath = ("walks", name)
            self.known("RP101", written.ending, self.scenario.endings, (*path, "ending"))
            for score in written.expect:
                self.score(score, (*path, score))
            for index, choice in enumerate(written.choices):
                if choice not in choices:
                    self.report(
                        "RP111", (*path, "choices", index), choices, name=choice, where="any node", where_zh="任何节点"
                    )
            for member, persona in written.personas.items():
                where: KeyPath = (*path, "personas", member)
                if self.known("RP108", member, self.scenario.cast, where, key=True):
                    self.played_as(member, persona, where)
            for fact, value in written.deal.items():
                if fact not in self.scenario.deal:
                    self.report("RP109", (*path, "deal", fact), self.scenario.deal, key=True, name=fact)
                elif value not in self.scenario.deal[fact]:
                    known = self.scenario.deal[fact]
                    self.report(
                        "RP110", (*path, "deal", fact), known, fact=fact, name=value, known=listed(dict.fromkeys(known))
                    )

    def texts(self) -> None:
        """Check the names in braces: of the cast, and in texts of the story also of meters."""
        names = self.scenario.names()
        for placed in placed_texts(self.scenario, self.document):
            if placed.owner in _NAMED:
                continue
            in_story = issubclass(placed.owner, Variant) or (placed.owner, placed.field) in _SAID
            for language, name in placed.text.placeholders():
                path: KeyPath = (*placed.path, language)
                path = path if path in self.document.values else placed.path
                if name not in names:
                    known = names if in_story else self.scenario.cast
                    self.report("RP116", path, known, name=name, known=listed(known))
                elif name not in self.scenario.cast and not in_story:
                    self.report("RP130", path, name=name)

    def unused(self) -> None:
        scenario = self.scenario
        for index, flag in enumerate(scenario.flags):
            asked = ("flag", flag) in self.asked
            if not asked:
                self.report("RP117", ("flags", index), name=flag)
            elif flag not in self.set:
                self.report("RP118", ("flags", index), name=flag)
        for name in scenario.cast:
            if name not in self.present:
                self.report("RP119", ("cast", name), key=True, name=name)
        for name in scenario.meters:
            if name not in self.moved and ("meter", name) not in self.asked:
                self.report("RP120", ("meters", name), key=True, name=name)
        for name in scenario.deal:
            if ("fact", name) not in self.asked:
                self.report("RP121", ("deal", name), key=True, name=name)
        for name in scenario.nodes:
            if name not in self.reached:
                self.report("RP122", ("nodes", name), key=True, name=name)
        for name in scenario.endings:
            if name not in self.reached:
                self.report("RP123", ("endings", name), key=True, name=name)
