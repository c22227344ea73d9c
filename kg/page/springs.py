"""Springs and repulsion, coarse to fine: where points come to rest.

The method is that of Fruchterman and Reingold (1991) on ever finer versions of the network, as Walshaw
(2003) does it: points that are tied are joined in pairs until few are left, these are laid out, and each
step back starts from where the coarser points stood. Springs are linear, and stronger between points that
share neighbours and have few: so clusters show, and a point with hundreds of ties does not pull all to it.
What is far away is summed exactly, in blocks that fit a processor's cache: two thousand points take seconds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

Points = np.ndarray  #: one number for each point
Ties = Mapping[tuple[int, int], float]  #: two points, the lower first → how strong

_SPACING = 120.0  #: two points with one tie rest about so far from each other
_GRAVITY = 0.02
_TURN = (-0.7373688780783197, 0.6754902942615238)  #: cosine and sine of the golden angle
_COARSEST, _SHRINKS = 24, 0.9  #: points; a coarser network must have fewer than this share
_STEPS_FIRST, _STEPS, _STEPS_LARGE, _LARGE = 300, 100, 40, 600
_BLOCK = 32  #: rows


def relaxed(areas: Sequence[float], ties: Sequence[tuple[int, int]]) -> tuple[Points, Points]:
    """Where so many points rest, given the area that each needs, and which are tied to which."""
    if len(areas) == 1:
        return np.zeros(1), np.zeros(1)
    usual = sum(areas) / len(areas)
    masses = [max(0.5, area / usual) for area in areas]
    return _level(masses, {(min(tie), max(tie)): 1.0 for tie in ties})


def _level(masses: Sequence[float], ties: Ties) -> tuple[Points, Points]:
    count = len(masses)
    x, y = _spiral(count)
    groups = _pairs(masses, ties) if count > _COARSEST else range(count)
    fewer = max(groups) + 1
    if fewer > _SHRINKS * count:
        return _rest(
            masses, ties, x, y, steps=min(_STEPS_FIRST, 20 * count), reach=_SPACING * math.sqrt(count) / 4
        )
    joined = [0.0] * fewer
    for group, mass in zip(groups, masses, strict=True):
        joined[group] += mass
    between: dict[tuple[int, int], float] = {}
    for (a, b), strength in ties.items():
        tie = (min(groups[a], groups[b]), max(groups[a], groups[b]))
        if tie[0] != tie[1]:
            between[tie] = between.get(tie, 0.0) + strength
    coarse_x, coarse_y = _level(joined, between)
    place, aside = np.array(groups), 0.5 / math.sqrt(count)
    steps = _STEPS if count < _LARGE else _STEPS_LARGE
    x, y = coarse_x[place] + x * aside, coarse_y[place] + y * aside
    return _rest(masses, ties, x, y, steps=steps, reach=1.5 * _SPACING)


def _pairs(masses: Sequence[float], ties: Ties) -> list[int]:
    """The group of each point, of one or two: tied to each other, or to the same third."""
    near: list[dict[int, float]] = [{} for _ in masses]
    for (a, b), strength in ties.items():
        near[a][b] = near[b][a] = strength
    groups = [-1] * len(masses)
    waiting: dict[int, int] = {}  #: a neighbour of both → the point that waits for another
    found = 0
    for point in sorted(range(len(masses)), key=lambda point: (len(near[point]), point)):
        if groups[point] >= 0:
            continue
        free = [other for other in near[point] if groups[other] < 0]
        third = max(near[point], key=lambda other: (near[point][other], -other), default=-1)
        if free:
            best = max(
                free, key=lambda other: (near[point][other] / masses[other], -len(near[other]), -other)
            )
            groups[point] = groups[best] = found
        elif third in waiting:
            groups[point] = groups[waiting.pop(third)]
            continue
        else:
            groups[point], waiting[third] = found, point
        found += 1
    return groups


def _spiral(count: int) -> tuple[Points, Points]:
    """As the seeds of a sunflower stand."""
    x, y, across, down = [], [], 1.0, 0.0
    for number in range(count):
        radius = _SPACING * math.sqrt(number)
        x.append(radius * across)
        y.append(radius * down)
        across, down = across * _TURN[0] - down * _TURN[1], across * _TURN[1] + down * _TURN[0]
    return np.array(x), np.array(y)


def _rest(
    masses: Sequence[float], ties: Ties, x: Points, y: Points, *, steps: int, reach: float
) -> tuple[Points, Points]:
    """Let the points move, each step a little less far; the first step at most by `reach`."""
    count, mass = len(masses), np.array(masses)
    tails = np.array([tail for tail, _ in ties], dtype=int)
    heads = np.array([head for _, head in ties], dtype=int)
    strength = np.array(_strengths(count, ties))
    for step in range(steps):
        move_x, move_y = _repulsion(x, y, mass)
        pull_x, pull_y = (x[heads] - x[tails]) * strength, (y[heads] - y[tails]) * strength
        inward = mass * _GRAVITY * np.sqrt(x * x + y * y) / _SPACING
        move_x += np.bincount(tails, pull_x, count) - np.bincount(heads, pull_x, count) - x * inward
        move_y += np.bincount(tails, pull_y, count) - np.bincount(heads, pull_y, count) - y * inward
        length = np.sqrt(move_x * move_x + move_y * move_y) + 0.001
        limit = np.minimum(length, reach * (1 - step / steps) + 1) / length
        x, y = x + move_x * limit, y + move_y * limit
    return x, y


def _strengths(count: int, ties: Ties) -> list[float]:
    """Of each spring: more for common neighbours, less for many ties."""
    near: list[set[int]] = [set() for _ in range(count)]
    for a, b in ties:
        near[a].add(b)
        near[b].add(a)
    return [2.0 * (1 + len(near[a] & near[b])) / math.sqrt(len(near[a]) * len(near[b])) for a, b in ties]


def _repulsion(x: Points, y: Points, mass: Points) -> tuple[Points, Points]:
    """How far all others push each point."""
    move_x, move_y, push = np.zeros(len(x)), np.zeros(len(x)), mass * (_SPACING * _SPACING)
    for start in range(0, len(x), _BLOCK):
        rows = slice(start, start + _BLOCK)
        across, down = x[None, :] - x[rows, None], y[None, :] - y[rows, None]
        force = push[rows, None] / (across * across + down * down + 1.0)
        move_x += np.add.reduce(across * force, axis=0)  # along the first axis: row by row, in order
        move_y += np.add.reduce(down * force, axis=0)
    return move_x * mass, move_y * mass
