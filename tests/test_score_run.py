"""A run in folders against a folder of gold: pairing of files, tiers, what is passed over, and clear errors."""

import json
from pathlib import Path
from typing import Any

import pytest

from kc_extract.score import Score, ScoreError, render, score, score_to_json

Record = dict[str, Any]
AMOUNT = {"part": "body", "section": "II", "low_vnd": 5, "high_vnd": 5, "source": "credit", "role": "total"}
OTHER = {**AMOUNT, "low_vnd": 7, "high_vnd": 7}


def extraction(source_name: str, *, text_source: str = "plain", **records: object) -> Record:
    document = {"source_name": source_name, "kind": "plan", "text_source": text_source}
    return {"schema": "kc-extract/1", "document": document, "sections": [], "funding": [], **records}


def gold(source_name: str, **records: object) -> Record:
    return {"schema": "kc-extract/1", "document": {"source_name": source_name, "kind": "plan"}, **records}


def write(path: Path, value: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    write(folder / "one.json", gold("ke_hoach_1.txt", funding=[AMOUNT, OTHER]))
    write(folder / "two.json", gold("ke_hoach_2.txt", funding=[]))
    write(folder / "floors.json", {"f1": {}})
    write(folder / "floors_real.json", {"f1": {}})
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    write(folder / "text/deep/ke_hoach_1.txt.json", extraction("ke_hoach_1.txt", funding=[AMOUNT, OTHER]))
    write(folder / "text/ke_hoach_2.txt.json", extraction("ke_hoach_2.txt"))
    pdf = extraction("ke_hoach_1.pdf", text_source="born_digital", funding=[AMOUNT])
    write(folder / "pdf/ke_hoach_1.pdf.json", pdf)
    write(folder / "pdf/unknown.pdf.json", extraction("unknown.pdf", funding=[AMOUNT]))
    write(folder / "pdf/same.pdf.json", {**extraction("ke_hoach_2.pdf", funding=[AMOUNT]), "duplicate_of": "x.pdf"})
    write(folder / "run.json", {"documents": 4})
    write(folder / "list.json", [1, 2])
    write(folder / "failures.jsonl", "{broken")
    return folder


def figures(result: Score, tier: str) -> tuple[int, int, int]:
    core = result.tiers[tier].kinds["funding"]["core"]
    return core.gold, core.found, core.right


def test_forms_of_one_document_are_scored_against_one_gold_by_tier(labels: Path, run: Path) -> None:
    result = score(labels, run)
    assert [(d.tier, d.source_name) for d in result.documents] == [
        ("pdf", "ke_hoach_1.pdf"),
        ("text", "ke_hoach_1.txt"),
        ("text", "ke_hoach_2.txt"),
    ]
    assert (figures(result, "pdf"), figures(result, "text")) == ((2, 1, 1), (2, 2, 2))
    core = result.total.kinds["funding"]["core"]
    assert (core.gold, core.found, core.right, core.documents, core.documents_right) == (4, 3, 3, 3, 2)
    assert (core.precision, core.recall, core.f1) == (1.0, 0.75, 0.8571)
    assert set(result.text_sources) == {"plain", "born_digital"}
    assert (result.without_gold, result.without_extraction) == (1, ())


def test_kinds_without_labels_are_not_scored(labels: Path, run: Path) -> None:
    assert set(score(labels, run).total.kinds) == {"fields", "funding"}


def test_documents_are_right_when_header_and_records_are(labels: Path, run: Path) -> None:
    rights = [document.right for document in score(labels, run).documents]
    assert rights == [(), ("core", "strict", "whole"), ("core", "strict", "whole")]
    assert score(labels, run).total.documents_right == {"core": 2, "strict": 2, "whole": 2}


def test_a_wrong_header_makes_the_document_wrong(labels: Path, tmp_path: Path) -> None:
    value = extraction("ke_hoach_2.txt")
    value["document"]["kind"] = "letter"
    result = score(labels, write(tmp_path / "x" / "a.json", value))
    assert result.documents[0].right == ()
    assert result.total.kinds["funding"]["core"].f1 == 1.0


def test_tier_chooses_a_folder_or_names_what_is_given(labels: Path, run: Path) -> None:
    assert set(score(labels, run, "pdf").tiers) == {"pdf"}
    assert len(score(labels, run, "pdf").documents) == 1
    assert set(score(labels, run / "text", "portal").tiers) == {"portal"}
    assert set(score(labels, [run / "pdf"]).tiers) == {"pdf"}
    assert set(score(labels, [run / "pdf", run / "text" / "ke_hoach_2.txt.json"]).tiers) == {"pdf", "text"}


def test_gold_without_an_extraction_is_listed_and_not_counted(labels: Path, run: Path) -> None:
    result = score(labels, run / "pdf")
    assert result.without_extraction == ("ke_hoach_2",)
    assert "Gold without an extraction: ke_hoach_2" in render(result)
    assert result.total.kinds["funding"]["core"].gold == 2


def test_records_of_tables_that_nobody_labelled_are_neither_right_nor_wrong(tmp_path: Path) -> None:
    label = gold("a.txt", funding=[AMOUNT], targets=[], unscored_tables=["Phụ lục 1"])
    cell = {"part": "body", "low": "4", "high": "4", "indicator": "xã", "span": {"start": 12, "end": 14}}
    found = extraction(
        "a.txt",
        funding=[{**AMOUNT, "table": "t1"}, {**OTHER, "table": "t1"}],
        targets=[cell],
        tables=[{"id": "t1", "span": {"start": 10, "end": 20}}],
    )
    form = write(tmp_path / "out" / "a.json", found)
    kinds = score(write(tmp_path / "gold" / "a.json", label).parent, form).total.kinds
    assert [(kinds[k]["core"].found, kinds[k]["core"].right) for k in ("funding", "targets")] == [(1, 1), (0, 0)]
    write(tmp_path / "gold" / "a.json", {**label, "unscored_tables": []})
    kinds = score(tmp_path / "gold", form).total.kinds
    assert [(kinds[k]["core"].found, kinds[k]["core"].right) for k in ("funding", "targets")] == [(2, 1), (1, 0)]


def test_bullets_are_not_sections_that_count(tmp_path: Path) -> None:
    labels = write(tmp_path / "gold" / "a.json", gold("a.txt", sections=[{"part": "body", "path": "I"}])).parent
    sections = [{"part": "body", "path": "I"}, {"part": "body", "path": None, "bullet": True}]
    result = score(labels, write(tmp_path / "out" / "a.json", extraction("a.txt", sections=sections)))
    assert result.total.kinds["sections"]["core"].found == 1


def test_an_extraction_of_another_tool_needs_only_what_is_scored(labels: Path, tmp_path: Path) -> None:
    bare = {"document": {"source_name": "folder/ke_hoach_1.docx"}, "funding": [AMOUNT]}
    result = score(labels, write(tmp_path / "theirs" / "a.json", bare))
    assert (figures(result, "theirs"), set(result.text_sources)) == ((2, 1, 1), {"unknown"})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("out/text/bad.json", '{"document": '),
        ("out/text/bad.json", "\udcff"),
        ("gold/bad.json", "nonsense"),
        ("gold/bad.json", '{"document": {"source_name": "b.txt", "numbr": "1"}}'),
        ("gold/bad.json", '{"document": {"source_name": "b.txt"}, "fundings": []}'),
        ("gold/bad.json", '{"document": {"source_name": "b.txt"}, "funding": [{"source": "bank"}]}'),
        ("gold/bad.json", '{"document": {"source_name": "ke_hoach_1.pdf"}}'),
        ("gold/bad.json", "{}"),
        ("out/text/bad.json", '{"document": {"source_name": "ke_hoach_1.txt"}, "funding": [1]}'),
    ],
)
def test_a_file_that_cannot_be_used_is_named(labels: Path, run: Path, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ScoreError, match=r"bad\.json"):
        score(labels, run)


