"""Which unseen scenes a sitting plays: drawn by its seed, those first that the learner has not met."""

from __future__ import annotations

from collections.abc import Collection

from roleplay.engine import chance
from roleplay.scene.forms import FormItem, UnseenStage


def drawn(stage: UnseenStage, seed: int, met: Collection[str]) -> tuple[FormItem, ...]:
    """As many scenes as are to be drawn, each once, in an order of chance.

    Those in ``met`` are among them only where the others are too few. Of several items of one scene one is taken.
    """
    order = sorted(stage.pool, key=lambda item: chance(seed, "unseen", item.scene, str(item.seed), str(item.personas)))
    by_scene = {item.scene: item for item in reversed(order)}
    one_each = [item for item in order if by_scene[item.scene] is item]
    first = sorted(one_each, key=lambda item: item.scene in met)  # stable: the order of chance within each
    taken = first[: stage.draw]
    return tuple(item for item in order if item in taken)
