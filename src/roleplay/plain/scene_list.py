"""The scenes as a list, as a table and as JSON."""

from __future__ import annotations

import json

from roleplay.locales import Catalogue
from roleplay.presenting.library_rows import result_words, scoring_note
from roleplay.reading.contents import Entry
from roleplay.records.model import AttemptSummary
from roleplay.text.cells import cell_len, pad
from roleplay.text.plain import safe
from roleplay.workspace.workspace import Workspace


def scene_lines(workspace: Workspace, words: Catalogue) -> list[str]:
    """The scenes that can be played, numbered, with best and latest result; those that cannot with the reason."""
    lines: list[str] = []
    results = workspace.store.best_and_latest()
    number = 0
    for entry in workspace.library.entries:
        if entry.problem is not None:
            lines.append(f"   {entry.id}  {words('list.broken')}: {_problem(entry, words)}")
            continue
        number += 1
        title = safe(entry.title.get(words.language), newlines=False)
        lines.append(f"{number}. {title} ({entry.id}, {words('library.minutes', minutes=entry.minutes)})")
        best, latest = results.get(entry.id, (None, None))
        if best is not None and latest is not None:
            lines += [] if best.id == latest.id else [_result("library.best", best, words)]
            lines.append(_result("library.latest", latest, words))
    return lines or [words("list.empty")]


def _result(which: str, summary: AttemptSummary, words: Catalogue) -> str:
    note = scoring_note(summary, words)
    result = result_words(summary.result, words) + (f" ({note})" if note else "")
    return "   " + words("library.result", which=words(which), result=result)


def _problem(entry: Entry, words: Catalogue) -> str:
    assert entry.problem is not None
    where = f"{entry.problem.file}:{entry.problem.span.line}"
    return safe(f"{where}: {entry.problem.message(words.language)}", newlines=False)


def as_table(workspace: Workspace, language: str) -> str:
    """One scene a line, in columns that line up under Chinese too."""
    words = workspace.words(language)
    entries = workspace.library.entries
    if not entries:
        return words("list.empty")
    rows: list[tuple[str, ...]] = []
    for entry in entries:
        if entry.problem is not None:
            rows.append((safe(entry.id, newlines=False), words("list.broken"), "", "", _problem(entry, words)))
            continue
        title = safe(entry.title.get(language), newlines=False)
        if entry.shadows:
            title += safe(f" ({words('list.shadows', paths=', '.join(entry.shadows))})", newlines=False)
        family = words(f"family.{entry.family}")
        minutes = words("library.minutes", minutes=entry.minutes)
        rows.append((entry.id, family, f"{entry.difficulty}/5", minutes, title))
    widths = [max(cell_len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join([*(pad(cell, width) for cell, width in zip(row, widths, strict=False)), row[-1]]) for row in rows
    )


def as_json(workspace: Workspace, language: str) -> str:
    """The scenes as JSON; keys are stable, texts come in all their languages."""
    scenes = [
        {
            "id": entry.id,
            "path": entry.path,
            "title": dict(entry.title.values),
            "summary": dict(entry.summary.values),
            "family": entry.family,
            "tags": entry.tags,
            "difficulty": entry.difficulty,
            "minutes": entry.minutes,
            "released": entry.released,
            "rubrics": entry.rubrics,
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
        for entry in workspace.library.entries
    ]
    return json.dumps(scenes, ensure_ascii=False, indent=2)
