"""The contents of the library screen as plain rows and paragraphs: no widget, no query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_date
from roleplay.presenting.index_card import index_card, path_step
from roleplay.presenting.paragraphs import BLANK_LINE, Paragraph, heading
from roleplay.presenting.scene_index import matches, newcomers_path, shelves
from roleplay.presenting.scene_languages import language_note
from roleplay.reading.contents import Contents, Entry
from roleplay.records.model import AttemptRecord, AttemptResult, AttemptSummary, best_and_latest
from roleplay.scene.model import Rubric
from roleplay.scoring.percent import whole_percent
from roleplay.scoring.version import VERSION
from roleplay.text.cells import pad
from roleplay.text.glyphs import Glyphs

#: The highest difficulty.
HARDEST = 5


class RowKind(StrEnum):
    """The kind of a row in the list."""

    HEADING = "heading"
    SCENE = "scene"
    BROKEN = "broken"
    PROBLEM = "problem"


class Result(NamedTuple):
    """The result of an attempt in short: passed or not, and the percentage, if any."""

    passed: bool
    score: int | None

    def shown(self, glyphs: Glyphs) -> str:
        """The mark and the percentage for a table cell: ``✓92``."""
        return (glyphs.yes if self.passed else glyphs.no) + ("" if self.score is None else str(self.score))


class LibraryRow(NamedTuple):
    """A row of the list. ``key`` is stable while the list changes around it."""

    kind: RowKind
    key: str
    title: str
    difficulty: int = 0
    minutes: int = 0
    best: Result | None = None
    latest: Result | None = None
    unfinished: bool = False
    draft: bool = False
    #: whether the results are known yet
    complete: bool = True


class Past(NamedTuple):
    """What the record knows about the scenes: finished attempts (oldest first) and those that can be resumed."""

    history: Mapping[str, Sequence[AttemptSummary]]
    best: Mapping[str, tuple[AttemptSummary, AttemptSummary]]
    unfinished: Sequence[AttemptRecord]
    #: whether all finished attempts have been read; until then nothing is said about them
    complete: bool = True

    @classmethod
    def of(
        cls, finished: Sequence[AttemptSummary], unfinished: Sequence[AttemptRecord], *, complete: bool = True
    ) -> Past:
        """From the record: the finished attempts, oldest first, and the unfinished ones, newest first."""
        history: dict[str, list[AttemptSummary]] = {}
        for summary in finished:
            history.setdefault(summary.scenario_id, []).append(summary)
        return cls(history, best_and_latest(finished) if complete else {}, unfinished, complete)

    def next_step(self, path: Sequence[Entry]) -> Entry | None:
        """The first unfinished scene on the path for newcomers; ``None`` if the learner is no newcomer.

        A newcomer has played nothing off the path and has not completed it.
        """
        if not self.complete:
            return None
        played = {*self.history, *(record.scenario_id for record in self.unfinished)}
        if not played <= {entry.id for entry in path}:
            return None
        return next((entry for entry in path if entry.id not in self.history), None)

    @property
    def has_outdated_results(self) -> bool:
        """Whether some attempt was judged by an earlier scoring, or by a program that counted less than this one."""
        results = (attempt.result for attempts in self.history.values() for attempt in attempts)
        return self.complete and any(result.scoring < VERSION or not result.fully_counted for result in results)

    def unfinished_at(self, scene: str) -> AttemptRecord | None:
        """The most recently played unfinished attempt at a scene; ``None`` if there is none."""
        return next((record for record in self.unfinished if record.scenario_id == scene), None)

    def attempt_to_resume(self, scene: str | None) -> AttemptRecord | None:
        """The attempt to resume: one at ``scene``, else the newest; ``None`` if there is none at all."""
        at_scene = None if scene is None else self.unfinished_at(scene)
        return at_scene or next(iter(self.unfinished), None)


def where_left(record: AttemptRecord, words: Catalogue) -> dict[str, object]:
    """The turn at which an unfinished attempt continues, and its mode, as values for catalogue sentences."""
    return {"turn": len(record.decisions) + 1, "mode": words.words.get(f"mode.{record.mode}", record.mode)}


def result_of(result: AttemptResult) -> Result:
    """The short form of a result."""
    return Result(result.passed, None if result.score is None else whole_percent(result.score))


def result_words(result: AttemptResult, words: Catalogue) -> str:
    """The words for passed or not, with the percentage, if any."""
    passed, score = words("library.passed" if result.passed else "library.not_passed"), result_of(result).score
    return passed if score is None else words("library.verdict", verdict=passed, percent=score)


def scoring_note(summary: AttemptSummary, words: Catalogue) -> str:
    """That a result was rescored, with the earlier one; or that it is from an earlier scoring; else empty."""
    if summary.earlier is not None:
        return words("library.judged_anew", earlier=result_words(summary.earlier, words))
    return words("library.earlier_scoring") if summary.result.scoring < VERSION else ""


def is_newcomer(contents: Contents, past: Past) -> bool:
    """Whether the learner is still on the path for newcomers."""
    return past.next_step(newcomers_path(contents.entries)) is not None


def initial_scene(contents: Contents, past: Past) -> str | None:
    """The scene at which the cursor starts: one to resume, else a newcomer's next step; else ``None``."""
    if past.unfinished:
        return past.unfinished[0].scenario_id
    step = past.next_step(newcomers_path(contents.entries))
    return None if step is None else step.id