def test_folders_that_hold_nothing_to_score_are_named(labels: Path, run: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ScoreError, match="empty: no gold files"):
        score(tmp_path / "empty", run)
    with pytest.raises(ScoreError, match="absent: no such file"):
        score(labels, tmp_path / "absent")
    with pytest.raises(ScoreError, match="none of the 0 extractions"):
        score(labels, tmp_path / "empty")


def test_equal_runs_give_equal_bytes(labels: Path, run: Path) -> None:
    assert score_to_json(score(labels, run)) == score_to_json(score(labels, run))


def test_render_tells_figures_tiers_documents_and_records(labels: Path, run: Path) -> None:
    text = render(score(labels, run))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "funding core 4 3 3 1.000 0.750 0.857 2 of 3" in lines
    assert "pdf 1 1.000 / 1.000 - - - 0.667 / 0.667 0 / 0" in lines
    assert "text ke_hoach_2.txt 1.000 / 1.000 - - - 1.000 / 1.000 whole" in lines
    assert "Missed: 1" in lines
    assert "pdf/ke_hoach_1.pdf funding: body II 7 credit total" in lines
    assert "Missed" not in render(score(labels, run), records=False)


def test_render_shows_near_misses_with_what_differs(labels: Path, tmp_path: Path) -> None:
    wrong = [{**AMOUNT, "source": "private"}, {**OTHER, "section": "III"}]
    value = extraction("ke_hoach_1.txt", funding=wrong)
    value["document"]["kind"] = "letter"
    lines = render(score(labels, write(tmp_path / "x" / "a.json", value))).splitlines()
    assert "  x/ke_hoach_1.txt fields: kind = plan" in lines
    assert "      found letter" in lines
    assert "  x/ke_hoach_1.txt funding: [source] body II 5 credit total" in lines
    assert "  x/ke_hoach_1.txt funding: [section] body II 7 credit total" in lines
    assert "      found body III 7 credit total" in lines
