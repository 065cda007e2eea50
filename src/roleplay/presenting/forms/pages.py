"""A form as a page: what it is, its times, what comes next, and the results of its sittings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_date
from roleplay.presenting.facts.briefing import brief_parts
from roleplay.presenting.facts.play import signed
from roleplay.presenting.forms.gains import MIN_PAIRS
from roleplay.presenting.forms.results import SittingPair, SittingResult, first_and_latest, refs_of
from roleplay.presenting.forms.standing import FormStanding, FormState
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.reading.contents import Contents, Entry
from roleplay.records.model import When
from roleplay.scene.forms import FormItem, FormTime
from roleplay.scene.model import Bundle, Rubric
from roleplay.scoring.percent import whole_percent
from roleplay.text.cells import fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

#: The maximum cells of a name and of a figure.
_NAME, _FIGURE = 30, 16


class ItemState(StrEnum):
    """The state of one scene of a sitting."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    GIVEN_UP = "given_up"
    #: its attempt was begun, and has been deleted or can no longer be read
    GONE = "gone"


class FormFacts(NamedTuple):
    """Everything that a page needs."""

    standing: FormStanding
    #: the state of each item of the sitting under way; empty if there is none
    items: Sequence[ItemState]
    results: Sequence[SittingResult]
    #: how many finished attempts outside a sitting under way there are, by scene
    played: Mapping[str, int]
    #: scenes that the learner knows otherwise: begun and left, drilled or watched
    known_scenes: frozenset[str]
    now: When
    #: the next scene, if it can be begun now; its briefing is shown
    bundle: Bundle | None = None


class FormText(NamedTuple):
    """A paragraph with its role; ``listed`` makes it an indented list item."""

    text: str
    role: str = ""
    listed: bool = False


def state_words(standing: FormStanding, words: Catalogue) -> str:
    """A learner's progress with a form, in a few words."""
    time = "" if standing.time is None else standing.time.name.get(words.language)
    due = "" if standing.due is None else local_date(standing.due)
    return words(f"forms.state.{standing.state}", time=time, day=due)


def reminder_lines(calling: Iterable[FormStanding], words: Catalogue) -> list[str]:
    """A line for each form that is due or under way."""
    return [
        safe(
            words(
                f"forms.calls.{each.state}",
                title=each.form.title.get(words.language),
                time="" if each.time is None else each.time.name.get(words.language),
                id=each.form.id,
            ),
            newlines=False,
        )
        for each in calling
    ]


def head_page(facts: FormFacts, words: Catalogue) -> list[FormText | None]:
    """What the form is, and its times; ``None`` is a gap."""
    form, language = facts.standing.form, words.language
    purpose = form.purpose.get(language)  # unknown if the form's file is gone
    return [
        FormText(form.title.get(language), "heading"),
        *([FormText(purpose)] if purpose else []),
        None,
        FormText(words("forms.times"), "heading"),
        *(FormText(text, role, True) for text, role in _times(facts, words)),
    ]


def next_page(facts: FormFacts, contents: Contents, words: Catalogue) -> list[FormText | None]:
    """What comes next, with the briefing of the scene that can be begun; how to begin it comes last."""
    *texts, last = _next(facts, contents, words)
    page: list[FormText | None] = [FormText(words("forms.now"), "heading"), *texts]
    if facts.bundle is not None:
        scenario = facts.bundle.scenario
        page += [None, FormText(scenario.title.fill(words.language, scenario.names()), "heading")]
        for heading, text in brief_parts(facts.bundle, words, None):
            page += [FormText(heading, "strong"), FormText(text)]
        page.append(None)
    return [*page, last]


def _times(facts: FormFacts, words: Catalogue) -> Iterable[tuple[str, str]]:
    standing, played = facts.standing, {result.time.id: result for result in facts.results}
    before: FormTime | None = None
    for time in standing.form.times:
        values = {"time": time.name.get(words.language)}
        sitting = standing.sittings.get(time.id)
        if time.id in played:
            result = played[time.id]
            key = "played" if result.played == result.scenes else "played_some"
            values |= {"day": local_date(result.ended_at), "played": str(result.played), "scenes": str(result.scenes)}
            yield words(f"forms.time.{key}", **values), "good"
        elif sitting is not None:
            yield words("forms.time.under_way", day=local_date(sitting.begun_at), **values), "accent"
        elif time is standing.time and standing.due is not None:
            is_today = local_date(standing.due) == local_date(facts.now)
            waits = standing.state is FormState.WAITING
            key = "waiting" if waits else "due_today" if is_today else "due_since"
            yield words(f"forms.time.{key}", day=local_date(standing.due), **values), "" if waits else "accent"
        elif before is None:
            yield words("forms.time.open", **values), "accent"
        else:
            days = time.day - before.day
            yield words("forms.time.later_one" if days == 1 else "forms.time.later", days=days, **values), "muted"
        before = time