def rows(
    contents: Contents, past: Past, words: Catalogue, search_text: str = "", catalogues: Sequence[Catalogue] = ()
) -> list[LibraryRow]:
    """The scenes on their shelves, then the unusable files, filtered by ``search_text``.

    The filter also matches the words of ``catalogues``.
    """
    listed: list[LibraryRow] = []
    language = words.language
    for shelf in shelves(contents, words, search_text, catalogues, newcomer=is_newcomer(contents, past)):
        listed.append(LibraryRow(kind=RowKind.HEADING, key=shelf.key, title=shelf.title))
        for entry in shelf.entries:
            best = past.best.get(entry.id)
            listed.append(
                LibraryRow(
                    kind=RowKind.SCENE,
                    key=entry.id,
                    title=entry.title.get(language),
                    difficulty=entry.difficulty,
                    minutes=entry.minutes,
                    best=result_of(best[0].result) if best else None,
                    latest=result_of(best[1].result) if best else None,
                    unfinished=past.unfinished_at(entry.id) is not None,
                    complete=past.complete,
                    draft=not entry.released,
                )
            )
    unusable = [
        LibraryRow(kind=RowKind.BROKEN, key=f"file:{entry.path}", title=PurePath(entry.path).name)
        for entry in contents.entries
        if entry.problem is not None and matches(entry, search_text, {}, ())
    ]
    if not search_text:
        files = dict.fromkeys(problem.file for problem in contents.problems)
        unusable += [LibraryRow(kind=RowKind.PROBLEM, key=f"file:{file}", title=PurePath(file).name) for file in files]
    if unusable:
        listed += [LibraryRow(kind=RowKind.HEADING, key="unusable", title=words("library.unusable")), *unusable]
    return listed


def details(
    contents: Contents, row: LibraryRow | None, past: Past, words: Catalogue, glyphs: Glyphs, limit: int, *, roomy: bool
) -> tuple[list[Paragraph], list[Paragraph]]:
    """The description of the row under the cursor, and the learner's last attempts at it, at most ``limit``.

    The second list also contains where the scene belongs and comes from.
    """
    if row is None:
        return [], []
    entry = next((entry for entry in contents.entries if entry.problem is None and entry.id == row.key), None)
    if entry is None:
        return about_file(contents, row, words), []
    about = about_scene(entry, contents, past, words, glyphs, roomy=roomy)
    card = labelled_facts(index_card(entry, words), words)  # below the history, which should be visible at a glance
    return about, [
        *history_paragraphs(entry.id, past, words, glyphs, limit, roomy=roomy),
        *([BLANK_LINE, *card] if card else []),
    ]


def about_scene(
    entry: Entry, contents: Contents, past: Past, words: Catalogue, glyphs: Glyphs, *, roomy: bool
) -> list[Paragraph]:
    """What a scene is about, and the rubrics by which it is judged; ``roomy``: with each criterion explained."""
    language = words.language
    level = glyphs.bar(entry.difficulty, HARDEST, HARDEST)
    facts = [
        words("library.level", level=level, value=entry.difficulty),
        words("library.minutes", minutes=entry.minutes),
    ]
    if not entry.released:
        facts.append(words("library.draft"))
    paragraphs = [
        Paragraph(entry.title.get(language), "bold"),
        Paragraph(f" {glyphs.separator} ".join(facts), "$foreground-muted"),
    ]
    if note := language_note(entry.languages, words):
        paragraphs.append(Paragraph(note, "italic"))
    step = path_step(entry, contents.entries, words)
    if step:
        paragraphs.append(Paragraph(step, "$text-accent"))
    unfinished = past.unfinished_at(entry.id)
    if unfinished is not None:
        paragraphs.append(Paragraph(words("library.left_here", **where_left(unfinished, words)), "$text-warning"))
    paragraphs += [BLANK_LINE, Paragraph(entry.summary.get(language))]
    paragraphs += [BLANK_LINE, heading(words("library.looked_at"))]
    for ref in entry.rubrics:
        rubric = contents.rubrics.get(ref)
        if rubric is None:
            continue
        name = rubric.name.get(language)
        if roomy:
            paragraphs += criteria_of(rubric, words)
        else:
            listed = words("library.and").join(criterion.name.get(language) for criterion in rubric.criteria)
            paragraphs.append(Paragraph(listed, label=name + words("library.colon"), hang=2))
    return paragraphs


