"""A plan in words: what each item asks for, how much of it, by when, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_date
from roleplay.presenting.plan import ActionPlan, PlanBasis, PlanDays, PlanItem, Task, TaskKind
from roleplay.presenting.plan_standing import ItemStanding
from roleplay.reading.contents import Contents
from roleplay.records.model import A_DAY
from roleplay.scoring.percent import whole_percent
from roleplay.text.plain import safe
from roleplay.text.quotes import inline_quote


class ItemFact(NamedTuple):
    """An item in words."""

    #: from 1, in display order
    number: int
    standing: ItemStanding
    phase: str
    what: str
    #: how much of it; empty for an item in the learner's own words
    measure: str
    #: progress according to the record; empty if there is nothing to show
    so_far: str

    @property
    def day(self) -> str:
        """The deadline, as ``2026-05-04``; may be empty."""
        return self.standing.item.day

    @property
    def done(self) -> bool:
        """Whether it is done."""
        return self.standing.done is not None

    def is_late(self, today: str) -> bool:
        """Whether it is still open after its deadline."""
        return not self.done and bool(self.day) and self.day < today


class PlanFact(NamedTuple):
    """A plan in words."""

    title: str
    #: when it was made, and the day it runs until
    span: str
    #: what it is based on, one sentence each
    basis: tuple[str, ...]
    items: tuple[ItemFact, ...]
    today: str

    @property
    def done(self) -> int:
        """The number of items done, not counting check-ins."""
        return sum(item.done for item in self.counted)

    @property
    def counted(self) -> list[ItemFact]:
        """The items without the check-ins."""
        return [fact for fact in self.items if not _is_check_in(fact)]


def _kind(fact: ItemFact) -> TaskKind | None:
    task = fact.standing.item.task
    return None if task is None else task.kind


def plan_fact(
    plan: ActionPlan, standings: Sequence[ItemStanding], contents: Contents, today: str, words: Catalogue
) -> PlanFact:
    """The plan in the words of a language; ``standings`` are the states of its items."""
    task_words = TaskWords(contents, words)
    last = plan.made + int(plan.days) * A_DAY
    span = words("plan.made", day=local_date(plan.made), last=local_date(last))
    items = tuple(task_words.item(number, each) for number, each in enumerate(standings, 1))
    return PlanFact(plan_title(plan.days, words), span, tuple(task_words.basis(plan.basis)), items, today)


def plan_title(days: PlanDays, words: Catalogue) -> str:
    """The title of a plan of this length."""
    return words("plan.title_180" if days is PlanDays.HALF_YEAR else "plan.title_30")


class TaskWords:
    """Puts tasks into words with the names from a library; anything it no longer has is shown by its id."""

    def __init__(self, contents: Contents, words: Catalogue) -> None:
        self._contents = contents
        self._words = words
        self._titles = {entry.id: entry.title for entry in contents.entries if entry.problem is None}

    def item(self, number: int, standing: ItemStanding) -> ItemFact:
        """An item in words."""
        item, words = standing.item, self._words
        what = item.words or (self.what(item.task) if item.task is not None else "")
        measure = "" if item.task is None else self.measure(item.task)
        return ItemFact(
            number=number,
            standing=standing,
            phase=words(f"plan.phase.{item.phase}"),
            what=safe(what),
            measure=measure,
            so_far=self._so_far(standing),
        )

    def _so_far(self, standing: ItemStanding) -> str:
        task, words = standing.item.task, self._words
        if task is None or not standing.verifiable or standing.done is not None:
            return ""
        parts = [words("plan.figure_of", so_far=standing.so_far, of=standing.of)] if standing.of > 1 else []
        if standing.figures:
            key = "plan.figures_lines" if task.kind is TaskKind.FEWER else "plan.figures"
            sign = "" if task.kind is TaskKind.FEWER else "%"
            figures = words("plan.rests_on.and").join(f"{figure}{sign}" for figure in standing.figures)
            parts.append(words(key, figures=figures))
        return words("plan.joint").join(parts)

    def what(self, task: Task) -> str:
        """What the task asks for."""
        words = self._words
        values: dict[str, object] = {"amount": task.amount}
        if task.scene:
            values["scene"] = self._scene(task.scene)
        if task.mode:
            values["mode"] = words(f"plan.mode.{task.mode}")
        if task.ref:
            values |= self._criterion(task.ref)
        if task.cards:
            values["cards"] = words("plan.rests_on.and").join(f"“{self.criterion(ref)}”" for ref in task.cards)
        if task.goal:
            values["goal"] = inline_quote(task.goal)
        values |= self._moves(task)
        return words(self._key(task), **values)

    def measure(self, task: Task) -> str:
        """How much of it the task asks for."""
        amount = len(task.cards) if task.kind is TaskKind.DUE else task.amount
        return self._words(f"plan.task.{task.kind}_measure", amount=amount)

    def _key(self, task: Task) -> str:
        variants = {
            TaskKind.PLAY: "_for" if task.ref else "",
            TaskKind.FEWER: "_for" if task.act else "",
            TaskKind.REAL: "_move" if task.move else "",
            TaskKind.COLLEAGUE: "" if task.ref else "_any",
        }
        return f"plan.task.{task.kind}{variants.get(task.kind, '')}"

    def _scene(self, id: str) -> str:
        words = self._words
        if id not in self._titles:
            return words("plan.gone", id=id)
        return words("progress.titled", title=self._titles[id].get(words.language), id=id)

    def criterion(self, ref: str) -> str:
        """The name of a criterion."""
        return str(self._criterion(ref)["criterion"])

    def _criterion(self, ref: str) -> Mapping[str, object]:
        rubric_id, _, name = ref.partition(".")
        rubric = self._contents.rubrics.get(rubric_id)
        criterion = None if rubric is None else rubric.criterion(name)
        if rubric is None or criterion is None:
            return {"criterion": ref, "rubric": rubric_id}
        language = self._words.language
        return {"criterion": criterion.name.get(language), "rubric": rubric.name.get(language)}

    def _moves(self, task: Task) -> Mapping[str, object]:
        """The task's moves in the vocabulary's words: when the poor one happens, and what to do instead."""
        words, moves, values = self._words, self._contents.moves, dict[str, object]()
        if task.move:
            move = moves.get(task.move)
            values["move"] = name = task.move if move is None else move.name.get(words.language)
            text = None if move is None else move.moment
            values["moment"] = words("goal.moment", name=name) if text is None else text.get(words.language)
        if task.act:
            act = moves.get(task.act)
            name = task.act if act is None else act.name.get(words.language)
            text = None if act is None else act.act
            values["act"] = words("goal.act", name=name) if text is None else text.get(words.language)
        return values

    def basis(self, basis: PlanBasis) -> list[str]:
        """What a plan is based on, one sentence each."""
        words = self._words
        joined = words("plan.rests_on.and").join
        if not basis.weak and not basis.assessed:
            lines = [words("plan.rests_on.few", count=basis.attempts)]
        else:
            lines = [words("plan.rests_on.attempts", count=basis.attempts)]
            weak = [
                words("plan.rests_on.weak_one", name=self.criterion(ref), percent=whole_percent(recent), count=count)
                for ref, recent, count in basis.weak
            ]
            lines.append(words("plan.rests_on.weak", names=joined(weak)) if weak else words("plan.rests_on.strong"))
        if basis.moves:
            names = (str(self._moves(Task(TaskKind.FEWER, move=move))["move"]) for move in basis.moves)
            lines.append(words("plan.rests_on.moves", names=joined(f"“{name}”" for name in names)))
        if basis.due:
            lines.append(words("plan.rests_on.due", names=joined(f"“{self.criterion(ref)}”" for ref in basis.due)))
        if basis.goal:
            lines.append(words("plan.rests_on.goal", goal=inline_quote(basis.goal)))
        return [safe(line, newlines=False) for line in lines]


def item_text(item: PlanItem, contents: Contents, words: Catalogue) -> str:
    """An item as one sentence with its measure and deadline, as the wording check takes it."""
    task_words = TaskWords(contents, words)
    parts = [item.words or ("" if item.task is None else task_words.what(item.task))]
    if item.task is not None:
        parts.append(words("plan.measure", measure=task_words.measure(item.task)))
    if item.day:
        parts.append(words("plan.by", day=item.day))
    return words("plan.joint").join(part for part in parts if part)


# -- line by line, as Markdown, and for machines -------------------------------------------


def plan_lines(plan: PlanFact, words: Catalogue) -> list[str]:
    """The plan line by line: every item with its number, state, measure and deadline."""
    lines = [
        words("library.colon").join((plan.title, plan.span)),
        words("plan.count", done=plan.done, all=len(plan.counted)),
    ]
    lines += [f"{words('plan.rests')}{words('library.colon').rstrip()}", *(f"  {line}" for line in plan.basis)]
    phase = ""
    for fact in plan.items:
        mark = "[x]" if fact.done else "[ ]"
        if fact.phase != phase:
            phase = fact.phase
            lines += ["", phase]
            if _is_check_in(fact):
                lines.append(check_in_words(fact, words))
        if _is_check_in(fact):
            lines.append(
                f"{fact.number:>3} {mark} {words('plan.joint').join(_deadline_and_state(fact, plan.today, words))}"
            )
            continue
        lines.append(f"{fact.number:>3} {mark} {fact.what}")
        lines += [f"        {text}" for text in item_details(fact, plan.today, words)]
    return [safe(line, newlines=False) for line in lines]


def item_details(fact: ItemFact, today: str, words: Catalogue) -> list[str]:
    """The lines under an item: its measure, deadline and state."""
    lines = [words("plan.measure", measure=fact.measure)] if fact.measure else []
    return [*lines, words("plan.joint").join(_deadline_and_state(fact, today, words))]


def check_in_words(fact: ItemFact, words: Catalogue) -> str:
    """What to do at each check-in, and how much of it."""
    return words("plan.joint").join((fact.what, words("plan.measure", measure=fact.measure)))


def _is_check_in(fact: ItemFact) -> bool:
    return _kind(fact) is TaskKind.CHECK_IN


def _deadline_and_state(fact: ItemFact, today: str, words: Catalogue) -> list[str]:
    """The deadline and state of an item, in parts to be joined."""
    by = [words("plan.by", day=fact.day)] if fact.day else []
    if fact.standing.done is not None:
        return [*by, words("plan.done", day=fact.standing.done)]
    by += [words("plan.overdue")] if fact.is_late(today) else []
    by += [fact.so_far] if fact.so_far else []
    return [*by, words("plan.seen" if fact.standing.verifiable else "plan.yours")]


def plan_markdown(plan: PlanFact, words: Catalogue) -> str:
    """The plan as a Markdown document with checkboxes."""
    lines = [f"# {_escaped(plan.title)}", "", _escaped(plan.span), "", f"## {words('plan.rests')}", ""]
    lines += [f"- {_escaped(line)}" for line in plan.basis]
    phase = ""
    for fact in plan.items:
        if fact.phase != phase:
            phase = fact.phase
            lines += ["", f"## {phase}", ""]
        details = [words("plan.measure", measure=fact.measure)] if fact.measure else []
        details += [words("plan.by", day=fact.day)] if fact.day else []
        details += [words("plan.done", day=fact.standing.done)] if fact.standing.done is not None else []
        lines.append(f"- [{'x' if fact.done else ' '}] {_escaped(fact.what)}")
        lines += [f"  {_escaped(words('plan.joint').join(details))}"] if details else []
    return "\n".join(lines) + "\n"


_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|~"})


def _escaped(text: str) -> str:
    return safe(text, newlines=False).translate(_SPECIAL)


def plan_json(plan: ActionPlan, facts: PlanFact) -> Mapping[str, Any]:
    """The plan as JSON: keys are stable, days as ``2026-05-04``."""
    return {
        "made": plan.made.isoformat(),
        "days": int(plan.days),
        "basis": {
            "attempts": plan.basis.attempts,
            "weak": [{"criterion": ref, "recent": recent, "assessed": n} for ref, recent, n in plan.basis.weak],
            "overdone": list(plan.basis.moves),
            "due": list(plan.basis.due),
            "goal": plan.basis.goal or None,
        },
        "items": [
            {
                "number": fact.number,
                "phase": fact.standing.item.phase.value,
                "what": fact.what,
                "measure": fact.measure or None,
                "by": fact.day or None,
                "kind": "own" if fact.standing.item.task is None else fact.standing.item.task.kind.value,
                "ticked_by": "record" if fact.standing.verifiable else "learner",
                "done": fact.standing.done,
                "so_far": fact.standing.so_far,
                "of": fact.standing.of,
            }
            for fact in facts.items
        ],
    }
