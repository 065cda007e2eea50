"""The plan line by line: shown in full, and every change to it reported in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.locales import Catalogue
from roleplay.plain.console import Console
from roleplay.presenting.plan import PlanDays, PlanItem
from roleplay.presenting.plan_steps import PlanOutcome, outcome_words
from roleplay.presenting.plan_words import plan_json, plan_lines, plan_markdown, plan_title
from roleplay.presenting.smart import smart, smart_lines
from roleplay.text.json_text import json_text
from roleplay.text.plain import safe
from roleplay.workspace.plans import PlanDesk


def as_text(desk: PlanDesk, words: Catalogue) -> str:
    """The plan and its progress; without one, how to make it."""
    fact = desk.fact(words)
    if fact is None:
        return "\n".join((words("plan.none"), words("plan.offer_plain")))
    hint = words("plan.tick_hint")
    due = [check_in_line(desk, words)] if desk.check_in is not None else []
    return "\n".join((*plan_lines(fact, words), "", *due, hint))


def as_markdown(desk: PlanDesk, words: Catalogue) -> str:
    """The plan as a Markdown document; empty without a plan."""
    fact = desk.fact(words)
    return "" if fact is None else plan_markdown(fact, words)


def as_json(desk: PlanDesk, words: Catalogue) -> str:
    """The plan as JSON, ``null`` if none is in force."""
    fact = desk.fact(words)
    return json_text(None if desk.plan is None or fact is None else plan_json(desk.plan, fact))


def check_in_line(desk: PlanDesk, words: Catalogue) -> str:
    """A line that says that a check-in is due; empty if none is."""
    item = desk.check_in
    return "" if item is None else words("plan.check_in_plain", day=item.day)


# -- changes ------------------------------------------------------------------------------


def make_plan(desk: PlanDesk, days: PlanDays, words: Catalogue) -> list[str]:
    """Make a plan, and report it."""
    ended_before = [words("plan.ended")] if desk.plan is not None else []
    answer = desk.make(days)
    fact = desk.fact(words)
    count = 0 if fact is None else len(fact.counted)
    lines = [*ended_before, words("plan.made_now", title=plan_title(days, words), count=count), ""]
    return _lines_or_reason(answer, desk, words, lines)


def end_plan(desk: PlanDesk, words: Catalogue) -> list[str]:
    """End the plan in force, and report it."""
    if desk.plan is None:
        return [words("plan.none")]
    desk.end()
    return [words("plan.ended_now")]


def tick_item(desk: PlanDesk, item: PlanItem, words: Catalogue, *, done: bool) -> list[str]:
    """Tick an item, or reopen it, and report it; items ticked by the record cannot be changed."""
    text = _text(desk, item, words)
    answer = desk.tick(item, done=done)
    if answer is PlanOutcome.SEEN:
        return [words("plan.seen_cannot", text=text)]
    return _lines_or_reason(answer, desk, words, [words("plan.ticked" if done else "plan.unticked", text=text)])


def remove_item(desk: PlanDesk, item: PlanItem, words: Catalogue) -> list[str]:
    """Remove an item, and report it."""
    text = _text(desk, item, words)
    return _lines_or_reason(desk.remove(item), desk, words, [words("plan.removed", text=text)])


def _lines_or_reason(answer: PlanOutcome, desk: PlanDesk, words: Catalogue, done: list[str]) -> list[str]:
    """``done`` if the change was made, else why it was not."""
    refusal = outcome_words(answer, words, in_force=desk.plan is not None)
    return [refusal] if refusal else done


def refine_text(text: str, today: str, out: Console) -> str:
    """The learner's final words: what they lack is named until nothing is missing or the learner keeps them.

    ``today`` is a date such as ``2026-05-04``.
    """
    while True:
        result = smart(text, today)
        for line in smart_lines(result, out.words):
            out.line(line)
        if result.complete:
            return text
        again = (out.ask(out.words("plan.again_plain")) or "").strip()
        if not again:
            return text
        text = again


def added_lines(desk: PlanDesk, text: str, words: Catalogue, *, already_named: bool) -> list[str]:
    """Report that the learner's own words are in the plan, and what they lack unless it was ``already_named``."""
    missing: Iterable[str] = () if already_named else smart_lines(smart(text, desk.today), words)
    return [safe(words("plan.added", text=text), newlines=False), *missing]


def _text(desk: PlanDesk, item: PlanItem, words: Catalogue) -> str:
    fact = desk.fact(words)
    return next((each.what for each in fact.items if each.standing.item.id == item.id), "") if fact else ""
