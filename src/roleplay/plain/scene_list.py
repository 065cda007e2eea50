"""The list of scenes: as lines, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.index_card import path_line
from roleplay.presenting.library_rows import HARDEST, Past, is_newcomer, result_words, scoring_note
from roleplay.presenting.scene_index import (
    Filter,
    Requirement,
    Shelf,
    family_name,
    matching_scenes,
    newcomers_path,
    no_match_lines,
    shelves,
)
from roleplay.reading.contents import Entry
from roleplay.records.model import AttemptSummary, best_and_latest
from roleplay.scene.journey import stage_of
from roleplay.text.cells import cell_len, pad
from roleplay.text.json_text import json_text
from roleplay.text.plain import safe
from roleplay.workspace.workspace import Workspace


def scene_shelves(workspace: Workspace, words: Catalogue) -> list[Shelf]:
    """The playable scenes, under the same headings as on the full screen."""
    store = workspace.store
    past = Past.of(store.history(), store.unfinished())
    return shelves(workspace.library.contents, words, newcomer=is_newcomer(workspace.library.contents, past))


def scene_lines(workspace: Workspace, words: Catalogue) -> list[str]:
    """The playable scenes, numbered, with best and latest result; then the broken ones with the reason."""
    lines: list[str] = []
    results = best_and_latest(workspace.store.history())
    number = 0
    for shelf in scene_shelves(workspace, words):
        lines.append(shelf.title)
        for entry in shelf.entries:
            number += 1
            lines += _scene(number, entry, words)
            best, latest = results.get(entry.id, (None, None))
            if best is not None and latest is not None:
                lines += [] if best.id == latest.id else [_result("library.best", best, words)]
                lines.append(_result("library.latest", latest, words))
    for entry in workspace.library.entries:
        if entry.problem is not None:
            lines.append(f"   {entry.id}  {words('list.broken')}: {_problem(entry, words)}")
    return lines or [words("list.empty")]


def _scene(number: int, entry: Entry, words: Catalogue) -> list[str]:
    title = safe(entry.title.get(words.language), newlines=False)
    level = words("list.level", value=entry.difficulty, most=HARDEST)
    facts = [entry.id, level, words("library.minutes", minutes=entry.minutes)]
    facts += [] if entry.released else [words("library.draft")]
    return [f"{number}. {title} ({', '.join(facts)})"]


def _result(which: str, summary: AttemptSummary, words: Catalogue) -> str:
    note = scoring_note(summary, words)
    result = result_words(summary.result, words) + (f" ({note})" if note else "")
    return "   " + words("library.result", which=words(which), result=result)


def _problem(entry: Entry, words: Catalogue) -> str:
    assert entry.problem is not None
    where = f"{entry.problem.file}:{entry.problem.span.line}"
    return safe(f"{where}: {entry.problem.message(words.language)}", newlines=False)


def as_table(workspace: Workspace, language: str, conditions: Sequence[Requirement] = ()) -> str:
    """One scene per line, in columns that are aligned for Chinese text too; with all listed, then where to start.

    With ``conditions``, only the scenes that meet them, or a note that there are none.
    """
    words = workspace.words(language)
    entries = workspace.library.entries
    if not entries:
        return words("list.empty")
    listed = matching_scenes(entries, conditions)
    if conditions and not listed:
        return "\n".join(safe(line, newlines=False) for line in no_match_lines(entries, conditions, words))
    stale = any(condition.filter is Filter.STALE for condition in conditions)
    rows = [_cells(entry, words, reviewed=stale) for entry in listed]
    broken = [entry for entry in entries if entry.problem is not None and not conditions]
    rows += [(safe(entry.id, newlines=False), words("list.broken"), "", "", _problem(entry, words)) for entry in broken]
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    lines = [
        "  ".join([*(pad(cell, width) for cell, width in zip(row, widths, strict=False)), row[-1]]) for row in rows
    ]
    start = "" if conditions else path_line(entries, words)
    return "\n".join([*lines, "", start] if start else lines)


def _cells(entry: Entry, words: Catalogue, *, reviewed: bool) -> tuple[str, ...]:
    title = safe(entry.title.get(words.language), newlines=False)
    if entry.shadows:
        title += safe(f" ({words('list.shadows', paths=', '.join(entry.shadows))})", newlines=False)
    minutes = words("library.minutes", minutes=entry.minutes)
    day = (entry.reviewed or words("list.never_reviewed"),) if reviewed else ()
    return (entry.id, family_name(entry.family, words), f"{entry.difficulty}/{HARDEST}", minutes, *day, title)


def as_ids(workspace: Workspace, language: str, conditions: Sequence[Requirement] = ()) -> str:
    """The ids of the playable scenes, one per line, for completion in a shell; the same in every language."""
    return "\n".join(
        entry.id for entry in matching_scenes(workspace.library.entries, conditions) if entry.problem is None
    )


def as_json(workspace: Workspace, language: str, conditions: Sequence[Requirement] = ()) -> str:
    """The scenes as JSON; keys are stable, texts come in all their languages. docs/playing.md explains each key.

    With ``conditions``, only the scenes that meet them; without, also the files that are broken.
    """
    entries = workspace.library.entries
    path = [entry.id for entry in newcomers_path(entries)]
    listed = matching_scenes(entries, conditions)
    listed += [entry for entry in entries if entry.problem is not None and not conditions]
    scenes = [
        {
            "id": entry.id,
            "path": entry.path,
            "title": dict(entry.title.values),
            "summary": dict(entry.summary.values),
            "family": entry.family,
            "tags": [tag.id if tag.name is None else dict(tag.name.values) for tag in entry.tags],
            "difficulty": entry.difficulty,
            "minutes": entry.minutes,
            "released": entry.released,
            "rubrics": entry.rubrics,
            "practised": entry.practised,
            "touchpoint": entry.touchpoint,
            "stage": None if entry.touchpoint is None else stage_of(entry.touchpoint),
            "newcomers": path.index(entry.id) + 1 if entry.id in path else None,
            "source": None if entry.source is None else dict(entry.source.values),
            "reviewed": entry.reviewed,
            "languages": entry.languages,
            "shadows": entry.shadows,
            "problem": None
            if entry.problem is None
            else {
                "code": entry.problem.code,
                "file": entry.problem.file,
                "line": entry.problem.span.line,
                "column": entry.problem.span.column,
                "message": entry.problem.message(language),
            },
        }
        for entry in listed
    ]
    return json_text(scenes)
