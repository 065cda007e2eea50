"""A form for a test before and after a course, made of desks, and a library that contains it."""

from __future__ import annotations

from pathlib import Path

from builders import Data, put
from desk_scene import bilingual, desk, desk_home

#: Two scenes before, one after; the second desk has another persona.
FORM = """
roleplay: form/1
id: both
title: {en: At the counter, zh: 柜台}
purpose: {en: What a course changes., zh: 看课有没有用。}
status: released
source: {en: Made alike by hand., zh: 手工配的。}
rubric: desk-rubric
sets:
  a:
    - {scene: desk, seed: 1}
    - {scene: desk2, seed: 2, personas: {wang: touchy}}
  b:
    - {scene: desk3, seed: 3}
times:
  before: {name: {en: before, zh: 前测}, day: 0, set: a}
  after: {name: {en: after, zh: 后测}, day: 14, set: b}
  month: {name: {en: a month later, zh: 一个月后}, day: 44, set: a}
""".lstrip()


def desks() -> list[Data]:
    """The scenes of the form."""
    second = desk(id="desk2", title=bilingual("The second counter", "第二个柜台"), personas={"wang": ["touchy"]})
    return [desk(), second, desk(id="desk3", title=bilingual("The third counter", "第三个柜台"))]


def form_home(root: Path, form: str = FORM) -> Path:
    """A home whose library holds the form and its scenes."""
    home = desk_home(root, *desks())
    put(home / "library" / "forms" / "both.yaml", form)
    return home
