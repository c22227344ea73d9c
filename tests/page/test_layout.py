"""Where the boxes of the drawing stand."""

from itertools import combinations

import pytest

from kg.page.layout import layout


def overlapping(places: list[tuple[int, int]], boxes: list[tuple[float, float]]) -> int:
    return sum(
        abs(x - a) < (width + w) / 2 and abs(y - b) < (height + h) / 2
        for ((x, y), (width, height)), ((a, b), (w, h)) in combinations(zip(places, boxes, strict=True), 2)
    )


@pytest.mark.parametrize("count", [1, 2, 10, 60, 150])
def test_no_box_lies_on_another(count: int) -> None:
    boxes = [(60.0 + 7 * (place % 15), 30.0) for place in range(count)]
    edges = [(place // 3, place) for place in range(1, count)]
    assert overlapping(layout(boxes, edges), boxes) == 0


def test_nothing_to_lay_out() -> None:
    assert layout([], []) == []


def test_the_same_places_every_time() -> None:
    boxes, edges = [(100.0, 30.0)] * 40, [(0, place) for place in range(1, 40)]
    assert layout(boxes, edges) == layout(boxes, edges)


def test_a_hub_is_in_the_middle() -> None:
    places = layout([(100.0, 30.0)] * 21, [(0, place) for place in range(1, 21)])
    distances = [x * x + y * y for x, y in places]
    assert distances[0] == min(distances)
