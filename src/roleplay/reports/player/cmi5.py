"""A scene as a cmi5 course (first edition): one assignable unit, and the course structure for import."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roleplay.presenting.xapi.activities import node_activity
from roleplay.presenting.xapi.names import BASE, SIMULATION, VERBS, language_tag, scene_iri
from roleplay.presenting.xapi.played import SceneText, scene_text
from roleplay.records.model import SourceRef
from roleplay.reports.player.archive import archive
from roleplay.reports.player.page import PageHost, scene_page
from roleplay.scene.model import Bundle
from roleplay.scene.text import Text
from roleplay.text.escaping import escape_markup

_SCHEMA = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
#: The verbs that the page uses.
_USED_VERBS = ("initialized", "answered", "completed", "passed", "failed", "terminated")
#: When the unit counts as done in the course: when the scene's gates are passed.
MOVE_ON = "Passed"


def cmi5_package(bundle: Bundle, digest: str, language: str) -> bytes:
    """The zip, reproducible for a scene; ``digest`` is that of the scene's file."""
    return archive(
        {
            "cmi5.xml": course_structure(bundle, digest),
            "index.html": scene_page(bundle, language, PageHost.CMI5, reporting(bundle, digest)),
        }
    )


def reporting(bundle: Bundle, digest: str) -> Mapping[str, Any]:
    """The names that the page needs for its statements, the same as those of ``roleplay push``."""
    text = _text(bundle, digest)
    return {
        "extension": f"{BASE}/xapi/ext/",
        "verbs": {verb: dict(VERBS[verb]) for verb in _USED_VERBS},
        "nodes": {node.id: node_activity(text, node) for node in bundle.scenario.nodes.values()},
    }


def course_structure(bundle: Bundle, digest: str) -> str:
    """The content of ``cmi5.xml``. The ids identify this version of the scene."""
    scenario = bundle.scenario
    unit = scene_iri(scenario.id, digest)
    about = f"{_strings('title', scenario.title, bundle)}{_strings('description', scenario.summary, bundle)}"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<courseStructure xmlns="{_SCHEMA}">\n'
        f'<course id="{escape_markup(unit)}/course">\n{about}</course>\n'
        f'<au id="{escape_markup(unit)}" moveOn="{MOVE_ON}" launchMethod="AnyWindow" activityType="{SIMULATION}">\n'
        f"{about}<url>index.html</url>\n</au>\n</courseStructure>\n"
    )


def _strings(name: str, text: Text, bundle: Bundle) -> str:
    names = bundle.scenario.names()
    filled = ((code, Text(((code, value),)).fill(code, names)) for code, value in text.values)
    strings = "".join(
        f'<langstring lang="{language_tag(code)}">{escape_markup(value)}</langstring>\n' for code, value in filled
    )
    return f"<{name}>\n{strings}</{name}>\n"


def _text(bundle: Bundle, digest: str) -> SceneText:
    return scene_text(bundle, [SourceRef("scenario", bundle.scenario.id, digest)], {})