def _next(facts: FormFacts, contents: Contents, words: Catalogue) -> Iterable[FormText]:
    standing, entries = facts.standing, {entry.id: entry for entry in contents.entries if entry.problem is None}
    if standing.time is None:
        yield FormText(words("forms.enter.over"))
        return
    under_way = standing.under_way
    items = standing.form.sets[standing.time.set] if under_way is None else under_way.items
    minutes = sum(entries[item.scene].minutes for item in items if item.scene in entries)
    yield FormText(words("forms.what", set=standing.time.set, minutes=minutes))
    states = facts.items or [ItemState.OPEN] * len(items)
    for item, state in zip(items, states, strict=False):
        yield FormText(words(f"forms.item.{state}", title=_title(item, entries, words)), "", True)
    for item, state in zip(items, states, strict=False):
        if item.scene not in entries:
            yield FormText(words("forms.gone", scene=item.scene), "bad")
        elif state in (ItemState.OPEN, ItemState.UNDER_WAY):
            count, title = facts.played.get(item.scene, 0), _title(item, entries, words)
            if count:
                key = "forms.seen_one" if count == 1 else "forms.seen"
                yield FormText(words(key, title=title, count=count), "muted")
            elif item.scene in facts.known_scenes:
                yield FormText(words("forms.met", title=title), "muted")
    yield FormText(_enter(facts, items, states, entries, words), "accent")


def _enter(
    facts: FormFacts,
    items: Sequence[FormItem],
    states: Sequence[ItemState],
    entries: Mapping[str, Entry],
    words: Catalogue,
) -> str:
    standing = facts.standing
    if standing.state is FormState.WAITING and standing.due is not None:
        return words("forms.enter.wait", day=local_date(standing.due), id=standing.form.id)
    index = next((n for n, state in enumerate(states) if state in (ItemState.OPEN, ItemState.UNDER_WAY)), 0)
    begun = states[index] is ItemState.UNDER_WAY
    key = "go_on" if begun else "begin" if all(state is ItemState.OPEN for state in states) else "next"
    return words(f"forms.enter.{key}", title=_title(items[index], entries, words))


def _title(item: FormItem, entries: Mapping[str, Entry], words: Catalogue) -> str:
    entry = entries.get(item.scene)
    return item.scene if entry is None else entry.title.get(words.language)


# -- results ----------------------------------------------------------------------------


def result_notes(facts: FormFacts, words: Catalogue) -> list[FormText]:
    """The notes to the figures; empty if there are no figures."""
    form, pair, language = facts.standing.form, first_and_latest(facts.results), words.language
    if not facts.results:
        return []
    source = form.source.get(language)
    notes = [FormText(words("forms.source", source=source), "muted")] if source else []
    if pair is None:
        return [FormText(words("forms.one_only"), "muted"), *notes]
    if pair.why_not is not None:
        return [FormText(words(f"forms.why_not.{pair.why_not}")), *notes]
    names = {"before": pair.before.time.name.get(language), "after": pair.after.time.name.get(language)}
    return [FormText(words("forms.compared", **names)), FormText(words("forms.one", enough=MIN_PAIRS)), *notes]


def shown_change(pair: SittingPair, ref: str) -> str | None:
    """The difference between the rounded figures; ``None`` if it must not be reported."""
    scores = pair.scores(ref)
    if scores is None or pair.why_not is not None:
        return None
    return signed(whole_percent(scores.after) - whole_percent(scores.before))


def _named(rubric: Rubric, words: Catalogue) -> list[tuple[str, str]]:
    names = [words("forms.whole"), *(criterion.name.get(words.language) for criterion in rubric.criteria)]
    return list(zip(refs_of(rubric), names, strict=True))


