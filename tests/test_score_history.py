"""Scores against earlier ones and against their floors."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kc_extract.score import (
    Floors,
    Form,
    Score,
    ScoreError,
    check_floors,
    compare,
    load_earlier,
    measure_floors,
    read_floors,
    render_difference,
    score,
    score_forms,
    score_to_json,
)

FIRST = {"number": "1/QĐ-TTg", "issued_on": "2024-01-02"}
SECOND = {"number": "72/2025/QH15", "issued_on": None}
LABELS = {"a": {"document": {"kind": "plan"}, "citations": [FIRST, SECOND, SECOND]}}


def form(*citations: dict[str, Any], kind: str = "plan", name: str = "a.txt") -> Form:
    document = {"source_name": name, "kind": kind, "text_source": "plain"}
    return Form(path=name, tier="text", extraction={"document": document, "citations": list(citations)})


def run(*forms: Form, gold: str = "g1") -> Score:
    return score_forms(LABELS, forms, gold)


def keys(changes: list[Any]) -> list[str]:
    return [f"{change.kind} {change.key}" for change in changes]


def test_records_gained_and_lost_are_counted_one_by_one() -> None:
    difference = compare(run(form(FIRST)), run(form(SECOND, SECOND, kind="letter")))
    assert keys(difference.gained["core"]) == ["citations 72/2025/QH15"] * 2
    assert keys(difference.lost["core"]) == ["citations 1/QĐ-TTg 2024-01-02", "fields kind"]


def test_a_record_lost_at_strict_alone() -> None:
    undated = {**FIRST, "issued_on": None}
    difference = compare(run(form(FIRST)), run(form(undated)))
    assert (keys(difference.lost["core"]), keys(difference.lost["strict"])) == ([], ["citations 1/QĐ-TTg 2024-01-02"])
    assert "Lost at strict: 1" in render_difference(difference)
    assert "Lost: 0" in render_difference(difference)


def test_inventions_come_and_go_near_misses_among_them() -> None:
    stray, near = {"number": "9/CT-UBND"}, {"number": "73/2025/QH15"}
    difference = compare(run(form(stray)), run(form(near, kind="letter")))
    assert keys(difference.invented) == ["citations 73/2025/QH15", "fields kind: letter"]
    assert keys(difference.withdrawn) == ["citations 9/CT-UBND"]


def test_figures_before_and_after_by_hand() -> None:
    difference = compare(run(form(FIRST)), run(form(FIRST, SECOND, SECOND)))
    steps = {(step.kind, step.level): (step.before, step.after) for step in difference.steps}
    assert steps["citations", "core"] == (0.5, 1.0)
    assert "citations  core     0.500  1.000  +0.500" in render_difference(difference)


def test_equal_runs_differ_in_nothing() -> None:
    difference = compare(run(form(FIRST)), run(form(FIRST)))
    assert not any([*difference.gained.values(), *difference.lost.values(), difference.invented, difference.withdrawn])
    assert "No F1 moved." in render_difference(difference)


def test_documents_of_one_run_alone_are_named_not_counted() -> None:
    difference = compare(run(form(FIRST)), run(form(FIRST, name="a.pdf"), gold="g2"))
    assert (difference.new_documents, difference.lost_documents) == (["text/a.pdf"], ["text/a.txt"])
    assert (difference.same_gold, difference.lost["core"]) == (False, [])
    assert "The gold changed between the two runs." in render_difference(difference)


def test_an_earlier_score_is_read_back_or_made_from_its_folder(tmp_path: Path) -> None:
    gold, out = tmp_path / "gold", tmp_path / "out"
    for folder, value in (
        (gold, {"document": {"source_name": "a.txt"}, "citations": [FIRST]}),
        (out, form().extraction),
    ):
        folder.mkdir()
        (folder / "a.json").write_text(json.dumps(value))
    result = score(gold, out)
    (tmp_path / "kept.json").write_bytes(score_to_json(result))
    assert load_earlier(tmp_path / "kept.json", gold) == result == load_earlier(out, gold)


@pytest.mark.parametrize("text", [b'{"schema": "kc-extract/1"}', b"{", b"\xff"])
def test_what_is_no_earlier_score_is_named(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(text)
    with pytest.raises(ScoreError, match=r"old\.json: not the JSON of a score"):
        load_earlier(path, tmp_path)
    with pytest.raises(ScoreError, match=r"none\.json: cannot be read"):
        load_earlier(tmp_path / "none.json", tmp_path)


def floors(gold: str | None = None, **tiers: object) -> Floors:
    return msgspec.convert({"gold": gold, "f1": tiers}, Floors)


def test_floors_hold_at_their_edge_and_name_what_falls_below() -> None:
    result = run(form(FIRST))
    assert check_floors(result, floors(all={"citations": {"core": 0.5}}, text={"citations": {"strict": None}})) == []
    assert check_floors(result, floors(text={"citations": {"core": 0.51}, "fields": {"core": 1.0}})) == [
        "text: citations core F1 0.5000 is below its floor 0.5100"
    ]


def test_a_floor_for_what_was_not_scored_is_a_fault() -> None:
    result = run(form(FIRST))
    faults = check_floors(result, floors(pdf={"citations": {"core": 0.1}}, all={"funding": {"core": 0.1}}))
    assert faults == [
        "pdf: citations has a floor, but none was scored",
        "all: funding has a floor, but none was scored",
    ]


def test_floors_know_the_gold_they_were_measured_with() -> None:
    result = run(form(FIRST))
    assert check_floors(result, floors("g1")) == []
    assert "the gold has changed" in check_floors(result, floors("g0"))[0]


def test_measured_floors_hold_for_the_run_they_were_measured_on() -> None:
    result = run(form(FIRST), form(FIRST, SECOND, {"number": "5/TB"}, name="a.pdf"))
    measured = measure_floors(result)
    assert measured.f1["all"]["citations"]["core"] == 0.6
    assert check_floors(result, measured) == []


def test_floors_files_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text('{"f1": {"all": {"money": {"core": 0.9}}}}')
    with pytest.raises(ScoreError, match=r"floors\.json: floors for unknown kinds \['money'\]"):
        read_floors(path)
    path.write_text('{"f1": {"all": {"funding": {"cor": 0.9}}}}')
    with pytest.raises(ScoreError, match=r"floors\.json: not a file of floors"):
        read_floors(path)
    with pytest.raises(ScoreError, match=r"no\.json: cannot be read"):
        read_floors(tmp_path / "no.json")


def test_the_floors_of_this_project_are_readable() -> None:
    assert "all" in read_floors(Path(__file__).parent.parent / "gold" / "floors.json").f1
