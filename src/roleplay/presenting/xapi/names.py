"""The names of the profile: verbs, types and extensions as IRIs, and the ids of activities.

An IRI is only a name. Ours begin with `BASE`, in a top-level domain reserved for names that do not resolve (RFC 2606).
docs/xapi.md says what each of them means.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5

#: The prefix of all our IRIs. It is part of every id ever sent, so it must never change.
BASE = "https://roleplay.example"
#: The version of the profile; raised when the meaning of a statement changes.
PROFILE = f"{BASE}/xapi/profile/v1"
#: The version of xAPI that the statements follow.
XAPI_VERSION = "1.0.3"
#: The namespace of generated ids.
_NAMESPACE = uuid5(NAMESPACE_URL, f"{BASE}/xapi")

_ADL_VERBS = "http://adlnet.gov/expapi/verbs/"
_ADL_ACTIVITIES = "http://adlnet.gov/expapi/activities/"

#: verb -> its display text by language tag. All verbs are ADL's; `verb_iri` makes the IRI.
VERBS: Mapping[str, Mapping[str, str]] = {
    "initialized": {"en": "initialized", "zh-CN": "开始"},
    "answered": {"en": "answered", "zh-CN": "选择"},
    "responded": {"en": "responded", "zh-CN": "写下"},
    "suspended": {"en": "suspended", "zh-CN": "中断"},
    "resumed": {"en": "resumed", "zh-CN": "继续"},
    "completed": {"en": "completed", "zh-CN": "完成"},
    "passed": {"en": "passed", "zh-CN": "通过"},
    "failed": {"en": "failed", "zh-CN": "未通过"},
    "terminated": {"en": "terminated", "zh-CN": "结束"},
}

SIMULATION = f"{_ADL_ACTIVITIES}simulation"
INTERACTION = f"{_ADL_ACTIVITIES}cmi.interaction"
PROFILE_TYPE = f"{_ADL_ACTIVITIES}profile"

#: Every extension of the profile, by the last part of its IRI.
EXTENSIONS = (
    # of a context
    "mode", "seed", "personas", "options", "sitting",
    # of an answer
    "moves", "misconceptions", "points", "state", "state-delta", "confidence", "guess", "presented-order", "regret",
    "taken-back",
    # of an end
    "criteria", "gates", "critical", "ending", "outcome", "scoring-version", "path-digest", "taken-back-count", "hints",
    # of a pause
    "resume-node",
)  # fmt: skip


def verb_iri(verb: str) -> str:
    """The IRI of a verb of `VERBS`."""
    return f"{_ADL_VERBS}{verb}"


def extension(name: str) -> str:
    """The IRI of one of `EXTENSIONS`. Raises `KeyError` for any other name."""
    if name not in EXTENSIONS:
        raise KeyError(name)
    return f"{BASE}/xapi/ext/{name}"


def scene_iri(scene: str, digest: str = "") -> str:
    """The IRI of a scene, or with ``digest`` of that version of it (the first twelve digits are used)."""
    name = f"{BASE}/scenes/{quote(scene, safe='')}"
    return f"{name}/{digest[:12]}" if digest else name


def node_iri(scene: str, digest: str, node: str) -> str:
    """The IRI of a node of a version of a scene."""
    return f"{scene_iri(scene, digest)}/nodes/{quote(node, safe='')}"


def draft_iri(scene: str, digest: str, node: str) -> str:
    """The IRI of what a learner writes in their own words at a node."""
    return f"{node_iri(scene, digest, node)}/draft"


def family_iri(family: str) -> str:
    """The IRI of a family of scenes."""
    return f"{BASE}/families/{quote(family, safe='')}"


def cohort_iri(cohort: str) -> str:
    """The home page (IRI) of the learners of a cohort; if ``cohort`` is empty, of learners without a cohort."""
    return f"{BASE}/cohorts/{quote(cohort, safe='', errors='replace')}" if cohort else f"{BASE}/learners"


def language_tag(code: str) -> str:
    """The RFC 5646 tag of one of our languages: ``zh`` becomes ``zh-CN``, as it is written for mainland China."""
    return "zh-CN" if code == "zh" else str(code)


def registration_of(attempt: str) -> UUID:
    """The registration of an attempt, derived from its id: the same on every machine that sends it."""
    return uuid5(_NAMESPACE, attempt)


def statement_id(registration: UUID, verb: str, number: int = 0) -> str:
    """The id of a statement, derived from its verb and its number among those, from 0 in the order of the journal.

    Counting by verb means that optional statements (own words, a pause that only this machine knows of) do not affect
    the ids of others.
    """
    return str(uuid5(registration, f"{verb}/{number}"))
