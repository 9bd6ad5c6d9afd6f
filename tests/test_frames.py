"""Extractions as pandas frames."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import msgspec
import pandas as pd
import pytest

import kc_extract
from kc_extract.dataframes import COLUMNS
from kc_extract.pipeline import extract, read
from kc_extract.schema import encode
from kc_extract.stored import StoredError
from kc_extract.types import Extraction
from tests.samples import DECISION


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract(read(DECISION.format(number=17).encode(), "decision.txt"))


def test_every_kind_of_record_has_its_frame(extraction: Extraction) -> None:
    found = kc_extract.frames(extraction)
    sizes = {name: len(frame) for name, frame in found._asdict().items()}
    assert sizes == {
        "documents": 1, "sections": len(extraction.sections), "citations": len(extraction.citations),
        "targets": 1, "funding": 1, "checks": len(extraction.checks),
    }  # fmt: skip


def test_the_public_name_stays_a_function() -> None:
    assert callable(kc_extract.frames)
    assert callable(kc_extract.frames)


def test_values_and_types(extraction: Extraction) -> None:
    found = kc_extract.frames(extraction)
    money = found.funding.iloc[0]
    assert (money.low_vnd, money.source, money.section, money.document) == (
        1_200_000_000, "provincial_budget", "Điều 2", "decision.txt",
    )  # fmt: skip
    assert found.funding.low_vnd.dtype == "Int64"
    assert found.targets.low[0] == Decimal(17)
    assert found.targets.period_from.dtype == "Int64"
    assert found.documents.issued_on[0] == pd.Timestamp(dt.date(2021, 3, 12))


def test_an_open_side_is_missing_and_a_large_amount_exact(extraction: Extraction) -> None:
    (money,) = extraction.funding
    opened = msgspec.structs.replace(money, id="f2", low=None, low_vnd=None, high_vnd=9_007_199_254_740_993)
    found = kc_extract.frames(msgspec.structs.replace(extraction, funding=(money, opened))).funding
    assert found.low_vnd[1] is pd.NA
    assert found.high_vnd[1] == 9_007_199_254_740_993
    assert found.low_vnd.sum() == 1_200_000_000


def test_nothing_gives_empty_frames_of_the_same_columns() -> None:
    for name, frame in kc_extract.frames()._asdict().items():
        assert list(frame.columns) == list(COLUMNS[name])
        assert len(frame) == 0


def test_extractions_come_one_by_one_in_lists_and_from_files(extraction: Extraction, tmp_path: Path) -> None:
    file = tmp_path / "in" / "decision.txt.json"
    file.parent.mkdir()
    file.write_bytes(encode(extraction))
    (tmp_path / "other.json").write_text('{"schema": "another"}')
    given = [extraction, [extraction], (one for one in [extraction]), tmp_path, str(file)]
    found = kc_extract.frames(*given)
    assert list(found.documents.document) == [*["decision.txt"] * 3, "in/decision.txt", "decision.txt"]


def test_a_repeated_document_stands_once_with_its_records(extraction: Extraction) -> None:
    found = kc_extract.frames(extraction, msgspec.structs.replace(extraction, duplicate_of="decision.txt"))
    assert list(found.documents.duplicate_of.fillna("")) == ["", "decision.txt"]
    assert len(found.funding) == 1


def test_a_file_that_holds_no_extraction_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{"schema": "kc-extract/1"')
    with pytest.raises(StoredError, match=r"broken\.json"):
        kc_extract.frames(path)
