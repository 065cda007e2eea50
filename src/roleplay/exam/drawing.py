"""Which unseen scenes a sitting plays: drawn by its seed, preferring those the learner has not met."""

from __future__ import annotations

from collections.abc import Collection

from roleplay.engine import chance
from roleplay.scene.forms import FormItem, UnseenStage


def draw_scenes(stage: UnseenStage, seed: int, met: Collection[str]) -> tuple[FormItem, ...]:
    """The drawn scenes, each once, in random order.

    Scenes in ``met`` are only included if the others are too few. Of several items with the same scene, one is used.
    """
    order = sorted(stage.pool, key=lambda item: chance(seed, "unseen", item.scene, str(item.seed), str(item.personas)))
    by_scene = {item.scene: item for item in reversed(order)}
    one_each = [item for item in order if by_scene[item.scene] is item]
    first = sorted(one_each, key=lambda item: item.scene in met)  # stable: random order within each group
    taken = first[: stage.draw]
    return tuple(item for item in order if item in taken)
