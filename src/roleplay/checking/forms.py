"""Whether the sets of a form are parallel: as many decisions, as difficult, the same criteria at stake as often.

Each set is examined along its best lines, by the form's own rubric, with the seeds and personas that the form names.
So the sets are parallel by construction; only results can show whether people find them equally hard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from roleplay.engine import compile_story, replay, start
from roleplay.exam.questions import Bank, questions
from roleplay.exploration import explore
from roleplay.reading.diagnostics import Diagnostic, join_names
from roleplay.reading.document import Document
from roleplay.scene.forms import Exam, FormItem, ParallelForm
from roleplay.scene.frozen import freeze
from roleplay.scene.model import Bundle, Rubric, Scenario, Shared
from roleplay.scoring.judge import Judge
from roleplay.scoring.value import Values


class ItemProfile(NamedTuple):
    """The demands of a scene along its best line."""

    decisions: int
    #: criterion -> number of decisions at which it is at stake
    at_stake: Mapping[str, int]


def item_profile(bundle: Bundle, item: FormItem, rubric: Rubric, limit: int) -> ItemProfile | None:
    """The demands of an item's scene by a rubric; ``None`` if the scene cannot be fully explored.

    ``limit``: number of states at which the exploration stops.
    """
    story = compile_story(bundle, item.personas)
    graph = explore(story, limit)
    first_state = start(story, item.seed)
    if graph.cut:
        return None
    judge = Judge(story, [rubric])
    values = Values(graph, judge)
    if values.value(first_state) is None:
        return None
    choices = values.best_line(first_state)
    judged = [judge.judge(state)[choice] for state, choice in zip(replay(first_state, choices), choices, strict=False)]
    numbers = [evidence.criterion for line in judged for evidence in line.evidence]
    return ItemProfile(
        len(choices),
        freeze({measure.criterion.id: numbers.count(number) for number, measure in enumerate(judge.measures)}),
    )


def check_parallel(
    form: ParallelForm,
    rubric: Rubric,
    document: Document,
    scenario: Callable[[str], Scenario],
    profile_of: Callable[[FormItem], ItemProfile | None],
) -> Iterator[Diagnostic]:
    """RP708 to RP710 and RP713: every set compared with the first one."""
    profiles: dict[str, list[ItemProfile]] = {}
    for name, items in form.sets.items():
        item_profiles = [profile_of(item) for item in items]
        for index, (item, profile) in enumerate(zip(items, item_profiles, strict=True)):
            if profile is None:
                span = document.span(("sets", name, index, "scene"))
                yield document.finding("RP713", span, name=item.scene)
        if None not in item_profiles:
            profiles[name] = list(filter(None, item_profiles))
    first, *others = form.sets
    for name in others:
        span, pair = document.key_span(("sets", name)), {"name": name, "other": first}
        difficulties = [
            sum(scenario(item.scene).difficulty for item in form.sets[set_name]) for set_name in (name, first)
        ]
        if abs(difficulties[0] - difficulties[1]) > 1:
            yield document.finding("RP709", span, **pair, found=difficulties[0], wanted=difficulties[1])
        if name not in profiles or first not in profiles:
            continue
        found, wanted = (sum(profile.decisions for profile in profiles[set_name]) for set_name in (name, first))
        if not _is_similar(found, wanted):
            yield document.finding("RP708", span, **pair, found=found, wanted=wanted)
        for criterion in rubric.criteria:
            counts = [[profile.at_stake[criterion.id] for profile in profiles[set_name]] for set_name in (name, first)]
            found, wanted = map(sum, counts)
            assessed = all(max(of_set) >= rubric.minimum for of_set in counts)
            if not assessed or (abs(found - wanted) > 1 and not _is_similar(found, wanted)):
                ref = f"{rubric.id}.{criterion.id}"
                details = {"criterion": ref, "found": found, "wanted": wanted, "minimum": rubric.minimum}
                yield document.finding("RP710", span, **pair, **details)


def check_questions(exam: Exam, shared: Shared, document: Document) -> Iterator[Diagnostic]:
    """RP715: whether the rubrics yield as many questions as the exam wants."""
    stage = exam.stages.knowledge
    found = len(questions(Bank(shared.moves, [shared.rubrics[name] for name in stage.rubrics]), stage.questions, 0))
    if found < stage.questions:
        span = document.span(("stages", "knowledge", "questions"))
        yield document.finding("RP715", span, wanted=stage.questions, found=found, rubrics=join_names(stage.rubrics))


def _is_similar(first: int, second: int) -> bool:
    """Whether two counts differ by at most a quarter of the greater one."""
    return 4 * abs(first - second) <= max(first, second)
