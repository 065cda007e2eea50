"""Checks of forms and exams: the names they refer to, and inconsistent sets, times and stages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from roleplay.reading.contents import BrokenScene, SceneLookup
from roleplay.reading.diagnostics import Diagnostic, join_names, limit_findings
from roleplay.reading.document import Document, KeyPath
from roleplay.reading.language_codes import check_language_codes
from roleplay.reading.loader import LoadedFile, is_error, load
from roleplay.reading.names import NameChecker
from roleplay.reading.terms import SharedTerms
from roleplay.scene.forms import Exam, FormItem, ParallelForm
from roleplay.scene.model import Shared
from roleplay.scene.reactions import personas_offered

#: The kinds of files that name scenes.
AnyForm: TypeAlias = ParallelForm | Exam


def read_form(content: bytes, name: str, shared: Shared, scenes: SceneLookup) -> LoadedFile:
    """Read one form or exam and check its names against the library's."""
    file = load(content, name)
    file = file._replace(diagnostics=SharedTerms.of(shared).with_suggestions(file.diagnostics, file.document))
    if isinstance(file.draft, AnyForm):
        named = _FormNames(file.draft, shared, scenes, file.document).check()
        codes = check_language_codes(file.draft, file.document)
        findings = limit_findings([*file.diagnostics, *named, *codes])
        value = None if any(map(is_error, findings)) else file.value
        return file._replace(value=value, diagnostics=tuple(findings))
    if file.value is not None:
        span = file.document.span(("roleplay",))
        return file._replace(value=None, diagnostics=(file.document.finding("RP009", span, found=f"{file.kind}/1"),))
    return file._replace(diagnostics=tuple(limit_findings(file.diagnostics)))


def placed_items(form: AnyForm) -> Iterator[tuple[KeyPath, FormItem]]:
    """The scenes of a form with their paths in the file."""
    if isinstance(form, Exam):
        yield ("stages", "scene", "item"), form.stages.scene.item
        groups: Mapping[KeyPath, tuple[FormItem, ...]] = {("stages", "unseen", "from"): form.stages.unseen.pool}
    else:
        groups = {("sets", name): items for name, items in form.sets.items()}
    for path, items in groups.items():
        for index, item in enumerate(items):
            yield (*path, index), item


class _FormNames(NameChecker):
    def __init__(self, form: AnyForm, shared: Shared, scenes: SceneLookup, document: Document) -> None:
        super().__init__(document, shared)
        self.form = form
        self.scenes = scenes

    def check(self) -> list[Diagnostic]:
        """RP103, RP104, RP129, RP131 to RP133, RP701 to RP707, RP711, RP712 and RP714."""
        first: dict[tuple[object, ...], KeyPath] = {}
        for path, item in placed_items(self.form):
            self.check_item(item, path)
            same = (item.scene, item.seed, *sorted(item.personas.items()))
            if same in first:
                other = ".".join(str(step + 1 if isinstance(step, int) else step) for step in first[same])
                self.report("RP703", (*path, "scene"), name=item.scene, other=f"`{other}`")
            first.setdefault(same, path)
        if isinstance(self.form, Exam):
            self.check_exam(self.form)
        else:
            self.check_parallel(self.form)
        return self.findings

    def check_item(self, item: FormItem, path: KeyPath) -> None:
        """Check a scene and its personas."""
        if not self.check_known("RP131", item.scene, self.scenes.ids(), (*path, "scene")):
            return
        try:
            scenario = self.scenes.scenario(item.scene)
        except BrokenScene as broken:
            problem = broken.diagnostics[0]
            words = {"problem": problem.message("en"), "problem_zh": problem.message("zh")}
            self.report("RP132", (*path, "scene"), key=False, name=item.scene, **words)
            return
        if self.form.released and not scenario.released:
            self.report("RP711", (*path, "scene"), name=item.scene)
        if isinstance(self.form, ParallelForm) and self.form.rubric not in scenario.rubrics:
            known = join_names(scenario.rubrics)
            self.report("RP714", (*path, "scene"), name=item.scene, rubric=self.form.rubric, known=known)
        for language in self.form.title.languages:
            if language not in scenario.languages:
                self.report("RP712", (*path, "scene"), name=item.scene, language=language)
        for member, persona in item.personas.items():
            where: KeyPath = (*path, "personas", member)
            if member not in scenario.cast:
                known = join_names(scenario.cast)
                self.report("RP133", where, scenario.cast, key=True, name=member, scene=item.scene, known=known)
            elif self.check_persona(persona, where):
                offered = personas_offered(scenario, member, self.shared.personas)
                if persona not in offered:
                    self.report("RP129", where, who=member, name=persona, known=join_names(offered))

    def check_rubric(self, name: str, path: KeyPath) -> None:
        """Check that the library has the rubric."""
        known = self.shared.rubrics
        if name not in known:
            where = {"where": "in the library", "where_zh": "场景库里"}
            self.report("RP104", path, self.terms.rubrics, key=False, name=name, known=join_names(known), **where)

    def check_parallel(self, form: ParallelForm) -> None:
        """Check the rubric, the sets, and the order of the times."""
        self.check_rubric(form.rubric, ("rubric",))
        for index, time in enumerate(form.times):
            path: KeyPath = ("times", time.id)
            earlier = form.times[index - 1] if index else None
            if earlier is None and time.day:
                words = {"wanted": "the first time is day 0", "wanted_zh": "第一次应该是第 0 天"}
                self.report("RP701", (*path, "day"), key=False, name=time.id, day=str(time.day), **words)
            elif earlier is not None and time.day <= earlier.day:
                wanted = {
                    "wanted": f"`{earlier.id}` before it on day {earlier.day}",
                    "wanted_zh": f"它前面的 `{earlier.id}` 是第 {earlier.day} 天",
                }
                self.report("RP701", (*path, "day"), key=False, name=time.id, day=str(time.day), **wanted)
            if self.check_set(time.set, form, (*path, "set")) and earlier is not None and time.set == earlier.set:
                self.report("RP706", (*path, "set"), first=earlier.id, second=time.id)
        for name in form.sets:
            if name not in {time.set for time in form.times}:
                self.report("RP707", ("sets", name), key=True, name=name)

    def check_set(self, name: str, form: ParallelForm, path: KeyPath) -> bool:
        """Whether the form has a set; an unknown one is reported."""
        if name not in form.sets:
            self.report("RP702", path, form.sets, name=name, known=join_names(form.sets))
        return name in form.sets

    def check_exam(self, exam: Exam) -> None:
        """Check the rubrics, and that the pool is large enough and does not contain the prepared scene."""
        stages = exam.stages
        for index, name in enumerate(stages.knowledge.rubrics):
            path: KeyPath = ("stages", "knowledge", "rubrics", index)
            self.check_rubric(name, path)
            if name in stages.knowledge.rubrics[:index]:
                self.report("RP125", path, name=name, where="stages.knowledge.rubrics")
        for index, item in enumerate(stages.unseen.pool):
            if item.scene == stages.scene.item.scene:
                self.report("RP704", ("stages", "unseen", "from", index, "scene"), name=item.scene)
        count = len({item.scene for item in stages.unseen.pool})
        if stages.unseen.draw > count:
            self.report("RP705", ("stages", "unseen", "draw"), draw=str(stages.unseen.draw), count=str(count))
