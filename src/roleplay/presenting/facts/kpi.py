"""What a business would have measured after an ending, in words: each figure beside its target."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.facts.play import list_of
from roleplay.scene.kpi import Kpi, KpiProfile, NpsGroup
from roleplay.scoring.percent import whole_percent


class KpiFigure(NamedTuple):
    """A figure with its scale. ``against_target`` compares it with the target; empty without a profile."""

    name: str
    value: str
    against_target: str


class KpiPanel(NamedTuple):
    """The figures of an ending and their composite."""

    title: str
    #: that these figures belong to the story's outcome and are nobody's score
    about: str
    figures: tuple[KpiFigure, ...]
    #: the composite with its weights, or why there is none; empty without a profile
    composite: str
    #: where targets and weights come from; empty without a profile
    source: str


def kpi_panel(kpi: Kpi | None, profile: KpiProfile | None, words: Catalogue) -> KpiPanel | None:
    """The panel of an ending; ``None`` if the scene gives no figure.

    ``profile`` is ``None`` if no library has one, as for attempts recorded before profiles existed.
    """
    if kpi is None or not kpi.given:
        return None
    return KpiPanel(
        title=words("kpi.title"),
        about=words("kpi.about"),
        figures=tuple(_figure(name, value, profile, words) for name, value in kpi.given.items()),
        composite="" if profile is None else _composite(kpi, profile, words),
        source="" if profile is None else profile.source.get(words.language),
    )


def _figure(name: str, value: int, profile: KpiProfile | None, words: Catalogue) -> KpiFigure:
    if name == "fcr":
        shown = words(f"kpi.value.fcr.{'yes' if value else 'no'}")
    elif name == "nps":
        shown = words("kpi.value.nps", value=value, group=words(f"kpi.group.{NpsGroup.of(value).value}"))
    else:
        shown = words(f"kpi.value.{name}", value=value)
    return KpiFigure(
        words(f"kpi.name.{name}"), shown, "" if profile is None else _against_target(name, value, profile, words)
    )


def _against_target(name: str, value: int, profile: KpiProfile, words: Catalogue) -> str:
    """How a single value compares with its target, which is set for the average of many."""
    target: float | None = getattr(profile.targets, name)
    if target is None:
        return words("kpi.no_target")
    if name == "nps":
        how = NpsGroup.of(value).value
    elif name == "fcr":
        how = "yes" if value else "no"
    else:
        how = "met" if (value >= target if name == "csat" else value <= target) else "missed"
    return words(f"kpi.target.{name}", target=f"{target:g}", stands=words(f"kpi.stands.{name}.{how}"))


def _composite(kpi: Kpi, profile: KpiProfile, words: Catalogue) -> str:
    value = profile.composite(kpi)
    if value is None:
        return words("kpi.no_composite", names=list_of(words, [name.upper() for name in profile.missing(kpi)]))
    counting = {name.upper(): weight for name, weight in profile.weights.items() if weight}
    weights = [words("kpi.weight", name=name, weight=weight) for name, weight in counting.items()]
    return words("kpi.composite", value=whole_percent(value), weights=list_of(words, weights))
