"""The whole way, bytes to extraction: every record traceable, every number with one fate, bad input told clearly."""

from pathlib import Path

import msgspec
import pytest

from kc_extract.errors import UnreadableError
from kc_extract.pipeline import extract, read
from kc_extract.types import Extraction, Limits

CORPUS = Path(__file__).parents[1] / "corpus"
SPECIMENS = sorted(path for path in CORPUS.iterdir() if path.suffix in {".pdf", ".html", ".txt"})


@pytest.fixture(scope="module")
def extractions() -> dict[str, Extraction]:
    return {path.name: extract(read(path.read_bytes(), path.name)) for path in SPECIMENS}


def records(extraction: Extraction) -> list:  # type: ignore[type-arg]
    return [*extraction.sections, *extraction.citations, *extraction.targets, *extraction.funding]


def test_every_record_stands_where_it_says(extractions: dict[str, Extraction]) -> None:
    for extraction in extractions.values():
        for record in records(extraction):
            printed = extraction.text[record.span.start : record.span.end]
            assert printed.strip() == printed != ""
        for funding in extraction.funding:
            assert funding.amount_text in extraction.text


def test_records_of_pages_have_boxes_on_their_page_and_others_none(extractions: dict[str, Extraction]) -> None:
    for extraction in extractions.values():
        sizes = {page.number: (page.width, page.height) for page in extraction.pages}
        for record in records(extraction):
            if extraction.document.media_type != "application/pdf":
                assert (record.page, record.boxes) == (None, ())
                continue
            assert record.page == record.boxes[0].page
            for box in record.boxes:
                x0, y0, x1, y1 = box.bbox
                width, height = sizes[box.page]
                assert 0 <= x0 < x1 <= width
                assert 0 <= y0 < y1 <= height


def test_ids_are_unique_and_references_resolve(extractions: dict[str, Extraction]) -> None:
    for extraction in extractions.values():
        ids = [record.id for record in records(extraction)]
        assert len(set(ids)) == len(ids)
        assert {funding.part_of for funding in extraction.funding} - {None} <= set(ids)
        assert {record for check in extraction.checks for record in check.records} <= set(ids)


def test_an_extraction_survives_json_and_is_the_same_twice(extractions: dict[str, Extraction]) -> None:
    path = SPECIMENS[0]
    again = extract(read(path.read_bytes(), path.name))
    assert msgspec.json.encode(again) == msgspec.json.encode(extractions[path.name])
    assert msgspec.json.decode(msgspec.json.encode(again), type=Extraction) == again


def test_the_same_decision_as_text_and_as_pages_gives_the_same_figures() -> None:
    pdf = extract(read((CORPUS / "11_quy_che_kinh_phi.txt").read_bytes()))
    assert [funding.low_vnd for funding in pdf.funding]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 400, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, None),
        (b"%PDF-1.7\nnothing more", None),
        ("Quyết định ".encode() * 40 + b"\xff\xfe\xfd" * 90, "bad_encoding"),
        (bytes(range(256)) * 20, None),
    ],
)
def test_bytes_that_no_reader_opens_are_told_by_what_they_are(data: bytes, code: str | None) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data, "a.pdf")
    assert len(str(caught.value)) > 20
    assert code is None or caught.value.code == code


def test_text_over_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(UnreadableError, match="limit") as caught:
        read(b"Quyet dinh so 1. " * 100_000, limits=Limits(max_bytes=1_000_000))
    assert caught.value.code == "too_large"


def test_a_file_name_proves_nothing() -> None:
    document = read("Điều 1. Phê duyệt 05 mô hình.".encode(), "scan.pdf")
    assert document.media_type == "text/plain"


def test_an_extraction_that_finds_nothing_says_so() -> None:
    extraction = extract(read("Thư mời họp mặt cuối năm.".encode()))
    assert [note.code for note in extraction.notes] == ["nothing_found"]


@pytest.mark.parametrize("size", [1_000, 4_000])
def test_a_text_without_any_stop_is_read(size: int) -> None:
    extraction = extract(read(("hỗ trợ 05 mô hình và " * size).encode()))
    assert len(extraction.targets) == size
