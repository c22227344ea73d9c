"""Boxes that overlap are pushed apart; boxes that a line runs through are pushed off it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

GAP = 24.0  #: between two boxes, in pixels
_ROOM_ACROSS, _ROOM_DOWN = 40.0, 20.0  #: more than the gap, between the two ends of a line
_TOLERANCE = 0.5  #: an overlap of the gaps that nobody sees
_PASSES, _PATIENCE, _GROWTH = 4000, 20, 1.03  #: after so many passes in vain, all moves away from the middle
_PUSH = 0.5  #: of the way off a line, in one round
_ROUNDS, _LOOSER, _MARGIN, _MOST_GROWTH = 40, 1.005, 6.0, 1.25
_MAX_PAIRS = 120_000  #: boxes times lines: beyond that, lines run where they must

Boxes = Sequence[tuple[float, float]]


def apart(
    x: np.ndarray, y: np.ndarray, boxes: Boxes, ties: Sequence[tuple[int, int]] = ()
) -> tuple[np.ndarray, np.ndarray]:
    """Push overlapping boxes away from each other, along the side where the overlap is smaller.

    Where lines are few, the two ends of one leave room for its arrow and its words.
    """
    wide, high = [width + GAP for width, _ in boxes], [height + GAP for _, height in boxes]
    apart_x, apart_y = np.array(wide), np.array(high)
    ends = np.array(ties if len(boxes) * len(ties) <= _MAX_PAIRS else [], dtype=int).reshape(-1, 2)
    for number in range(1, _PASSES):
        pairs = [(a, b, 0.0, 0.0) for a, b in _overlaps(x, y, apart_x, apart_y)]
        pairs += [(a, b, _ROOM_ACROSS, _ROOM_DOWN) for a, b in _near(x, y, apart_x, apart_y, ends)]
        if not pairs:
            break
        across, down = x.tolist(), y.tolist()
        for a, b, more_x, more_y in pairs:
            over_x = (wide[a] + wide[b]) / 2 + more_x - abs(across[a] - across[b])
            over_y = (high[a] + high[b]) / 2 + more_y - abs(down[a] - down[b])
            if over_x <= 0 or over_y <= 0:
                continue  # the pairs before have moved one of them
            places, over = (across, over_x) if over_x < over_y else (down, over_y)
            step = (over + _TOLERANCE) / 2 * (1 if places[a] < places[b] else -1)
            places[a] -= step
            places[b] += step
        growth = 1.0 if number % _PATIENCE else _GROWTH
        x, y = np.array(across) * growth, np.array(down) * growth
    return x, y


def _near(
    x: np.ndarray, y: np.ndarray, wide: np.ndarray, high: np.ndarray, ends: np.ndarray
) -> list[tuple[int, int]]:
    """The ends of lines that have no room for words."""
    a, b = ends[:, 0], ends[:, 1]
    short = (wide[a] + wide[b]) / 2 + _ROOM_ACROSS - np.abs(x[a] - x[b]) > _TOLERANCE
    short &= (high[a] + high[b]) / 2 + _ROOM_DOWN - np.abs(y[a] - y[b]) > _TOLERANCE
    return [(tail, head) for tail, head in ends[short].tolist()]


def _overlaps(x: np.ndarray, y: np.ndarray, wide: np.ndarray, high: np.ndarray) -> list[tuple[int, int]]:
    """The pairs of boxes that overlap, from left to right."""
    order = np.argsort(x - wide / 2, kind="stable")
    left, right = (x - wide / 2)[order], (x + wide / 2)[order]
    count = np.maximum(np.searchsorted(left, right - _TOLERANCE) - np.arange(len(x)) - 1, 0)
    first = np.repeat(np.arange(len(x)), count)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    a, b = order[first], order[second]
    hit = (high[a] + high[b]) / 2 - np.abs(y[a] - y[b]) > _TOLERANCE
    return list(zip(a[hit].tolist(), b[hit].tolist(), strict=True))


def clear_lines(
    x: np.ndarray, y: np.ndarray, boxes: Boxes, ties: Sequence[tuple[int, int]]
) -> tuple[np.ndarray, np.ndarray]:
    """Push boxes off the lines of others; no boxes overlap.

    The best of some rounds: few boxes on lines, and not much more room than before.
    """
    if not ties or len(boxes) * len(ties) > _MAX_PAIRS:
        return x, y
    lines = _Lines(boxes, ties)
    largest = _size(x, y) * _MOST_GROWTH
    best = (lines.hidden(x, y), x, y)
    for _ in range(_ROUNDS):
        if not best[0]:
            break
        x, y = lines.pushed(x, y)
        x, y = apart(x * _LOOSER, y * _LOOSER, boxes, ties)
        hidden = lines.hidden(x, y)
        if hidden < best[0] and _size(x, y) < largest:
            best = (hidden, x, y)
    return best[1:]


def _size(x: np.ndarray, y: np.ndarray) -> float:
    """Of the frame around all points: the mean of its sides."""
    return float(np.max(x) - np.min(x) + np.max(y) - np.min(y)) / 2


class _Lines:
    """Every line against every box that is not its end."""

    def __init__(self, boxes: Boxes, ties: Sequence[tuple[int, int]]) -> None:
        self.tails = np.array([tail for tail, _ in ties])
        self.heads = np.array([head for _, head in ties])
        numbers = np.arange(len(boxes))
        self.others = (numbers != self.tails[:, None]) & (numbers != self.heads[:, None])
        self.half_wide = np.array([width / 2 for width, _ in boxes])
        self.half_high = np.array([height / 2 for _, height in boxes])

    def pushed(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Each box off the lines that run through it."""
        inside, distance, normal_x, normal_y = self._through(x, y, _MARGIN)
        step = np.where(distance < 0, -inside, inside) * _PUSH
        return (
            x + np.add.reduce(step * normal_x[:, None], axis=0),
            y + np.add.reduce(step * normal_y[:, None], axis=0),
        )

    def hidden(self, x: np.ndarray, y: np.ndarray) -> int:
        """How often a line runs through a box."""
        return int(np.count_nonzero(self._through(x, y, 0.0)[0]))

    def _through(
        self, x: np.ndarray, y: np.ndarray, margin: float
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """How far each box is in each line's way, its distance from the line, the line's normal."""
        along_x, along_y = x[self.heads] - x[self.tails], y[self.heads] - y[self.tails]
        length = np.sqrt(along_x * along_x + along_y * along_y) + 0.001
        along_x, along_y = along_x / length, along_y / length
        from_x, from_y = x[None, :] - x[self.tails, None], y[None, :] - y[self.tails, None]
        distance = along_x[:, None] * from_y - along_y[:, None] * from_x
        place = along_x[:, None] * from_x + along_y[:, None] * from_y
        reach = np.abs(along_y)[:, None] * self.half_wide + np.abs(along_x)[:, None] * self.half_high + margin
        between = self.others & (place > 0) & (place < length[:, None])
        inside = np.where(between, np.maximum(reach - np.abs(distance), 0.0), 0.0)
        return inside, distance, -along_y, along_x
