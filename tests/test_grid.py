"""Ruled grids from drawn lines: cells, merged cells, open sides, and what is no table."""

import pytest

from kc_extract.readers.grid import Grid, Rule, Rules, drawn_rules, find_grids
from kc_extract.types import BBox


def grid_of(xs: list[float], ys: list[float]) -> Rules:
    across = tuple(Rule(y, xs[0], xs[-1]) for y in ys)
    return Rules(across, tuple(Rule(x, ys[0], ys[-1]) for x in xs))


def spans(grid: Grid) -> list[tuple[int, int, int, int]]:
    return sorted((field.row, field.column, field.rowspan, field.colspan) for field in grid.fields)


def test_crossing_rules_make_cells() -> None:
    (grid,) = find_grids(grid_of([50, 100, 300], [60, 80, 120]))
    assert spans(grid) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    assert grid.box == (50, 60, 300, 120)
    assert grid.fields[0].box == (50, 60, 100, 80)
    assert grid.clean


def test_a_missing_rule_merges_cells() -> None:
    across = (Rule(60, 50, 300), Rule(80, 100, 300), Rule(100, 50, 300), Rule(120, 50, 300))
    down = (Rule(50, 60, 120), Rule(100, 60, 120), Rule(200, 80, 120), Rule(300, 60, 120))
    (grid,) = find_grids(Rules(across, down))
    assert spans(grid) == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
        (2, 0, 1, 1),
        (2, 1, 1, 1),
        (2, 2, 1, 1),
    ]


def test_open_sides_are_closed_where_the_rules_run_out() -> None:
    across = (Rule(60, 50, 300), Rule(80, 50, 300), Rule(120, 50, 300))
    (grid,) = find_grids(Rules(across, (Rule(100, 60, 120), Rule(200, 60, 160))))
    assert (grid.columns, grid.rows) == (3, 3)
    assert grid.box == (50, 60, 300, 160)


@pytest.mark.parametrize(
    "rules",
    [
        Rules((Rule(60, 50, 300), Rule(80, 50, 300)), ()),  # underlines
        grid_of([50, 300], [60, 120]),  # a frame around text
        grid_of([50, 300], [60, 90, 120]),  # boxes below each other
        Rules((Rule(60, 50, 100), Rule(90, 50, 100)), (Rule(200, 60, 90), Rule(300, 60, 90))),  # nothing touches
        grid_of([float(x) for x in range(0, 9000, 10)], [float(y) for y in range(0, 9000, 10)]),  # a drawing
    ],
)
def test_other_rules_are_no_grid(rules: Rules) -> None:
    assert find_grids(rules) == ()


def test_two_tables_of_a_page_are_two_grids_from_top_to_bottom() -> None:
    low, high = grid_of([50, 100, 300], [500, 520, 540]), grid_of([50, 150, 300], [60, 80, 120])
    grids = find_grids(Rules(low.across + high.across, low.down + high.down))
    assert [grid.box[1] for grid in grids] == [60, 500]


def test_a_field_that_is_no_rectangle_is_cut_and_told() -> None:
    across = (Rule(60, 50, 300), Rule(80, 50, 100), Rule(120, 50, 300))
    down = (Rule(50, 60, 120), Rule(100, 60, 80), Rule(300, 60, 120))
    (grid,) = find_grids(Rules(across, down))
    assert not grid.clean
    assert spans(grid) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)]


def same(box: BBox) -> BBox:
    return box


def test_rules_are_read_from_lines_thin_rectangles_and_stroked_boxes() -> None:
    drawings = [
        {"type": "s", "color": (0, 0, 0), "items": [("l", (50, 60), (300, 60))], "rect": (50, 60, 300, 60)},
        {"type": "f", "fill": (0, 0, 0), "items": [("re", (50, 79.8, 300, 80.2), 1)], "rect": (50, 79.8, 300, 80.2)},
        {"type": "s", "color": (0, 0, 0), "items": [("re", (50, 100, 300, 200), 1)], "rect": (50, 100, 300, 200)},
    ]
    rules = drawn_rules(drawings, same)
    assert [(rule.at, rule.low, rule.high) for rule in rules.across] == [
        (60, 50, 300),
        (80, 50, 300),
        (100, 50, 300),
        (200, 50, 300),
    ]
    assert [(rule.at, rule.low, rule.high) for rule in rules.down] == [(50, 100, 200), (300, 100, 200)]


def test_pieces_of_one_rule_are_joined_and_double_rules_are_one() -> None:
    dots = [
        {"type": "f", "fill": (0, 0, 0), "items": [("re", (x, 60, x + 1, 61), 1)], "rect": (x, 60, x + 1, 61)}
        for x in range(50, 120, 2)
    ]
    second = {"type": "s", "color": (0, 0, 0), "items": [("l", (50, 62), (119, 62))], "rect": (50, 62, 119, 62)}
    rules = drawn_rules([*dots, second], same)
    assert [(rule.low, rule.high) for rule in rules.across] == [(50, 119)]
    assert rules.down == ()


@pytest.mark.parametrize(
    "drawing",
    [
        {"type": "f", "fill": (0.9, 0.9, 0.9), "items": [("re", (50, 60, 300, 90), 1)], "rect": (50, 60, 300, 90)},
        {"type": "s", "color": (1, 1, 1), "items": [("l", (50, 60), (300, 60))], "rect": (50, 60, 300, 60)},
        {"type": "s", "color": (0, 0, 0), "items": [("l", (50, 60), (55, 60))], "rect": (50, 60, 55, 60)},
        {"type": "clip", "items": [("re", (50, 60, 300, 60), 1)], "rect": (50, 60, 300, 60)},
    ],
    ids=["shading", "white", "short", "clip"],
)
def test_other_drawings_are_no_rules(drawing: dict[str, object]) -> None:
    assert drawn_rules([drawing], same) == Rules((), ())
