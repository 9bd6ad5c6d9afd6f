"""Pairs two sets one to one with the greatest total weight, exactly: equal inputs give equal pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

Edge = tuple[int, int]


def assign(weights: Mapping[Edge, int]) -> list[Edge]:
    """The pairs ``(left, right)`` of greatest total weight, no member used twice, sorted.

    ``weights`` names the pairs that may be made, each with a positive weight. Solved apart for each connected group
    of members, so that the cubic cost is paid on groups of the few that rival each other.
    """
    pairs: list[Edge] = []
    for group in _groups(weights):
        pairs += _solve(group, weights)
    return sorted(pairs)


def _groups(weights: Mapping[Edge, int]) -> list[list[Edge]]:
    """The edges, by connected component, each sorted."""
    by_left: dict[int, list[int]] = defaultdict(list)
    by_right: dict[int, list[int]] = defaultdict(list)
    for left, right in sorted(weights):
        by_left[left].append(right)
        by_right[right].append(left)
    groups, seen = [], set()
    for start in by_left:
        if start in seen:
            continue
        members = _reach(start, by_left, by_right)
        seen |= members
        groups.append(sorted((left, right) for left in members for right in by_left[left]))
    return groups


def _reach(start: int, by_left: Mapping[int, list[int]], by_right: Mapping[int, list[int]]) -> set[int]:
    """The left members that are connected with ``start``, itself among them."""
    seen, waiting, crossed = {start}, [start], set()
    while waiting:
        for right in by_left[waiting.pop()]:
            if right in crossed:
                continue
            crossed.add(right)
            fresh = [left for left in by_right[right] if left not in seen]
            seen.update(fresh)
            waiting += fresh
    return seen


def _solve(edges: list[Edge], weights: Mapping[Edge, int]) -> list[Edge]:
    if len(edges) == 1:
        return edges
    lefts = sorted({left for left, _ in edges})
    rights = sorted({right for _, right in edges})
    if len(lefts) > len(rights):
        turned = {(right, left): weights[left, right] for left, right in edges}
        return [(left, right) for right, left in _solve(sorted(turned), turned)]
    costs = [[-weights.get((left, right), 0) for right in rights] for left in lefts]
    pairs = ((lefts[row], rights[column]) for row, column in enumerate(_cheapest(costs)))
    return [pair for pair in pairs if pair in weights]


def _cheapest(costs: list[list[int]]) -> list[int]:
    """The column of each row in the cheapest full assignment (Kuhn-Munkres with potentials; rows <= columns)."""
    height, width = len(costs), len(costs[0])
    row_price, column_price = [0] * (height + 1), [0] * (width + 1)
    owner = [0] * (width + 1)  # the row, from 1, that holds a column; 0 for none
    for row in range(1, height + 1):
        owner[0] = row
        _augment(costs, owner, row_price, column_price)
    columns = [0] * height
    for column in range(1, width + 1):
        if owner[column]:
            columns[owner[column] - 1] = column - 1
    return columns


def _augment(costs: list[list[int]], owner: list[int], row_price: list[int], column_price: list[int]) -> None:
    """Gives the row in ``owner[0]`` a column by the cheapest alternating path, moving the others along it."""
    width = len(owner) - 1
    slack: list[int | None] = [None] * (width + 1)
    came_from, used = [0] * (width + 1), [False] * (width + 1)
    here = 0
    while owner[here]:
        used[here] = True
        row = owner[here]
        for column in range(1, width + 1):
            if used[column]:
                continue
            cost = costs[row - 1][column - 1] - row_price[row] - column_price[column]
            best = slack[column]
            if best is None or cost < best:
                slack[column], came_from[column] = cost, here
        step, following = min((slack[c] or 0, c) for c in range(1, width + 1) if not used[c])
        for column in range(width + 1):
            if used[column]:
                row_price[owner[column]] += step
                column_price[column] -= step
            elif column:
                slack[column] = (slack[column] or 0) - step
        here = following
    while here:
        owner[here] = owner[came_from[here]]
        here = came_from[here]
