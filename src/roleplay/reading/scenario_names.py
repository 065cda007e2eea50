"""RP1xx in a scenario: names that are unknown, and names that nothing uses."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from roleplay.reading.diagnostics import Diagnostic, join_names
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

#: The maximum number of casts of one scene that its conditions distinguish.
MAX_CASTS = 64
#: Classes whose texts are names, in which nothing is filled in.
_NAME_OWNERS = (CastMember, Meter)
#: Texts of the story other than variants: a line, and why it is locked.
_STORY_TEXTS = ((Choice, "say"), (Choice, "locked"))


def check_scenario(scenario: Scenario, shared: Shared, document: Document) -> list[Diagnostic]:
    """Check every name in a scenario."""
    return _ScenarioChecker(scenario, shared, document).check()


class _ScenarioChecker(NameChecker):
    def __init__(self, scenario: Scenario, shared: Shared, document: Document) -> None:
        super().__init__(document, shared)
        self.scenario = scenario
        self.targets = dict.fromkeys([*scenario.nodes, *scenario.endings])
        self.tested: set[tuple[str, str]] = set()
        self.flags_set: set[str] = set()
        self.targeted: set[str] = {scenario.start}
        self.people_present: set[str] = set()
        self.meters_moved: set[str] = set()
        rubrics = [shared.rubrics[r] for r in scenario.rubrics if r in shared.rubrics]
        self.criteria = criteria_of(rubrics)

    def check(self) -> list[Diagnostic]:
        scenario = self.scenario
        for index, rubric in enumerate(scenario.rubrics):
            self.check_rubric(rubric, self.shared.rubrics, ("rubrics", index), "in the library", "场景库里")
        for key, names in (("rubrics", scenario.rubrics), ("flags", scenario.flags)):
            seen: set[str] = set()
            for index, name in enumerate(names):
                if name in seen:
                    self.report("RP125", (key, index), name=name, where=key)
                seen.add(name)
        for index, name in enumerate(scenario.flags):
            if name in scenario.meters or name in scenario.deal:
                self.report("RP126", ("flags", index), name=name)
        for name in scenario.deal:
            if name in scenario.meters:
                self.report("RP126", ("deal", name), key=True, name=name)
        for name, member in scenario.cast.items():
            self.check_persona(member.persona, ("cast", name, "persona"))
        self.check_personas()
        self.check_known("RP101", scenario.start, scenario.nodes, ("start",))
        for name in scenario.endings:
            if name in scenario.nodes:
                self.report("RP115", ("endings", name), key=True, name=name)
        for node in scenario.nodes.values():
            self.check_node(node)
        for ending in scenario.endings.values():
            self.check_variants(ending.text, ("endings", ending.id, "text"))
        for index, question in enumerate(scenario.discussion):
            self.check_condition(question.when, ("discussion", index, "when"))
        self.check_cast_count()
        self.check_marks()
        self.check_walks()
        self.check_texts()
        if not any(node.is_sketch for node in scenario.nodes.values()):  # else its use may not be written yet
            self.check_unused()
        return self.findings

    def check_personas(self) -> None:
        """Check the personas that the scene offers."""
        for member, names in (self.scenario.personas or {}).items():
            path: KeyPath = ("personas", member)
            self.check_known("RP108", member, self.scenario.cast, path, key=True)
            for index, name in enumerate(names):
                self.check_persona(name, (*path, index))
                if name in names[:index]:
                    self.report("RP125", (*path, index), name=name, where=f"personas.{member}")

    def check_played_as(self, member: str, name: str, path: KeyPath) -> None:
        """Check that a member of the cast may be played as the persona called ``name``, at ``path``."""
        offered = personas_offered(self.scenario, member, self.shared.personas)
        if self.check_persona(name, path) and name not in offered:
            self.report("RP129", path, who=member, name=name, known=join_names(offered))

    def check_cast_count(self) -> None:
        """RP020 if the conditions distinguish too many casts, each of which is explored separately."""
        tested = [member for kind, member in self.tested if kind == "persona"]
        offered = (personas_offered(self.scenario, member, self.shared.personas) for member in tested)
        casts = math.prod(map(len, offered))
        if casts > MAX_CASTS:
            words = {
                "where": "personas",
                "where_zh": "personas 的各种组合",
                "found": f"{casts} combinations",
                "found_zh": str(casts),
                "wanted": f"at most {MAX_CASTS}",
                "wanted_zh": f"最多 {MAX_CASTS}",
                "fix": "offer fewer personas under `personas:` for the people that conditions test",
                "fix_zh": "条件里问到的人，请在 `personas:` 里少列几种",
            }
            self.report("RP020", ("cast",) if self.scenario.personas is None else ("personas",), key=True, **words)

    def check_line_count(self, node: Node) -> None:
        """RP020 if more lines than there are keys are available in every state; RP212 covers lines with conditions."""
        if node.always_shown > MAX_OFFERED:
            words = {
                "where": "choices",
                "where_zh": "choices",
                "found": f"{node.always_shown} lines that are always available",
                "found_zh": f"{node.always_shown} 句不带条件的话",
                "wanted": f"at most {MAX_OFFERED}",
                "wanted_zh": f"最多 {MAX_OFFERED}",
                "fix": "remove some, or give some a `when:` so that they are not all available at once",
                "fix_zh": "请删去几句，或给其中几句写上 `when:`，让它们不同时出现",
            }
            self.report("RP020", ("nodes", node.id, "choices"), key=True, **words)

    def check_condition(self, condition: Condition, path: KeyPath) -> None:
        """Record the names that the condition at ``path`` tests, and check its personas."""
        for test in condition:
            match test:
                case MeterTest():
                    self.tested.add(("meter", test.meter))
                case FlagTest():
                    self.tested.add(("flag", test.flag))
                case FactTest():
                    self.tested.add(("fact", test.fact))
                case PersonaTest(member, personas):
                    self.tested.add(("persona", member))
                    where: KeyPath = (*path, f"persona.{member}")
                    several = (*where, 0) in self.document.values
                    for index, name in enumerate(personas):
                        self.check_played_as(member, name, (*where, index) if several else where)
                case AnyOf(options):
                    for index, option in enumerate(options):
                        self.check_condition(option, (*path, "any", index))
                case Not(inner):
                    self.check_condition(inner, (*path, "not"))

    def check_node(self, node: Node) -> None:
        path: KeyPath = ("nodes", node.id)
        if self.check_known("RP108", node.speaker, self.scenario.cast, (*path, "speaker")):
            self.people_present.add(node.speaker)
        self.check_variants(node.scene, (*path, "scene"))
        self.check_variants(node.says, (*path, "says"))
        if node.is_sketch:
            self.check_targets([choice.goto[0] for choice in node.choices], (*path, "goto"), ())
            return
        for index, criterion in enumerate(node.assess or ()):
            self.check_criterion(criterion, (*path, "assess", index))
        self.check_line_count(node)
        ids: set[str] = set()
        for index, choice in enumerate(node.choices):
            if choice.id in ids:
                self.report("RP114", (*path, "choices", index, "id"), name=choice.id, node=node.id)
            ids.add(choice.id)
            self.check_choice(choice, node, (*path, "choices", index))
        if node.silence is not None and node.silence.choice not in ids:
            self.report(
                "RP111",
                (*path, "silence", "choice"),
                ids,
                name=node.silence.choice,
                where=f"the node `{node.id}`",
                where_zh=f"节点 `{node.id}` ",
            )

    def check_choice(self, choice: Choice, node: Node, path: KeyPath) -> None:
        addressee = choice.to or node.speaker
        if choice.to is not None and self.check_known("RP108", choice.to, self.scenario.cast, (*path, "to")):
            self.people_present.add(choice.to)
        member = self.scenario.cast.get(addressee)
        reactions = reactions_of(member.persona, self.shared.personas) if member else {}
        for index, use in enumerate(choice.moves):
            where: KeyPath = (*path, "moves", index)
            if use.when:
                where = (*where, "move")
            self.check_move(use.move, where)
            self.meters_moved.update(reactions.get(use.move, ()))
            self.check_condition(use.when, (*path, "moves", index, "when"))
        for meter in choice.effects:
            self.check_known("RP106", meter, self.scenario.meters, (*path, "effects", meter), key=True)
            self.meters_moved.add(meter)
        for key, flags in (("set", choice.set), ("clear", choice.clear)):
            for index, flag in enumerate(flags):
                self.check_known("RP107", flag, self.scenario.flags, (*path, key, index))
        self.flags_set.update(choice.set)
        self.check_condition(choice.when, (*path, "when"))
        self.check_variants(choice.reply, (*path, "reply"))
        self.check_variants(choice.why, (*path, "why"))
        self.check_targets(choice.goto, (*path, "goto"), ("to",))

    def check_variants(self, variants: Sequence[Variant], path: KeyPath) -> None:
        """Check the conditions of a text's variants, of which the first that holds is used."""
        for index, variant in enumerate(variants):
            self.check_condition(variant.when, (*path, index, "when"))

    def check_targets(self, targets: Sequence[Target], path: KeyPath, key: KeyPath) -> None:
        """Check targets. If they are written as a list, each is at ``key`` of its item."""
        several = (*path, 0) in self.document.values
        for index, target in enumerate(targets):
            self.check_condition(target.when, (*path, index, "when"))
            if self.check_known("RP101", target.to, self.targets, (*path, index, *key) if several else path):
                self.targeted.add(target.to)

    def check_criterion(self, name: str, path: KeyPath, *, key: bool = False) -> None:
        if name not in self.criteria:
            pool = glossary_of(self.criteria)
            self.report("RP105", path, pool, key=key, name=name, known=join_names(self.criteria))

    def check_score(self, name: str, path: KeyPath) -> None:
        """Check the name of a rubric of the scene, or of one of its criteria."""
        if "." in name:
            self.check_criterion(name, path, key=True)
        elif name not in self.scenario.rubrics:
            scene_rubrics = {
                rubric: self.shared.rubrics[rubric] for rubric in self.scenario.rubrics if rubric in self.shared.rubrics
            }
            self.check_rubric(
                name, scene_rubrics, path, "under `rubrics:` of this scene", "本场景的 `rubrics:` 里", key=True
            )

    def check_rubric(
        self, name: str, known: Mapping[str, Rubric], path: KeyPath, where: str, where_zh: str, *, key: bool = False
    ) -> None:
        """Check that a rubric is ``known``; ``where`` says where it was looked up."""
        if name not in known:
            names = join_names(known)
            self.report(
                "RP104", path, glossary_of(known), key=key, name=name, known=names, where=where, where_zh=where_zh
            )

    def check_marks(self) -> None:
        for name in self.scenario.pass_mark.thresholds:
            self.check_score(name, ("pass", name))
        for index, ending in enumerate(self.scenario.pass_mark.endings):
            self.check_known("RP101", ending, self.scenario.endings, ("pass", "endings", index))

    def check_walks(self) -> None:
        choices = {choice.id for node in self.scenario.nodes.values() for choice in node.choices}
        for name, walk in self.scenario.walks.items():
            path: KeyPath = ("walks", name)
            self.check_known("RP101", walk.ending, self.scenario.endings, (*path, "ending"))
            for score in walk.expect:
                self.check_score(score, (*path, score))
            for index, choice in enumerate(walk.choices):
                if choice not in choices:
                    self.report(
                        "RP111", (*path, "choices", index), choices, name=choice, where="any node", where_zh="任何节点"
                    )
            for member, persona in walk.personas.items():
                where: KeyPath = (*path, "personas", member)
                if self.check_known("RP108", member, self.scenario.cast, where, key=True):
                    self.check_played_as(member, persona, where)
            for fact, value in walk.deal.items():
                if fact not in self.scenario.deal:
                    self.report("RP109", (*path, "deal", fact), self.scenario.deal, key=True, name=fact)
                elif value not in self.scenario.deal[fact]:
                    known = self.scenario.deal[fact]
                    self.report(
                        "RP110",
                        (*path, "deal", fact),
                        known,
                        fact=fact,
                        name=value,
                        known=join_names(dict.fromkeys(known)),
                    )

    def check_texts(self) -> None:
        """Check placeholders: they may name members of the cast and, in story texts, meters."""
        names = self.scenario.names()
        for placed in placed_texts(self.scenario, self.document):
            if placed.owner in _NAME_OWNERS:
                continue
            in_story = issubclass(placed.owner, Variant) or (placed.owner, placed.field) in _STORY_TEXTS
            for language, name in placed.text.placeholders():
                path: KeyPath = (*placed.path, language)
                path = path if path in self.document.values else placed.path
                if name not in names:
                    known = names if in_story else self.scenario.cast
                    self.report("RP116", path, known, name=name, known=join_names(known))
                elif name not in self.scenario.cast and not in_story:
                    self.report("RP130", path, name=name)

    def check_unused(self) -> None:
        scenario = self.scenario
        for index, flag in enumerate(scenario.flags):
            tested = ("flag", flag) in self.tested
            if not tested:
                self.report("RP117", ("flags", index), name=flag)
            elif flag not in self.flags_set:
                self.report("RP118", ("flags", index), name=flag)
        for name in scenario.cast:
            if name not in self.people_present:
                self.report("RP119", ("cast", name), key=True, name=name)
        for name in scenario.meters:
            if name not in self.meters_moved and ("meter", name) not in self.tested:
                self.report("RP120", ("meters", name), key=True, name=name)
        for name in scenario.deal:
            if ("fact", name) not in self.tested:
                self.report("RP121", ("deal", name), key=True, name=name)
        for name in scenario.nodes:
            if name not in self.targeted:
                self.report("RP122", ("nodes", name), key=True, name=name)
        for name in scenario.endings:
            if name not in self.targeted:
                self.report("RP123", ("endings", name), key=True, name=name)