def labelled_facts(facts: Iterable[tuple[str, str]], words: Catalogue) -> list[Paragraph]:
    """Facts with their names, in the muted style of secondary information."""
    colon, muted = words("library.colon"), "$foreground-muted"
    return [Paragraph(text, muted, label=name + colon, label_style=muted, hang=2) for name, text in facts]


def criteria_of(rubric: Rubric, words: Catalogue) -> list[Paragraph]:
    """A rubric with the description of each criterion."""
    language = words.language
    paragraphs = [Paragraph(rubric.name.get(language), "bold")]
    for criterion in rubric.criteria:
        label = criterion.name.get(language) + words("library.colon")
        about = criterion.about.get(language)
        paragraphs.append(Paragraph(about, label=label, label_style="$text-accent", indent=2, hang=2))
    return paragraphs


def history_paragraphs(
    scene: str, past: Past, words: Catalogue, glyphs: Glyphs, limit: int, *, roomy: bool
) -> list[Paragraph]:
    """The learner's history with a scene, the latest attempt first."""
    paragraphs = [heading(words("library.history"))]
    if not past.complete:
        return paragraphs
    finished = list(past.history.get(scene, ()))
    if not finished:
        return [*paragraphs, Paragraph(words("library.never"), "$foreground-muted")]
    best = past.best[scene][0]
    for summary in finished[::-1][:limit]:
        result = result_of(summary.result)
        facts = [
            local_date(summary.ended_at),
            words(f"mode.{summary.mode}"),
            words(f"outcome.{summary.result.outcome}"),
        ]
        if roomy:
            facts.append(words("library.passed" if result.passed else "library.not_passed"))
        if summary.id == best.id and len(finished) > 1:
            facts.append(words("library.best"))
        if note := scoring_note(summary, words):
            facts.append(note)
        percent = "" if result.score is None else "%"
        label = pad(result.shown(glyphs) + percent, 6)
        style = "$text-success" if result.passed else "$text-warning"
        paragraphs.append(Paragraph(f" {glyphs.separator} ".join(facts), label=label, label_style=style, hang=6))
    if len(finished) > limit:
        paragraphs.append(Paragraph(words("library.more", count=len(finished) - limit), "$foreground-muted"))
    return paragraphs


def about_file(contents: Contents, row: LibraryRow, words: Catalogue) -> list[Paragraph]:
    """Why the file of ``row`` cannot be used, and how to fix it; empty if no problem is known."""
    broken = [entry.problem for entry in contents.entries if entry.problem is not None]
    problems = [problem for problem in (*broken, *contents.problems) if f"file:{problem.file}" == row.key]
    if not problems:
        return []
    first = problems[0]
    language = words.language
    paragraphs = [
        Paragraph(PurePath(first.file).name, "bold"),
        Paragraph(words("library.cannot_be_used"), "$text-warning"),
        BLANK_LINE,
        Paragraph(first.message(language), label=f"{PurePath(first.file).name}:{first.span.line}: ", hang=2),
    ]
    if first.source_line.strip():
        paragraphs.append(Paragraph(first.source_line.strip(), "$foreground-muted", indent=2))
    if first.did_you_mean:
        paragraphs.append(Paragraph(words("library.did_you_mean", name=first.did_you_mean)))
    paragraphs += [BLANK_LINE, Paragraph(first.help(language), label=words("library.mend"))]
    if len(problems) > 1:
        paragraphs.append(Paragraph(words("library.more_problems", count=len(problems) - 1), "$foreground-muted"))
    return [*paragraphs, BLANK_LINE, Paragraph(words("library.check_it", path=first.file), "$foreground-muted")]


def scene_count(contents: Contents, rows: Sequence[LibraryRow], words: Catalogue, search_text: str) -> str:
    """How many scenes there are, and, if the list is filtered, how many of them are listed."""
    count = sum(entry.problem is None for entry in contents.entries)
    if not search_text:
        return words("library.count", count=count)
    shown = sum(row.kind is RowKind.SCENE for row in rows)
    return words("library.filtered", shown=shown, count=count, sought=search_text)


def resume_offer(
    record: AttemptRecord, entries: Iterable[Entry], past: Past, words: Catalogue, *, discarding: bool
) -> Paragraph:
    """The offer to resume an attempt; with ``discarding``, the question whether really to discard it."""
    titles = {entry.id: entry.title.get(words.language) for entry in entries if entry.problem is None}
    title, place = titles.get(record.scenario_id, record.scenario_id), where_left(record, words)
    if discarding:
        key = "resume.discard_sitting" if "sitting" in record.options else "resume.discard_sure"
        return Paragraph(words(key, title=title, turn=place["turn"]), "bold")
    others = len(past.unfinished) - 1
    more = words("resume.others", count=others) if others else ""
    return Paragraph(words("resume.offer", title=title, **place) + more)
