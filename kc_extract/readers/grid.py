"""Ruled tables from the lines drawn on a page: lines that touch make a grid, its closed fields are the cells.

Words and lines together cost a fraction of a general table finder, which is why the drawing operators are read here.
"""

from __future__ import annotations

from itertools import pairwise, product
from statistics import fmean
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kc_extract.types import BBox

_THIN = 3.0  # points: a filled rectangle up to this thickness is a rule
_NEAR: float = 3.0  # points: rules closer than this are one (double borders), and ends this far apart touch
_SHORT = 8.0  # points: shorter marks are no rules
_OPEN = 8.0  # points: rules that run this far beyond the outermost crossing bound an open side
_COVERED = 0.6  # of the side of a field that a rule must cover to bound it
_MOST = 1500  # rules on a page: beyond, it is a drawing
_WHITE = 0.99


class Rule(msgspec.Struct, frozen=True):
    """A straight rule: ``at`` its y (or x), from ``low`` to ``high`` in the other direction."""

    at: float
    low: float
    high: float


class Rules(msgspec.Struct, frozen=True):
    """The rules of a page, double ones and pieces of one line joined."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A closed field of a grid: where it starts, how many rows and columns it covers, and its box."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: BBox


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """A ruled table: its fields by row and column; ``clean`` unless some field had to be cut into rectangles."""

    box: BBox
    rows: int
    columns: int
    fields: tuple[Field, ...]
    clean: bool = True


def drawn_rules(drawings: Iterable[Any], place: Callable[[BBox], BBox]) -> Rules:
    """The rules among a page's drawings, in the frame that ``place`` maps boxes to."""
    across: list[Rule] = []
    down: list[Rule] = []
    for drawing in drawings:
        for box in _thin_boxes(drawing):
            x0, y0, x1, y1 = place(box)
            if y1 - y0 <= _THIN:
                across.append(Rule((y0 + y1) / 2, x0, x1))
            if x1 - x0 <= _THIN:
                down.append(Rule((x0 + x1) / 2, y0, y1))
    return Rules(_joined(across), _joined(down))


def _thin_boxes(drawing: Any) -> Iterable[BBox]:  # noqa: ANN401 - a dictionary of the engine
    """The boxes of a drawing's straight lines and thin rectangles; the four sides of a stroked rectangle."""
    if drawing.get("type") not in {"s", "f", "fs"} or _is_invisible(drawing):
        return
    stroked = "s" in drawing["type"]
    for item in drawing["items"]:
        if item[0] == "l" and stroked:
            (x0, y0), (x1, y1) = item[1], item[2]
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        elif item[0] == "re":
            yield from _sides(tuple(item[1]), stroked=stroked)
        elif item[0] == "qu":
            xs, ys = zip(*item[1], strict=True)
            yield from _sides((min(xs), min(ys), max(xs), max(ys)), stroked=stroked)
    if not stroked and all(item[0] == "l" for item in drawing["items"]):
        yield from _sides(tuple(drawing["rect"]), stroked=False)


def _sides(box: BBox, *, stroked: bool) -> Iterable[BBox]:
    x0, y0, x1, y1 = box
    if min(x1 - x0, y1 - y0) <= _THIN:
        yield box
    elif stroked:
        yield from ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))


def _is_invisible(drawing: Any) -> bool:  # noqa: ANN401
    color = drawing.get("color") if "s" in drawing["type"] else drawing.get("fill")
    return color is not None and len(color) > 0 and min(color) > _WHITE


def _joined(rules: list[Rule]) -> tuple[Rule, ...]:
    """Rules on one line that touch or overlap made one; marks too short to be rules left out."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lines and rule.at - lines[-1][0].at <= _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    joined = (rule for line in lines for rule in _runs(line))
    return tuple(rule for rule in joined if rule.high - rule.low >= _SHORT)


def _runs(line: list[Rule]) -> list[Rule]:
    runs: list[list[Rule]] = []
    end = 0.0
    for rule in sorted(line, key=lambda rule: rule.low):
        if runs and rule.low <= end + _NEAR:
            runs[-1].append(rule)
        else:
            runs.append([rule])
            end = rule.high
        end = max(end, rule.high)
    return [Rule(_weighted(run), run[0].low, max(rule.high for rule in run)) for run in runs]


def _weighted(run: list[Rule]) -> float:
    """Where the longest rule of the run lies: its corners and stubs may be off by their thickness."""
    return max(run, key=lambda rule: rule.high - rule.low).at


def find_grids(rules: Rules) -> tuple[Grid, ...]:
    """The grids that the rules make, from top to bottom; a single closed box is a frame, not a grid."""
    if len(rules.across) + len(rules.down) > _MOST:
        return ()
    grids = [_grid(across, down) for across, down in _connected(rules)]
    found = [grid for grid in grids if grid is not None]
    outer = [grid for grid in found if not any(_inside(grid.box, other.box) for other in found if other is not grid)]
    return tuple(sorted(outer, key=lambda grid: (grid.box[1], grid.box[0])))


def _inside(inner: BBox, outer: BBox) -> bool:
    return (
        outer[0] - 1 <= inner[0] and outer[1] - 1 <= inner[1] and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )


def _connected(rules: Rules) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules in groups that hang together by crossings, each with at least two rules in both directions."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for rule in rules.down:
        touched = [group for group in groups if any(_cross(across, rule) for across in group[0])]
        known = [across for group in touched for across in group[0]]
        fresh = [a for a in rules.across if _cross(a, rule) and not any(a is other for other in known)]
        merged = (known + fresh, [down for group in touched for down in group[1]] + [rule])
        groups = [group for group in groups if not any(group is other for other in touched)] + [merged]
    return [group for group in groups if len(group[0]) > 1 and len(group[1]) > 1]


def _cross(across: Rule, down: Rule) -> bool:
    return across.low - _NEAR <= down.at <= across.high + _NEAR and down.low - _NEAR <= across.at <= down.high + _NEAR


class _Lattice(msgspec.Struct, frozen=True):
    """The crossings of a group: positions of columns and rows, and which sides of the fields between are ruled."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    upright: frozenset[tuple[int, int]]  # (x index, row): the side at x of that row is ruled
    level: frozenset[tuple[int, int]]  # (y index, column): the side at y of that column is ruled


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    lattice = _lattice(across, down)
    groups, clean = _rectangles(lattice)
    fields = tuple(_field(lattice, group) for group in groups if _is_closed(lattice, group))
    if len(fields) < 2 or len({field.column for field in fields}) < 2:  # noqa: PLR2004 - one column is framed text
        return None
    xs, ys = lattice.xs, lattice.ys
    box = (xs[0], ys[0], xs[-1], ys[-1])
    return Grid(box=box, rows=len(ys) - 1, columns=len(xs) - 1, fields=fields, clean=clean)