def _figures_rows(facts: FormFacts, rubric: Rubric, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """A column for each sitting, and one for the difference between the first and the last."""
    results, pair = facts.results, first_and_latest(facts.results)
    columns = len(results) + (pair is not None and pair.why_not is None)
    room = max(min(_NAME, width - columns * 8), 8)
    cell = max(min(_FIGURE, (width - room) // max(columns, 1)), 5)

    def row(name: str, figures: Sequence[str], role: str) -> Row:
        shown = "".join(pad(fit(figure, cell - 1, glyphs.ellipsis), cell, "right") for figure in figures)
        return Row(((pad(fit(safe(name, newlines=False), room - 1, glyphs.ellipsis), room), role), (shown, role)))

    heads = [result.time.name.get(words.language) for result in results]
    difference_head = [words("forms.difference")] if columns > len(results) else []
    rows = [row("", [*heads, *difference_head], "muted")]
    for ref, name in _named(rubric, words):
        figures = [
            words("forms.not_assessed") if ref not in result.percents else str(whole_percent(result.percents[ref]))
            for result in results
        ]
        if difference_head and pair is not None:
            figures.append(shown_change(pair, ref) or words("forms.not_assessed"))
        rows.append(row(name, figures, ""))
    return rows


def figure_lines(facts: FormFacts, rubric: Rubric, words: Catalogue) -> list[str]:
    """The figures of all sittings in sentences, one for the rubric and one for each criterion."""
    lines: list[str] = []
    pair = first_and_latest(facts.results)
    for ref, name in _named(rubric, words):
        parts = []
        for result in facts.results:
            time, percent = result.time.name.get(words.language), result.percents.get(ref)
            key = "forms.not_assessed_at" if percent is None else "forms.at"
            parts.append(words(key, time=time, percent=0 if percent is None else whole_percent(percent)))
        change = None if pair is None else shown_change(pair, ref)
        change_text = "" if change is None else words("forms.change", change=change)
        lines.append(words("forms.figures", name=name, figures=words("forms.and").join(parts) + change_text))
    return lines


def form_rows(facts: FormFacts, contents: Contents, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """The whole page, ``width`` cells wide."""
    rows = _paragraph_rows(head_page(facts, words), glyphs, width)
    rubric = contents.rubrics.get(facts.standing.form.rubric)
    if facts.results and rubric is not None:
        rows += [BLANK, *block(words("forms.results"), width, "heading")]
        rows += block(words("forms.on", rubric=rubric.name.get(words.language)), width)
        rows += [*_figures_rows(facts, rubric, words, glyphs, width), BLANK]
        rows += _paragraph_rows(result_notes(facts, words), glyphs, width)
    return [*rows, BLANK, *_paragraph_rows(next_page(facts, contents, words), glyphs, width)]


def _paragraph_rows(texts: Sequence[FormText | None], glyphs: Glyphs, width: int) -> list[Row]:
    rows: list[Row] = []
    for paragraph in texts:
        if paragraph is None:
            rows.append(BLANK)
        else:
            label, indent = (glyphs.bullet, 2) if paragraph.listed else ("", 0)
            rows += block(paragraph.text, width, paragraph.role, label=label, indent=indent)
    return rows


def page_lines(texts: Iterable[FormText | None]) -> list[str]:
    """Paragraphs as lines; a gap becomes an empty line."""
    return [
        "" if paragraph is None else safe(("  " if paragraph.listed else "") + paragraph.text) for paragraph in texts
    ]


def result_lines(facts: FormFacts, contents: Contents, words: Catalogue) -> list[str]:
    """The results of the sittings, line by line."""
    rubric = contents.rubrics.get(facts.standing.form.rubric)
    if not facts.results:
        return [words("forms.no_results")]
    if rubric is None:
        return [words("forms.no_rubric", id=safe(facts.standing.form.rubric, newlines=False))]
    head = words("forms.on", rubric=rubric.name.get(words.language))
    return [
        head,
        *(f"  {line}" for line in figure_lines(facts, rubric, words)),
        *page_lines(result_notes(facts, words)),
    ]


def progress_texts(
    standings: Sequence[tuple[FormStanding, Sequence[SittingResult]]], contents: Contents, words: Catalogue
) -> list[str]:
    """A sentence for each form that was played at two times: the rubric's score at both, and the change."""
    texts: list[str] = []
    for standing, results in standings:
        pair, rubric = first_and_latest(results), contents.rubrics.get(standing.form.rubric)
        scores = None if pair is None or rubric is None else pair.scores(rubric.id)
        if pair is None or rubric is None or scores is None:
            continue
        change = shown_change(pair, rubric.id)
        values = {
            "title": standing.form.title.get(words.language),
            "rubric": rubric.name.get(words.language),
            "before": whole_percent(scores.before),
            "after": whole_percent(scores.after),
            "time_before": pair.before.time.name.get(words.language),
            "time_after": pair.after.time.name.get(words.language),
        }
        if change is None:
            texts.append(words("forms.progress_none", why=words(f"forms.why_short.{pair.why_not}"), **values))
        else:
            texts.append(words("forms.progress", change=change, **values))
    return texts
