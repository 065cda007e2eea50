"""Events of a sitting as plain JSON values and back: the form in which the record stores them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roleplay.exam.events import (
    Answered,
    Begun,
    ExamEvent,
    PersonPlayed,
    PlayEnd,
    SceneBegun,
    ScenePlayed,
    SceneTask,
    Versions,
)
from roleplay.exam.quiz import questions_from_json, questions_to_json
from roleplay.scene.forms import ExamStages, FormItem, KnowledgeStage, SceneStage, UnseenStage
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.text import Text


def event_to_json(event: ExamEvent) -> dict[str, Any]:
    """An event as JSON: its kind under ``event``, and its values."""
    match event:
        case Begun():
            values: dict[str, Any] = {
                "title": dict(event.title.values),
                "seed": event.seed,
                "versions": event.versions._asdict() | {"rubrics": dict(event.versions.rubrics)},
                "stages": _stages_to_json(event.stages),
                "questions": questions_to_json(event.questions),
                "tasks": [
                    {"item": _item_to_json(t.item), "title": dict(t.title.values), "met_before": t.met_before}
                    for t in event.tasks
                ],
            }
        case ScenePlayed():
            cast = [{"name": dict(p.name.values), "persona": dict(p.persona.values)} for p in event.cast]
            values = event._asdict() | {"end": event.end.value, "crossed": list(event.crossed), "cast": cast}
        case _:
            values = event._asdict()
    return {"event": _NAMES[type(event)], **values}


def event_from_json(value: Mapping[str, Any]) -> ExamEvent | None:
    """An event from its JSON form; ``None`` if it isn't one, or comes from a later version of the program."""
    try:
        return _parse_event(value)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None


def _begun_from_json(value: Mapping[str, Any]) -> Begun:
    versions = value["versions"]
    begun = Begun(
        title=Text.of(value["title"]),
        seed=int(value["seed"]),
        versions=Versions(**{**versions, "rubrics": FrozenDict(versions["rubrics"])}),
        stages=_stages_from_json(value["stages"]),
        questions=questions_from_json(value["questions"]),
        tasks=tuple(
            SceneTask(_item_from_json(task["item"]), Text.of(task["title"]), bool(task["met_before"]))
            for task in value["tasks"]
        ),
    )
    if not begun.questions or len(begun.tasks) < 2:  # at least the known scene and an unseen one
        raise ValueError("incomplete")
    return begun


def _played_from_json(value: Mapping[str, Any]) -> ScenePlayed:
    values = {name: value[name] for name in ScenePlayed._fields}
    cast = tuple(PersonPlayed(Text.of(person["name"]), Text.of(person["persona"])) for person in value["cast"])
    return ScenePlayed(**values | {"end": PlayEnd(value["end"]), "crossed": tuple(value["crossed"]), "cast": cast})


_KINDS: Mapping[str, type[ExamEvent]] = {
    "begun": Begun,
    "answered": Answered,
    "scene_begun": SceneBegun,
    "scene_played": ScenePlayed,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def _parse_event(value: Mapping[str, Any]) -> ExamEvent:
    kind = _KINDS[value["event"]]
    if kind is Begun:
        return _begun_from_json(value)
    if kind is Answered:
        return Answered(int(value["question"]), int(value["choice"]))
    if kind is SceneBegun:
        return SceneBegun(int(value["task"]), str(value["attempt"]))
    return _played_from_json(value)


def _stages_to_json(stages: ExamStages) -> dict[str, Any]:
    knowledge, scene, unseen = stages
    return {
        "knowledge": knowledge._asdict() | {"rubrics": list(knowledge.rubrics)},
        "scene": {"item": _item_to_json(scene.item), "pass_mark": scene.pass_mark},
        "unseen": unseen._asdict() | {"pool": [_item_to_json(item) for item in unseen.pool]},
    }


def _stages_from_json(value: Mapping[str, Any]) -> ExamStages:
    knowledge, scene, unseen = value["knowledge"], value["scene"], value["unseen"]
    return ExamStages(
        KnowledgeStage(tuple(knowledge["rubrics"]), knowledge["questions"], knowledge["pass_mark"]),
        SceneStage(_item_from_json(scene["item"]), scene["pass_mark"]),
        UnseenStage(tuple(map(_item_from_json, unseen["pool"])), unseen["draw"], unseen["pass_mark"], unseen["each"]),
    )


def _item_to_json(item: FormItem) -> dict[str, Any]:
    return {"scene": item.scene, "seed": item.seed, "personas": dict(item.personas)}


def _item_from_json(value: Mapping[str, Any]) -> FormItem:
    return FormItem(str(value["scene"]), int(value["seed"]), FrozenDict(value["personas"]))
