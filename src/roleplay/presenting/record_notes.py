"""Notes to learners about their record: problems with it, attempts set aside, anything not yet on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_date
from roleplay.reading.contents import Entry
from roleplay.records.model import DamagedAttempt, RecordProblem, UnwrittenAttempt
from roleplay.records.settings import SettingsFile

#: Maximum number of attempts named in one sentence.
_NAMED = 3


class RecordNews:
    """Problems with the record and the settings, each reported once, when it comes up."""

    def __init__(self) -> None:
        self._problem: RecordProblem | None = None
        self._set_aside = 0
        self._settings: object = (None, {})

    def notes(
        self,
        problem: RecordProblem | None,
        set_aside: Sequence[DamagedAttempt],
        settings: SettingsFile,
        scene_titles: Callable[[], Mapping[str, str]],
        words: Catalogue,
    ) -> list[str]:
        """The notes that have not been shown yet. ``scene_titles`` is called only if needed."""
        notes = []
        if problem is not None and problem != self._problem:
            self._problem = problem
            notes.append(problem_note(problem, words))
        if len(set_aside) > self._set_aside:
            self._set_aside = len(set_aside)
            notes.append(set_aside_note(set_aside, scene_titles(), words))
        if (problems := (settings.problem, settings.refused)) != self._settings:
            from roleplay.presenting.settings import settings_notes  # rarely needed

            self._settings = problems
            notes += settings_notes(settings, words)
        return notes


def titles(entries: Iterable[Entry], language: str) -> dict[str, str]:
    """The titles of all playable scenes, by id."""
    return {entry.id: entry.title.get(language) for entry in entries if entry.problem is None}


def problem_note(problem: RecordProblem, words: Catalogue) -> str:
    """What is wrong with the record, or what was done about it."""
    return words(f"error.record.{problem.kind}", path=problem.set_aside or problem.path)


def set_aside_note(damaged: Sequence[DamagedAttempt], scene_titles: Mapping[str, str], words: Catalogue) -> str:
    """Which attempts were set aside as damaged; empty if none was. ``scene_titles`` maps scene ids to titles."""
    if not damaged:
        return ""
    names = [damaged_name(attempt, scene_titles, words) for attempt in damaged]
    more = words("record.more", count=len(names) - _NAMED) if len(names) > _NAMED else ""
    shown = words("record.and").join(names[:_NAMED]) + more
    return words("record.set_aside" if len(names) == 1 else "record.set_aside_many", names=shown, count=len(names))


def damaged_name(attempt: DamagedAttempt, scene_titles: Mapping[str, str], words: Catalogue) -> str:
    """An attempt's scene title and start day, as far as these can still be read."""
    scene = attempt.scenario_id
    title = words("record.nameless", row=attempt.row) if scene is None else scene_titles.get(scene, scene)
    if attempt.started_at is None:
        return title
    return words("record.begun", title=title, day=local_date(attempt.started_at))


def unwritten_note(attempts: Sequence[UnwrittenAttempt], scene_titles: Mapping[str, str], words: Catalogue) -> str:
    """How much of this session's attempts is on disk; empty if everything is."""
    notes = [
        words("record.nothing_on_disk", title=scene_titles.get(attempt.scenario_id, attempt.scenario_id))
        if attempt.on_disk is None
        else words(
            "record.on_disk",
            title=scene_titles.get(attempt.scenario_id, attempt.scenario_id),
            turn=attempt.on_disk + 1,
            now=attempt.lines + 1,
        )
        for attempt in attempts
    ]
    return " ".join(notes)
