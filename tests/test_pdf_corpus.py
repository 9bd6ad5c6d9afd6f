"""Real documents beside the repository: the verdict on every page, and tables against a second reader."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from kc_extract.readers.pdf import read_pdf
from kc_extract.types import Input, Line, TableContent

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the real documents are not beside this checkout")


@pytest.fixture(autouse=True)
def _text_layers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tested here is the text layer; recognition has its own tests."""
    monkeypatch.setattr("kc_extract.readers.pdf.reader._recognised", lambda _, sheets: list(sheets))


def read(path: Path) -> Input:
    return read_pdf(path.read_bytes(), path.name)


def files(pattern: str) -> list[Path]:
    return sorted(CORPUS.glob(pattern))


@pytest.mark.parametrize("path", [*files("scan/*.pdf"), *files("unlabelled/scan/*.pdf")], ids=lambda path: path.name)
def test_every_page_of_a_scan_is_reported_and_none_is_read(path: Path) -> None:
    result = read(path)
    reported = {note.page for note in result.notes if note.code == "needs_ocr"}
    assert reported == {page.number for page in result.pages}
    assert all(page.blocks == () for page in result.pages)


@pytest.mark.parametrize("path", files("unlabelled/pdf/garbled_*.pdf"), ids=lambda path: path.name)
def test_a_garbled_layer_is_never_read_as_text(path: Path) -> None:
    assert all(page.blocks == () for page in read(path).pages)


@pytest.mark.parametrize("path", files("pdf/*.pdf"), ids=lambda path: path.name)
def test_every_page_of_a_born_digital_document_is_read(path: Path) -> None:
    result = read(path)
    assert all(page.blocks for page in result.pages)
    assert not [note for note in result.notes if note.code in {"needs_ocr", "ocr_layer"}]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\uf000-\uf0ff-]+", "", text)


TABLES = [("unlabelled/pdf/nq213_2019_hdnd_vinhlong_phuluc_gia_dat.pdf", 2), ("pdf/nghi_quyet_64.pdf", 10)]


@pytest.mark.parametrize(("name", "number"), TABLES)
def test_rows_of_ruled_tables_are_those_of_a_second_reader(name: str, number: int) -> None:
    import pdfplumber

    path = CORPUS / name
    blocks = read(path).pages[number - 1].blocks
    ours = [
        [squeezed(" ".join(line.text for line in cell.lines)) for cell in row]
        for block in blocks
        if isinstance(block, TableContent)
        for row in block.rows
    ]
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as second:
        tables = second.pages[number - 1].extract_tables()
    theirs = [[squeezed(cell) for cell in row if cell is not None] for table in tables for row in table]
    assert len(ours) > 2
    assert ours == theirs


def test_the_letterhead_of_the_official_layout_is_read_left_then_right() -> None:
    lines = [
        block.text
        for block in read(CORPUS / "pdf/nghi_quyet_33_cao_bang.pdf").pages[0].blocks
        if isinstance(block, Line)
    ]
    number = next(i for i, line in enumerate(lines) if line.startswith("Số:"))
    motto = next(i for i, line in enumerate(lines) if line.startswith("CỘNG HÒA"))
    date = next(i for i, line in enumerate(lines) if "ngày" in line)
    assert number < motto < date
