"""Where the boxes of the drawing stand."""

from hashlib import sha256
from itertools import combinations, pairwise

import pytest

from kg.page.layout import layout

Spots = list[tuple[int, int]]
Boxes = list[tuple[float, float]]


def overlapping(spots: Spots, boxes: Boxes) -> int:
    return sum(
        abs(x - a) < (width + w) / 2 and abs(y - b) < (height + h) / 2
        for ((x, y), (width, height)), ((a, b), (w, h)) in combinations(zip(spots, boxes, strict=True), 2)
    )


def distance(spots: Spots, first: int, second: int) -> float:
    (x, y), (a, b) = spots[first], spots[second]
    return float((x - a) ** 2 + (y - b) ** 2) ** 0.5


@pytest.mark.parametrize("count", [1, 2, 10, 60, 300])
def test_no_box_lies_on_another(count: int) -> None:
    boxes = [(60.0 + 7 * (place % 15), 30.0) for place in range(count)]
    edges = [(place // 3, place) for place in range(1, count)]
    assert overlapping(layout(boxes, edges), boxes) == 0


def test_boxes_without_ties_overlap_neither() -> None:
    boxes = [(100.0, 30.0)] * 60
    assert overlapping(layout(boxes, []), boxes) == 0


def test_nothing_to_lay_out() -> None:
    assert layout([], []) == []


def test_the_same_places_on_every_machine() -> None:
    boxes = [(60.0 + 7 * (place % 15), 30.0) for place in range(200)]
    edges = [(place // 3, place) for place in range(1, 150)] + [(150, 151), (152, 153)]
    spots = layout(boxes, edges)
    assert spots == layout(boxes, edges)
    assert sha256(repr(spots).encode()).hexdigest()[:12] == "a0de7947503a"


def test_a_hub_is_in_the_middle() -> None:
    spots = layout([(100.0, 30.0)] * 21, [(0, place) for place in range(1, 21)])
    distances = [x * x + y * y for x, y in spots]
    assert distances[0] == min(distances)


def test_clusters_stand_apart() -> None:
    clusters = [range(start, start + 10) for start in range(0, 60, 10)]
    edges = [pair for cluster in clusters for pair in combinations(cluster, 2)]
    edges += [(a[0], b[0]) for a, b in pairwise(clusters)]
    spots = layout([(100.0, 30.0)] * 60, edges)
    inside = [distance(spots, a, b) for cluster in clusters for a, b in combinations(cluster, 2)]
    across = [distance(spots, a, b) for a, b in combinations(range(60), 2) if a // 10 != b // 10]
    assert sum(across) / len(across) > 2 * sum(inside) / len(inside)


def test_loose_parts_stand_around_the_large_one_and_off_its_lines() -> None:
    edges = [(0, place) for place in range(1, 30)] + [(30, 31), (32, 33)]
    spots = layout([(100.0, 30.0)] * 34, edges)
    wide = max(x for x, _ in spots[:30]) - min(x for x, _ in spots[:30])
    for a, b in ((30, 31), (32, 33)):
        assert distance(spots, 0, a) < 2 * wide
        assert distance(spots, a, b) < wide


def test_lines_of_a_small_drawing_run_past_the_boxes_of_others() -> None:
    edges = [(0, place) for place in range(1, 12)] + [(1, 12), (12, 13), (2, 13), (3, 14), (14, 0)]
    boxes = [(120.0, 32.0)] * 15
    spots = layout(boxes, edges)
    for a, b in edges:
        for step in range(1, 40):
            x = spots[a][0] + (spots[b][0] - spots[a][0]) * step / 40
            y = spots[a][1] + (spots[b][1] - spots[a][1]) * step / 40
            through = [
                box
                for box, (i, j) in enumerate(spots)
                if abs(x - i) < 60 and abs(y - j) < 16 and box not in (a, b)
            ]
            assert not through, (a, b)
