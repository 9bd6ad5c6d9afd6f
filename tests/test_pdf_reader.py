"""PDF bytes to pages: reading order, tables, what is left out, what cannot be read, and what is said of it."""

from __future__ import annotations

import subprocess
import sys

import pymupdf
import pytest
from pdf_making import SENTENCES, Sheet, make

from kc_extract.errors import UnreadableError
from kc_extract.readers.pdf import read_pdf
from kc_extract.types import Input, Limits, Line, Page, TableContent


@pytest.fixture(autouse=True)
def _text_layers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tested here is the text layer; recognition has its own tests."""
    monkeypatch.setattr("kc_extract.readers.pdf.reader._recognised", lambda _, sheets: list(sheets))


def read(document: object) -> Input:
    return read_pdf(document.tobytes(), "mau.pdf", Limits())  # type: ignore[attr-defined]


def texts(page: Page) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Line)]


def codes(result: Input) -> list[tuple[str, int | None]]:
    return [(note.code, note.page) for note in result.notes]


def body(sheet: Sheet, count: int = 12, top: float = 120) -> Sheet:
    for number in range(count):
        sheet.lines(85, top + 54 * number, SENTENCES)
    return sheet


def test_lines_come_with_words_boxes_and_style() -> None:
    document, (sheet,) = make()
    body(sheet.line(85, 80, "Điều 5. Kinh phí 1.250 triệu đồng", bold=True))
    page = read(document).pages[0]
    first = page.blocks[0]
    assert isinstance(first, Line)
    assert [word.text for word in first.words] == ["Điều", "5.", "Kinh", "phí", "1.250", "triệu", "đồng"]
    assert all(word.bold for word in first.words)
    left, top, right, bottom = first.words[0].bbox or (0, 0, 0, 0)
    assert 84 < left < 87
    assert 100 < right < 125
    assert 60 < top < 80 < bottom < 95
    assert (page.number, page.width, page.height, page.text_source) == (1, 595, 842, "born_digital")
    assert texts(page)[1:4] == SENTENCES


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_are_on_the_page_as_displayed(rotation: int) -> None:
    """Text reads the same whatever way the page is turned."""
    document, (sheet,) = make()
    body(sheet)
    upright = read(document).pages[0]
    sheet.page.set_rotation(rotation)
    page = read(document).pages[0]
    assert (page.width, page.height) == ((595, 842) if rotation % 180 == 0 else (842, 595))
    assert " ".join(texts(page)) == " ".join(texts(upright))
    for block in page.blocks:
        assert isinstance(block, Line)
        for word in block.words:
            assert word.bbox is not None
            assert 0 <= word.bbox[0] < word.bbox[2] <= page.width
            assert 0 <= word.bbox[1] < word.bbox[3] <= page.height


def test_the_boxes_of_a_rotated_page_are_where_the_words_are_displayed() -> None:
    document, (sheet,) = make()
    body(sheet)
    sheet.page.set_rotation(90)
    word = read(document).pages[0].blocks[0].words[0]  # type: ignore[union-attr]
    found = [
        pymupdf.Rect(w[:4]) * sheet.page.rotation_matrix for w in sheet.page.get_text("words") if w[4] == word.text
    ]
    assert any(abs(box.x0 - word.bbox[0]) < 1 and abs(box.y0 - word.bbox[1]) < 1 for box in found)  # type: ignore[index]


def test_boxes_count_from_the_crop_box() -> None:
    document, (sheet,) = make()
    body(sheet)
    before = read(document).pages[0].blocks[0].words[0].bbox  # type: ignore[union-attr]
    sheet.page.set_cropbox(pymupdf.Rect(40, 60, 580, 800))
    page = read(document).pages[0]
    after = page.blocks[0].words[0].bbox  # type: ignore[union-attr]
    assert before is not None
    assert after is not None
    assert (page.width, page.height) == (540, 740)
    assert after[0] == pytest.approx(before[0] - 40, abs=0.1)
    assert after[1] == pytest.approx(before[1] - 60, abs=0.1)


def test_a_ruled_table_is_a_block_between_the_lines_around_it() -> None:
    document, (sheet,) = make()
    body(sheet, 3)
    sheet.grid([85, 130, 330, 500], [300, 325, 350, 375])
    rows = [["TT", "Nội dung", "Mức hỗ trợ"], ["1", "Mô hình trình diễn", "300"], ["2", "Máy móc thiết bị", "200"]]
    for number, row in enumerate(rows):
        for x, text in zip([95, 140, 340], row, strict=True):
            sheet.line(x, 312 + 25 * number, text)
    body(sheet, 3, 420)
    blocks = read(document).pages[0].blocks
    (index,) = [i for i, block in enumerate(blocks) if isinstance(block, TableContent)]
    table = blocks[index]
    assert isinstance(table, TableContent)
    assert index == 9
    assert [[" ".join(line.text for line in cell.lines) for cell in row] for row in table.rows] == rows
    assert table.rows[0][0].bbox == pytest.approx((85, 300, 130, 325), abs=0.6)
    assert table.bbox == pytest.approx((85, 300, 500, 375), abs=0.6)


def test_a_ruled_block_of_recipients_is_read_as_lines() -> None:
    document, (sheet,) = make()
    body(sheet, 4).grid([85, 300, 500], [400, 470])
    sheet.lines(95, 415, ["Nơi nhận:", "- Như Điều 3;"]).lines(340, 415, ["CHỦ TỊCH", "Nguyễn Văn Mây"])
    assert texts(read(document).pages[0])[-4:] == ["Nơi nhận:", "- Như Điều 3;", "CHỦ TỊCH", "Nguyễn Văn Mây"]


def test_running_heads_and_page_numbers_are_left_out_and_told() -> None:
    document, sheets = make(4)
    for number, sheet in enumerate(sheets):
        body(sheet).line(85, 40, "CÔNG BÁO TỈNH SÔNG MÂY/Số 15").line(290, 800, str(number + 1))
    result = read(document)
    assert all(texts(page) == SENTENCES * 12 for page in result.pages)
    assert codes(result) == [("furniture", number) for number in range(1, 5)]
    assert "CÔNG BÁO" in result.notes[0].message


def test_page_numbers_alone_are_left_out_without_a_word() -> None:
    document, (sheet,) = make()
    body(sheet).line(290, 40, "7")
    result = read(document)
    assert texts(result.pages[0]) == SENTENCES * 12
    assert result.notes == ()


def test_footnotes_stand_last_and_are_marked() -> None:
    document, (sheet,) = make()
    body(sheet, 4, 60)
    sheet.line(85, 760, "<sup>1</sup> Theo báo cáo của Sở Công Thương.", 9)
    sheet.line(85, 300, "Nơi nhận:").line(340, 300, "CHỦ TỊCH").line(85, 316, "- Lưu: VT.")
    lines = [block for block in read(document).pages[0].blocks if isinstance(block, Line)]
    assert [line.footnote for line in lines] == [False] * (len(lines) - 1) + [True]
    assert lines[-1].text.endswith("Theo báo cáo của Sở Công Thương.")


def test_a_scan_yields_no_lines_and_says_what_to_do() -> None:
    document, (sheet,) = make()
    sheet.picture()
    result = read(document)
    assert result.pages[0].blocks == ()
    assert codes(result) == [("needs_ocr", 1)]
    assert "scan" in result.notes[0].message
    assert "OCR" in result.notes[0].message


def test_a_signature_over_a_scan_is_no_text() -> None:
    document, (sheet,) = make()
    sheet.picture().lines(430, 30, ["Người ký: Sở Y tế", "Thời gian ký: 09.02.2021"], size=7)
    result = read(document)
    assert result.pages[0].blocks == ()
    assert [code for code, _ in codes(result)] == ["needs_ocr"]


def test_text_below_a_picture_of_the_page_is_an_ocr_layer() -> None:
    document, (sheet,) = make()
    body(sheet).picture()
    result = read(document)
    assert result.pages[0].text_source == "ocr"
    assert codes(result) == [("ocr_layer", 1)]
    assert texts(result.pages[0]) == SENTENCES * 12


def test_a_foreign_reading_below_a_picture_is_broken() -> None:
    document, (sheet,) = make()
    for number in range(30):
        sheet.line(85, 80 + 20 * number, "Can cu Luat To chuc chinh quyen dja phuong ngay l9 thang 6 nam 20l5")
    sheet.picture()
    result = read(document)
    assert result.pages[0].blocks == ()
    assert codes(result) == [("needs_ocr", 1)]


def test_a_blank_page_is_told() -> None:
    document, sheets = make(2)
    body(sheets[0])
    result = read(document)
    assert codes(result) == [("blank_page", 2)]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"%PDF-1.4 but nothing more", "damaged"), (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" * 9, "not_pdf")],
    ids=["empty", "cut at once", "a picture"],
)
def test_what_cannot_be_opened_says_why(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data, "hong.pdf", Limits())
    assert caught.value.code == code
    assert len(str(caught.value)) > 30


def test_a_picture_that_the_engine_opens_is_still_no_pdf() -> None:
    pixels = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 9, 9), False)  # noqa: FBT003
    with pytest.raises(UnreadableError, match="not a PDF"):
        read_pdf(pixels.tobytes("png"), "anh.pdf", Limits())


def test_a_password_is_asked_for_and_an_owner_password_is_not() -> None:
    document, (sheet,) = make()
    body(sheet)
    how = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "owner_pw": "chu"}
    with pytest.raises(UnreadableError, match="password") as caught:
        read_pdf(document.tobytes(user_pw="khoa", **how), "khoa.pdf", Limits())
    assert caught.value.code == "encrypted"
    result = read_pdf(document.tobytes(**how), "mo.pdf", Limits())
    assert texts(result.pages[0]) == SENTENCES * 12


def test_a_damaged_file_that_opens_is_read_with_a_note() -> None:
    document, (sheet,) = make()
    body(sheet)
    data = document.tobytes()
    result = read_pdf(data[: data.rindex(b"startxref")], "cut.pdf", Limits())
    assert texts(result.pages[0]) == SENTENCES * 12
    assert codes(result) == [("repaired", None)]


def test_a_damaged_page_is_told_and_the_others_are_read() -> None:
    document, sheets = make(2)
    for sheet in sheets:
        body(sheet)
    document.xref_set_key(document.page_xref(1), "Type", "/Nothing")
    data = document.tobytes().replace(b"/Type/Nothing", b"/Type/Pages  ")
    result = read_pdf(data, "hong.pdf", Limits())
    assert texts(result.pages[0]) == SENTENCES * 12
    assert result.notes


def test_too_many_pages_are_refused() -> None:
    document, _ = make(3)
    with pytest.raises(UnreadableError, match="3 pages"):
        read_pdf(document.tobytes(), "dai.pdf", Limits(max_pages=2))


def test_nothing_is_printed() -> None:
    script = (
        "from kc_extract.readers.pdf import read_pdf\ntry:\n    read_pdf(b'%PDF-1.4 cut')\nexcept Exception:\n    pass"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_the_engine_is_not_loaded_before_it_is_needed() -> None:
    script = "import sys, kc_extract.readers.pdf; print('pymupdf' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định của Thủ tướng về hỗ trợ 2,5 triệu đồng/người/năm (hiện có 64 đội); Số: 12",
        "1. Mở 08 lớp ở 3 xã; ủy ban đưa 1.250 lượt người đi học, đạt 95%.",
    ],
)
def test_letters_that_another_font_prints_stay_in_their_words(text: str) -> None:
    document, [sheet] = make()
    sheet.stand_in(50, 100, text, 11)
    assert texts(read(document).pages[0]) == [text]
