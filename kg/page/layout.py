"""Where each box of the drawing stands: springs, then boxes pushed apart, then loose parts packed around.

The positions are the same on every machine: additions, subtractions, multiplications, divisions and square
roots of IEEE numbers are exact everywhere, so nothing else is used here and in the two modules that this one
calls, and sums run in a fixed order.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import count

import numpy as np

from kg.page.spacing import GAP, apart, clear_lines
from kg.page.springs import relaxed

Box = tuple[float, float]  #: width and height, in pixels
Spot = tuple[float, float]  #: a centre
Tie = tuple[int, int]  #: two boxes, by their index
Cell = tuple[int, int]

_SHAPE = 1.5  #: screens and names are wider than high
_FILL, _FILL_MOST = 0.48, 0.3  #: the share of the drawing that boxes take: of a small one, of a large one
_LARGE = 1000  #: boxes
_CELL = 60.0  #: of the grid on which loose parts are packed, in pixels


def layout(boxes: Sequence[Box], edges: Sequence[Tie]) -> list[tuple[int, int]]:
    """The centre of each box, given its width and height, and which boxes are tied together.

    Boxes that come first start nearest the centre, so the best connected should. No two boxes overlap;
    boxes that nothing ties to the largest part are packed around it, in the room that it leaves.
    """
    spots: list[Spot] = [(0.0, 0.0)] * len(boxes)
    parts = list(_parts(len(boxes), edges))
    for part in parts:
        number = {box: place for place, box in enumerate(part)}
        ties = [(number[a], number[b]) for a, b in edges if a in number and a != b]
        for box, spot in zip(part, _arranged([boxes[box] for box in part], ties), strict=True):
            spots[box] = spot
    _pack(parts, spots, boxes, edges)
    return [(round(x), round(y)) for x, y in spots]


def _parts(size: int, edges: Sequence[Tie]) -> Iterator[list[int]]:
    """The boxes that hang together, the largest part first."""
    above = list(range(size))

    def top(box: int) -> int:
        while above[box] != box:
            above[box] = above[above[box]]
            box = above[box]
        return box

    for a, b in edges:
        first, second = sorted((top(a), top(b)))
        above[second] = first
    parts: dict[int, list[int]] = {}
    for box in range(size):
        parts.setdefault(top(box), []).append(box)
    yield from sorted(parts.values(), key=lambda part: (-len(part), part[0]))


def _arranged(boxes: Sequence[Box], ties: Sequence[Tie]) -> list[Spot]:
    """One part, its middle at (0, 0)."""
    x, y = relaxed([width * height for width, height in boxes], ties)
    wide, high = _spread(x), _spread(y)
    if wide < high:
        x, y, wide, high = y, -x, high, wide
    stretch = max(1.0, _SHAPE * high / wide) if wide > 0 else 1.0  # at most _SHAPE, where it is a disc
    area = sum((width + GAP) * (height + GAP) for width, height in boxes)
    fill = _FILL + (_FILL_MOST - _FILL) * min(1.0, len(boxes) / _LARGE)
    scale = math.sqrt(area / fill / stretch / (wide * wide + high * high)) / 2.5 if wide > 0 else 1.0
    x, y = apart(x * (scale * stretch), y * scale, boxes, ties)
    x, y = clear_lines(x, y, boxes, ties)
    left, right = (side(x.tolist()) for side in (min, max))
    top, bottom = (side(y.tolist()) for side in (min, max))
    across, down = (left + right) / 2, (top + bottom) / 2
    return [(a - across, b - down) for a, b in zip(x.tolist(), y.tolist(), strict=True)]


def _spread(values: np.ndarray) -> float:
    """How far from their mean they are, in the root of the mean square."""
    numbers: list[float] = values.tolist()
    mean = sum(numbers) / len(numbers)
    return math.sqrt(sum((number - mean) * (number - mean) for number in numbers) / len(numbers))


def _pack(
    parts: Sequence[Sequence[int]], spots: list[Spot], boxes: Sequence[Box], edges: Sequence[Tie]
) -> None:
    """Move every part but the first to a free place near the middle: where no box and no line is."""
    taken: set[Cell] = set()
    around = _Around()
    seen: dict[Cell, int] = {}  #: how wide and high, in cells → the place that was the first with room
    for number, part in enumerate(parts):
        if number == 0:
            taken.update(_covered(part, spots, boxes, edges))
            continue
        left, top, right, bottom = _frame(part, spots, boxes)
        wide, high = (math.ceil((size + 2 * GAP) / _CELL) for size in (right - left, bottom - top))
        start = max((place for (w, h), place in seen.items() if w <= wide and h <= high), default=0)
        for place in count(start):
            i, j = around[place]
            cells = [(i + a, j + b) for a in range(wide) for b in range(high)]
            if taken.isdisjoint(cells):
                break
        seen[wide, high] = place
        taken.update(cells)
        across = (i + wide / 2) * _CELL - (left + right) / 2
        down = (j + high / 2) * _CELL - (top + bottom) / 2
        for box in part:
            spots[box] = (spots[box][0] + across, spots[box][1] + down)


def _covered(
    part: Sequence[int], spots: Sequence[Spot], boxes: Sequence[Box], edges: Sequence[Tie]
) -> Iterator[Cell]:
    """The cells under the boxes and the lines of a part."""
    for box in part:
        left, top, right, bottom = (
            math.floor(side / _CELL) for side in _frame([box], spots, boxes, margin=GAP)
        )
        yield from ((i, j) for i in range(left, right + 1) for j in range(top, bottom + 1))
    inside = set(part)
    for a, b in edges:
        if a in inside:
            (x, y), (to_x, to_y) = spots[a], spots[b]
            steps = 1 + int(2 * max(abs(to_x - x), abs(to_y - y)) / _CELL)
            for step in range(steps + 1):
                share = step / steps
                yield (
                    math.floor((x + (to_x - x) * share) / _CELL),
                    math.floor((y + (to_y - y) * share) / _CELL),
                )


def _frame(
    part: Sequence[int], spots: Sequence[Spot], boxes: Sequence[Box], *, margin: float = 0.0
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of some boxes."""
    return (
        min(spots[box][0] - boxes[box][0] / 2 for box in part) - margin,
        min(spots[box][1] - boxes[box][1] / 2 for box in part) - margin,
        max(spots[box][0] + boxes[box][0] / 2 for box in part) + margin,
        max(spots[box][1] + boxes[box][1] / 2 for box in part) + margin,
    )


class _Around:
    """All cells, by their distance from the middle: rings as wide as a screen is, as far as anybody asks."""

    def __init__(self) -> None:
        self.cells: list[Cell] = [(0, 0)]
        self.rings = 0

    def __getitem__(self, place: int) -> Cell:
        while place >= len(self.cells):
            self.rings += 1
            high, wide = self.rings, int(self.rings * _SHAPE)
            inner = int((self.rings - 1) * _SHAPE)
            ring = [
                (i, j)
                for j in range(-high, high + 1)
                for i in range(-wide, wide + 1)
                if abs(j) == high or abs(i) > inner
            ]
            self.cells += sorted(ring, key=lambda cell: (4 * cell[0] ** 2 + 9 * cell[1] ** 2, cell))
        return self.cells[place]
