"""Placing boxes: nothing overlaps, arrows run down, long ones straight."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.mapping.coordinates import x_coordinates
from roleplay.mapping.layers import Box, Layout, Link, lay_out, ports
from strategies import thorough

SPACING, RANK_SPACING, LANE = 30.0, 60.0, 20.0


def layout_of(boxes: list[Box], links: list[Link]) -> Layout:
    return lay_out(boxes, links, spacing=SPACING, rank_spacing=RANK_SPACING, lane=LANE)


def box(id: str, rank: int, width: float = 100, height: float = 50) -> Box:
    return Box(id, rank, width, height)


@st.composite
def drawings(draw: st.DrawFn) -> tuple[list[Box], list[Link]]:
    count = draw(st.integers(1, 9))
    boxes = [
        Box(f"b{n}", draw(st.integers(0, min(n, 4))), draw(st.integers(20, 300)), draw(st.integers(10, 90)))
        for n in range(count)
    ]
    pairs = [(box.id, other.id) for box in boxes for other in boxes if box.rank < other.rank]
    if not pairs:
        return boxes, []
    return boxes, [Link(*pair) for pair in draw(st.lists(st.sampled_from(pairs), max_size=14, unique=True))]


@given(drawings())
@thorough
def test_nothing_overlaps(tree_glyphs: tuple[list[Box], list[Link]]) -> None:
    boxes, links = tree_glyphs
    layout = layout_of(boxes, links)
    rank_of = {box.id: box.rank for box in boxes}
    for rank in range(max(box.rank for box in boxes) + 1):
        stretches = [(layout.centres[box.id], box.width) for box in boxes if box.rank == rank]
        for link in links:
            first = rank_of[link.source]
            if first < rank < rank_of[link.target]:
                stretches.append((layout.lanes[link][rank - first - 1], LANE))
        for (left, width), (right, other) in pairwise(sorted(stretches)):
            assert right - left >= (width + other) / 2 + SPACING - 1e-6
        assert all(at - width / 2 >= -1e-6 and at + width / 2 <= layout.width + 1e-6 for at, width in stretches)
    for above, below in pairwise(range(len(layout.tops))):
        assert layout.tops[below] == pytest.approx(layout.bottoms[above] + RANK_SPACING)
    assert all(len(layout.lanes[link]) == rank_of[link.target] - rank_of[link.source] - 1 for link in links)


def test_a_chain_is_in_one_column() -> None:
    names = [f"b{n}" for n in range(5)]
    layout = layout_of(
        [box(name, n, 100 + 40 * n) for n, name in enumerate(names)], [Link(*two) for two in pairwise(names)]
    )
    assert len({round(at, 3) for at in layout.centres.values()}) == 1


def test_a_long_arrow_runs_straight_beside_the_boxes() -> None:
    chain = [f"b{n}" for n in range(6)]
    links = [*(Link(*two) for two in pairwise(chain)), Link("b0", "b5")]
    layout = layout_of([box(name, n) for n, name in enumerate(chain)], links)
    assert len({round(lane, 3) for lane in layout.lanes[Link("b0", "b5")]}) == 1


def test_a_box_is_centred_above_its_two_targets() -> None:
    layout = layout_of([box("a", 0), box("b", 1), box("c", 1)], [Link("a", "b"), Link("a", "c")])
    left, right = sorted((layout.centres["b"], layout.centres["c"]))
    assert left < layout.centres["a"] < right


def test_arrows_that_need_not_cross_do_not() -> None:
    boxes = [box("a", 0), box("b", 0), box("c", 0), box("x", 1), box("y", 1), box("z", 1)]
    layout = layout_of(boxes, [Link("a", "z"), Link("b", "y"), Link("c", "x")])
    above = sorted("abc", key=lambda name: layout.centres[name])
    below = sorted("xyz", key=lambda name: layout.centres[name])
    leads = {"a": "z", "b": "y", "c": "x"}
    assert [leads[name] for name in above] == below


def test_a_crossing_order_is_improved() -> None:
    boxes = [box("a", 0), box("b", 0), box("x", 1), box("y", 1)]
    layout = layout_of(boxes, [Link("a", "x"), Link("a", "y"), Link("b", "x")])
    reverse = layout.centres["a"] > layout.centres["b"]
    assert (layout.centres["y"] > layout.centres["x"]) == reverse


def test_a_lane_stays_straight_where_an_arrow_crosses_it() -> None:
    ranks, above, below = [[2, 0], [1, 3]], [[], [0], [], [2]], [[1], [], [3], []]
    columns = x_coordinates(ranks, above, below, [100, 100, 20, 20], lanes_from=2, spacing=30)
    assert columns[2] == columns[3]


def test_ports_are_in_the_order_of_their_targets() -> None:
    assert ports(100, 200, [50, 10, 90], 30) == (100, 70, 130)
    assert ports(100, 200, [], 30) == ()
    crowded = ports(100, 100, list(range(20)), 30)
    assert 50 <= min(crowded) <= max(crowded) <= 150
