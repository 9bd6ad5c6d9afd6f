"""The gold can be read by its schema and does not contradict itself, file by file."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kc_extract.score import read_gold, read_gold_folder
from kc_extract.text import nfc

Record = dict[str, Any]
ROOT = Path(__file__).parent.parent
OWN, SHARED = ROOT / "gold", ROOT.parent / "shared" / "gold"
FILES = [
    path for folder in (OWN, SHARED) for path in sorted(folder.glob("*.json")) if not path.name.startswith("floors")
]
UPPER_BOUNDS, LOWER_BOUNDS = {"at_most", "less_than"}, {"at_least", "more_than"}


@pytest.fixture(params=FILES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def gold(request: pytest.FixtureRequest) -> Record:
    return read_gold(request.param)


@pytest.mark.parametrize("folder", [OWN, SHARED], ids=["own", "shared"])
def test_folders_label_each_document_once(folder: Path) -> None:
    if not folder.exists():
        pytest.skip("needs the shared gold beside the repository")
    assert read_gold_folder(folder)


def test_documents_have_the_name_that_pairs_them(gold: Record) -> None:
    assert gold["schema"] == "kc-extract/1"
    assert gold["document"]["source_name"]


def test_records_are_told_apart(gold: Record) -> None:
    for kind in ("sections", "citations", "targets", "funding"):
        ids = [record["id"] for record in gold.get(kind, []) if "id" in record]
        assert len(set(ids)) == len(ids), kind
    numbers = Counter(record["number"] for record in gold.get("citations", []))
    assert [number for number, times in numbers.items() if times > 1] == []


def test_references_are_to_records_that_exist(gold: Record) -> None:
    for kind, key in (("funding", "part_of"), ("targets", "same_as")):
        records = gold.get(kind, [])
        ids = {record.get("id") for record in records}
        assert [record[key] for record in records if record.get(key) is not None and record[key] not in ids] == []
        assert [record for record in records if record.get(key) is not None and record[key] == record.get("id")] == []


def test_parts_are_parts_of_something(gold: Record) -> None:
    labelled = [record for record in gold.get("funding", []) if "role" in record and "part_of" in record]
    assert [r for r in labelled if (r["role"] == "part") != (r["part_of"] is not None)] == []


def test_places_are_sections_of_the_same_part(gold: Record) -> None:
    if "sections" not in gold:
        pytest.skip("the sections of this document are not labelled")
    places = {(section["part"], section["path"]) for section in gold["sections"]}
    used = {
        (record["part"], record[key])
        for kind in ("targets", "funding")
        for record in gold.get(kind, [])
        for key in ("section", "activity")
        if record.get(key) is not None
    }
    above = {(part, path.rpartition("/")[0]) for part, path in places if "/" in path}
    assert (used | above) - places == set()


def _bounds(gold: Record) -> Iterator[tuple[Record, Any, Any]]:
    for kind, low, high in (("targets", "low", "high"), ("funding", "low_vnd", "high_vnd")):
        for record in gold.get(kind, []):
            if low in record and high in record:
                yield record, record[low], record[high]


def test_bounds_are_in_order_and_an_open_side_has_its_qualifier(gold: Record) -> None:
    for record, low, high in _bounds(gold):
        if low is not None and high is not None:
            assert float(low) <= float(high), record
        elif high is not None:
            assert record["qualifier"] in UPPER_BOUNDS, record
        elif low is not None:
            assert record["qualifier"] in LOWER_BOUNDS, record


def test_periods_run_forward(gold: Record) -> None:
    records = [gold["document"], *gold.get("targets", []), *gold.get("funding", [])]
    periods = [record["period"] for record in records if record.get("period") is not None]
    assert [period for period in periods if period[0] > period[1]] == []


def _sums(gold: Record) -> Iterator[tuple[str, int, int]]:
    """Every total of one figure with the sum of its parts, for each way in which it is split."""
    exact = {r["id"]: r for r in gold.get("funding", []) if "id" in r and r.get("low_vnd") is not None}
    parts: dict[tuple[str, str | None], int] = defaultdict(int)
    for record in exact.values():
        if record.get("part_of") in exact:
            parts[record["part_of"], record.get("breakdown")] += record["low_vnd"]
    for (total, _), found in parts.items():
        yield total, exact[total]["low_vnd"], found


def test_parts_do_not_exceed_their_total_unless_a_check_says_so(gold: Record) -> None:
    failed = {name for check in gold.get("checks", []) if not check["ok"] for name in check["records"]}
    assert [total for total, stated, found in _sums(gold) if found > stated and total not in failed] == []


def test_strings_are_nfc_on_one_line(gold: Record) -> None:
    texts = list(_strings({key: value for key, value in gold.items() if key != "note"}))
    assert [
        text for text in texts if unicodedata.normalize("NFC", text) != text or " ".join(nfc(text).split()) != text
    ] == []


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)
