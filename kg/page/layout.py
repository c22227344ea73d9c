"""Where each node of the drawing stands: springs and repulsion, then boxes pushed apart.

The positions are the same on every machine: additions, multiplications, divisions and square roots of
IEEE numbers are exact everywhere, so nothing else is used, and sums run in a fixed order. The method is
that of Fruchterman and Reingold (1991), with a pull to the centre that keeps loose parts near.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

_SPACING = 115.0  #: the length at which a spring rests, in pixels
_GRAVITY = 3.8
_USUAL_AREA = 7000.0  #: of a box with a short name
_STEPS = 250
_STRETCH = 1.45  #: screens and names are wider than high
_GOLDEN_ANGLE = 2.399963229728653
_GAP = 30.0  #: between two boxes
_PASSES = 120


def layout(boxes: Sequence[tuple[float, float]], edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The centre of each box, given its width and height, and which boxes are tied together.

    Boxes that come first start nearest the centre, so the best connected should.
    """
    if not boxes:
        return []
    x, y = _spring([max(1.0, width * height / _USUAL_AREA) for width, height in boxes], edges)
    return _apart(x * _STRETCH, y, boxes)


def _spring(weights: Sequence[float], edges: Sequence[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Heavier boxes push the others further away."""
    count, weight = len(weights), np.array(weights)
    angles = [_GOLDEN_ANGLE * index for index in range(count)]
    radii = [_SPACING * math.sqrt(index) for index in range(count)]
    x = np.array([round(r * math.cos(a), 3) for r, a in zip(radii, angles, strict=True)])
    y = np.array([round(r * math.sin(a), 3) for r, a in zip(radii, angles, strict=True)])
    tails = np.array([tail for tail, _ in edges], dtype=int)
    heads = np.array([head for _, head in edges], dtype=int)
    hottest = _SPACING * math.sqrt(count) / 4
    for step in range(_STEPS):
        across, down = x[None, :] - x[:, None], y[None, :] - y[:, None]
        push = _SPACING * _SPACING * weight[:, None] * weight[None, :] / (across * across + down * down + 1.0)
        move_x = np.add.reduce(across * push, axis=0)  # along the first axis: row by row, in order
        move_y = np.add.reduce(down * push, axis=0)
        if len(tails):
            pull_x, pull_y = x[heads] - x[tails], y[heads] - y[tails]
            strength = np.sqrt(pull_x * pull_x + pull_y * pull_y) / _SPACING
            np.add.at(move_x, tails, pull_x * strength)
            np.add.at(move_x, heads, -pull_x * strength)
            np.add.at(move_y, tails, pull_y * strength)
            np.add.at(move_y, heads, -pull_y * strength)
        move_x, move_y = move_x - x * _GRAVITY, move_y - y * _GRAVITY
        heat = hottest * (1 - step / _STEPS) + 1
        length = np.sqrt(move_x * move_x + move_y * move_y) + 0.001
        limit = np.minimum(length, heat) / length
        x, y = x + move_x * limit, y + move_y * limit
    return x, y


def _apart(x: np.ndarray, y: np.ndarray, boxes: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """Push overlapping boxes away from each other, along the side where the overlap is smaller."""
    wide = np.array([width + _GAP for width, _ in boxes])
    high = np.array([height + _GAP for _, height in boxes])
    room_x, room_y = (wide[:, None] + wide[None, :]) / 2, (high[:, None] + high[None, :]) / 2
    for _ in range(_PASSES):
        over_x = room_x - np.abs(x[:, None] - x[None, :])
        over_y = room_y - np.abs(y[:, None] - y[None, :])
        pairs = np.argwhere(np.triu((over_x > 0.5) & (over_y > 0.5), 1))
        if not len(pairs):
            break
        for first, second in pairs.tolist():
            if over_x[first, second] < over_y[first, second]:
                step = over_x[first, second] / 2 * (1 if x[first] < x[second] else -1)
                x[first], x[second] = x[first] - step, x[second] + step
            else:
                step = over_y[first, second] / 2 * (1 if y[first] < y[second] else -1)
                y[first], y[second] = y[first] - step, y[second] + step
    return [(round(float(a)), round(float(b))) for a, b in zip(x, y, strict=True)]
