"""The values of a meter from the first state to the last, as a small SVG chart."""

from __future__ import annotations

from roleplay.presenting.facts.debrief import Curve
from roleplay.reports.markup import Markup, element, joined

_WIDTH, _HEIGHT = 360, 176
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 34, 12, 24
#: The bounds between the named steps of a meter.
_BOUNDS = (20, 40, 60, 80)
#: Distance of the dots below which not every turn number fits.
_LEAST = 15


def curve(meter: Curve, costliest: int | None) -> Markup:
    """The curve of a meter over its named steps, with a filled dot for the costliest turn."""
    step = (_WIDTH - _LEFT - _RIGHT) / max(len(meter.values) - 1, 1)
    spots = [(_LEFT + turn * step, _y(value)) for turn, value in enumerate(meter.values)]
    grid = [element("path", class_="grid", d=f"M{_LEFT} {_y(b):.1f}H{_WIDTH - _RIGHT}") for b in (0, *_BOUNDS, 100)]
    names = [
        element("text", name, x=_LEFT - 6, y=f"{_y(10 + 20 * index) + 4:.1f}", text_anchor="end")
        for index, name in enumerate(meter.steps)
    ]
    every = 1 if step >= _LEAST else 2
    turns = [
        element("text", str(turn), x=f"{x:.1f}", y=_HEIGHT - 7, text_anchor="middle")
        for turn, (x, _) in enumerate(spots)
        if turn % every == 0
    ]
    run = element("polyline", class_="run", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in spots))
    marks = [
        element("circle", class_="spot costly" if turn == costliest else "spot", cx=f"{x:.1f}", cy=f"{y:.1f}", r=3.2)
        for turn, (x, y) in enumerate(spots)
    ]
    x, y = spots[-1]
    last = element("text", str(meter.values[-1]), class_="value", x=f"{x + 7:.1f}", y=f"{y + 4:.1f}")
    description = f"{meter.name}: {', '.join(map(str, meter.values))}"
    return element(
        "figure",
        element("figcaption", meter.name),
        element(
            "svg",
            joined(*grid, *names, *turns, run, *marks, last),
            viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
            role="img",
            aria_label=description,
        ),
    )


def _y(value: int) -> float:
    return _TOP + (100 - value) * (_HEIGHT - _TOP - _BOTTOM) / 100