def _lattice(across: list[Rule], down: list[Rule]) -> _Lattice:
    across, down = _closed_sides(across, down)
    xs, ys = _positions(down), _positions(across)
    upright = {
        (i, j) for (i, x), (j, band) in product(enumerate(xs), enumerate(pairwise(ys))) if _is_ruled(down, x, band)
    }
    level = {
        (j, i) for (j, y), (i, band) in product(enumerate(ys), enumerate(pairwise(xs))) if _is_ruled(across, y, band)
    }
    return _Lattice(xs, ys, frozenset(upright), frozenset(level))


def _closed_sides(across: list[Rule], down: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """The rules with one more at each side that is left open and that the crossing rules run out to."""
    left, right = min(r.low for r in across), max(r.high for r in across)
    top, bottom = min(r.low for r in down), max(r.high for r in down)
    sides = [x for x in (left, right) if all(abs(x - rule.at) > _OPEN for rule in down)]
    ends = [y for y in (top, bottom) if all(abs(y - rule.at) > _OPEN for rule in across)]
    return [*across, *(Rule(y, left, right) for y in ends)], [*down, *(Rule(x, top, bottom) for x in sides)]


def _positions(rules: list[Rule]) -> tuple[float, ...]:
    groups: list[list[float]] = []
    for at in sorted(rule.at for rule in rules):
        if groups and at - groups[-1][0] <= _NEAR:
            groups[-1].append(at)
        else:
            groups.append([at])
    return tuple(fmean(group) for group in groups)


def _is_ruled(rules: list[Rule], at: float, band: tuple[float, float]) -> bool:
    low, high = band
    covered = sum(max(0.0, min(rule.high, high) - max(rule.low, low)) for rule in rules if abs(rule.at - at) <= _NEAR)
    return covered >= _COVERED * (high - low)


def _rectangles(lattice: _Lattice) -> tuple[list[list[tuple[int, int]]], bool]:
    """The atoms (row, column) joined where no rule parts them; what is no rectangle is cut into rows first."""
    groups = _flooded(lattice)
    clean = all(_is_rectangle(group) for group in groups)
    cut = [part for group in groups for part in ([group] if _is_rectangle(group) else _cut(group))]
    return cut, clean


def _flooded(lattice: _Lattice) -> list[list[tuple[int, int]]]:
    rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    unseen = set(product(range(rows), range(columns)))
    groups = []
    for atom in product(range(rows), range(columns)):
        if atom in unseen:
            unseen.discard(atom)
            group, edge = [atom], [atom]
            while edge:
                near = [n for n in _neighbours(lattice, edge.pop()) if n in unseen]
                unseen.difference_update(near)
                group += near
                edge += near
            groups.append(sorted(group))
    return groups


def _neighbours(lattice: _Lattice, atom: tuple[int, int]) -> list[tuple[int, int]]:
    row, column = atom
    near = []
    if (column, row) not in lattice.upright:
        near.append((row, column - 1))
    if (column + 1, row) not in lattice.upright:
        near.append((row, column + 1))
    if (row, column) not in lattice.level:
        near.append((row - 1, column))
    if (row + 1, column) not in lattice.level:
        near.append((row + 1, column))
    return near


def _is_rectangle(group: Sequence[tuple[int, int]]) -> bool:
    rows, columns = zip(*group, strict=True)
    return bool((max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) == len(group))


def _cut(group: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    parts: list[list[tuple[int, int]]] = []
    for atom in sorted(group):
        if parts and parts[-1][-1] == (atom[0], atom[1] - 1):
            parts[-1].append(atom)
        else:
            parts.append([atom])
    return parts


def _is_closed(lattice: _Lattice, group: Sequence[tuple[int, int]]) -> bool:
    """Whether the field is ruled on all sides that lie on the outside of the grid."""
    last_row, last_column = len(lattice.ys) - 2, len(lattice.xs) - 2
    outside = [(column, row) in lattice.upright for row, column in group if column == 0]
    outside += [(column + 1, row) in lattice.upright for row, column in group if column == last_column]
    outside += [(row, column) in lattice.level for row, column in group if row == 0]
    outside += [(row + 1, column) in lattice.level for row, column in group if row == last_row]
    return 2 * sum(outside) >= len(outside)


def _field(lattice: _Lattice, group: Sequence[tuple[int, int]]) -> Field:
    rows, columns = zip(*group, strict=True)
    row, column = min(rows), min(columns)
    rowspan, colspan = max(rows) - row + 1, max(columns) - column + 1
    box = (lattice.xs[column], lattice.ys[row], lattice.xs[column + colspan], lattice.ys[row + rowspan])
    return Field(row=row, column=column, rowspan=rowspan, colspan=colspan, box=box)
