"""The activities that statements are about: a scene, a node of it, a text written there.

A store keeps one definition of an activity for all statements, so nothing here depends on how a play went.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from roleplay.presenting.xapi.names import (
    INTERACTION,
    PROFILE,
    PROFILE_TYPE,
    SIMULATION,
    draft_iri,
    family_iri,
    language_tag,
    node_iri,
    scene_iri,
)
from roleplay.presenting.xapi.played import SceneText
from roleplay.scene.model import Node
from roleplay.scene.text import Text

#: A JSON object.
Json: TypeAlias = dict[str, Any]


def scene_activity(text: SceneText) -> Json:
    """The version of a scene that was played."""
    scenario = text.bundle.scenario
    definition = {
        "type": SIMULATION,
        "name": language_map(text, scenario.title),
        "description": language_map(text, scenario.summary),
    }
    return _activity(scene_iri(text.id, text.digest), definition)


def node_activity(text: SceneText, node: Node) -> Json:
    """A node as a multiple-choice question: all of its lines, including conditional ones."""
    definition: Json = {
        "type": INTERACTION,
        "interactionType": "choice",
        "name": language_map(text, _name(text, node)),
        "description": language_map(text, node.says[-1].text),  # the variant without a condition
        "choices": [{"id": choice.id, "description": language_map(text, choice.say)} for choice in node.choices],
    }
    key = answer_key(text, node)
    if key:
        definition["correctResponsesPattern"] = list(key)
    return _activity(node_iri(text.id, text.digest, node.id), definition)


def own_words_activity(text: SceneText, node: Node) -> Json:
    """The activity of writing one's own line at a node, before the lines are shown."""
    definition: Json = {
        "type": INTERACTION,
        "interactionType": "long-fill-in",
        "name": language_map(text, _name(text, node)),
        "description": language_map(text, node.says[-1].text),
    }
    return _activity(draft_iri(text.id, text.digest, node.id), definition)


def context_activities(text: SceneText, *, inside: bool) -> Json:
    """The context activities: the profile, what the scene belongs to, and for activities ``inside`` it the scene."""
    family = text.bundle.scenario.family
    around: Json = {
        "category": [_activity(PROFILE, {"type": PROFILE_TYPE})],
        "grouping": [{"objectType": "Activity", "id": scene_iri(text.id)}],
    }
    if family:
        around["grouping"].append({"objectType": "Activity", "id": family_iri(family)})
    if inside:
        around["parent"] = [{"objectType": "Activity", "id": scene_iri(text.id, text.digest)}]
    return around


def answer_key(text: SceneText, node: Node) -> tuple[str, ...]:
    """The lines of a node that no other beats on any criterion at stake: the answer key.

    Empty if there is no key that holds for everybody: if lines or their moves are conditional, if a line can be said
    only once, if nothing is at stake, or if no line is best on all criteria.
    """
    if any(choice.when or choice.once or any(use.when for use in choice.moves) for choice in node.choices):
        return ()
    moves_by_line = {choice.id: tuple(use.move for use in choice.moves) for choice in node.choices}
    return best_on_all_criteria(text, node.id, moves_by_line)


def best_on_all_criteria(text: SceneText, node: str, moves_by_line: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Of the available lines (choice -> its moves), those that are best on every criterion at stake."""
    judged = text.judge.judge_moves(text.story.passages[node], moves_by_line)
    if not any(line.evidence for line in judged.values()):
        return ()
    return tuple(name for name, line in judged.items() if not any(evidence.lost for evidence in line.evidence))


def language_map(text: SceneText, words: Text) -> dict[str, str]:
    """A text by language tag, with placeholders filled in."""
    names = text.bundle.scenario.names()
    shown = words.bracket_todos()
    return {language_tag(code): Text(((code, value),)).fill(code, names) for code, value in shown.values}


def _name(text: SceneText, node: Node) -> Text:
    """The name of a node's activity: the title of the scene and the node's id, as nodes have no titles."""
    title = text.bundle.scenario.title
    return Text(tuple((code, f"{value} · {node.id}") for code, value in title.values))


def _activity(iri: str, definition: Json) -> Json:
    return {"objectType": "Activity", "id": iri, "definition": definition}
