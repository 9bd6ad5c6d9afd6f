"""PDFs out of the common: text that nobody sees, forms, files in files, two pages on a sheet; words are invented."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pymupdf
import pytest
from pdf_making import SENTENCES, Sheet, make

from kc_extract import extract, read
from kc_extract.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kc_extract.types import Extraction

FONT = pymupdf.Font(fontfile=str(Path(__file__).parent.parent / "corpus" / "fonts" / "SpecimenSerif-Regular.ttf"))
PAID = [
    "Điều 1. Giao kinh phí năm 2026 cho các xã để thực hiện các nhiệm vụ sau đây:",
    "1. Hỗ trợ 12 mô hình trình diễn, kinh phí 3.450 triệu đồng từ ngân sách tỉnh.",
    "2. Mở 5 lớp tập huấn cho 250 lao động, kinh phí 820 triệu đồng.",
    *SENTENCES,
]
UNSEEN = "Mua thêm 77 máy bơm, kinh phí 9.999 triệu đồng."
AMOUNTS = [3_450_000_000, 820_000_000]


def paid(count: int = 1) -> tuple[Any, list[Sheet]]:
    document, sheets = make(count)
    for sheet in sheets:
        sheet.lines(70, 100, PAID, 22, 11)
    return document, sheets


def written(page: Any, at: tuple[float, float], text: str, **how: Any) -> None:  # noqa: ANN401 - the engine's own
    writer = pymupdf.TextWriter(page.rect)
    writer.append(at, text, font=FONT, fontsize=how.pop("size", 11))
    writer.write_text(page, **how)


def of(document: Any, **how: Any) -> Extraction:  # noqa: ANN401
    return extract(read(document.tobytes(**how), "odd.pdf"))


def amounts(extraction: Extraction) -> list[int | None]:
    return [record.low_vnd for record in extraction.funding]


def notes(extraction: Extraction, code: str) -> list[tuple[int | None, str]]:
    return [(note.page, note.message) for note in extraction.notes if note.code == code]


def invisible(page: Any) -> None:  # noqa: ANN401
    written(page, (70, 400), UNSEEN, render_mode=3)


def white(page: Any) -> None:  # noqa: ANN401
    written(page, (70, 400), UNSEEN, color=(1, 1, 1))


def covered(page: Any) -> None:  # noqa: ANN401
    written(page, (70, 400), UNSEEN)
    page.draw_rect((60, 385, 560, 410), fill=(1, 1, 1), color=None)


def tiny(page: Any) -> None:  # noqa: ANN401
    written(page, (70, 400), UNSEEN, size=1)


@pytest.mark.parametrize("hide", [invisible, white, covered, tiny])
def test_text_that_the_page_does_not_show_is_left_out_and_told(hide: Callable[[Any], None]) -> None:
    document, (sheet,) = paid()
    hide(sheet.page)
    found = of(document)
    assert amounts(found) == AMOUNTS
    ((page, message),) = notes(found, "hidden_text")
    assert page == 1
    assert "9.999 triệu đồng" in message


def cut_off(document: Any, page: Any) -> None:  # noqa: ANN401
    written(page, (70, 700), UNSEEN)
    page.set_cropbox(pymupdf.Rect(30, 30, 560, 600))
    assert document.page_count == 1


def beyond(document: Any, page: Any) -> None:  # noqa: ANN401
    written(page, (70, 1000), UNSEEN)
    assert document.page_count == 1


def layer_off(document: Any, page: Any) -> None:  # noqa: ANN401
    written(page, (70, 400), UNSEEN, oc=document.add_ocg("bản nháp", on=False))


@pytest.mark.parametrize("place", [cut_off, beyond, layer_off])
def test_what_is_no_part_of_the_displayed_page_is_not_read(place: Callable[[Any, Any], None]) -> None:
    document, (sheet,) = paid()
    place(document, sheet.page)
    assert amounts(of(document)) == AMOUNTS


def test_white_print_on_a_dark_ground_is_read() -> None:
    document, (sheet,) = paid()
    sheet.page.draw_rect((60, 380, 540, 410), fill=(0, 0.2, 0.5), color=None)
    written(sheet.page, (70, 400), "3. Mua thiết bị, kinh phí 777 triệu đồng.", color=(1, 1, 1))
    found = of(document)
    assert amounts(found) == [*AMOUNTS, 777_000_000]
    assert not notes(found, "hidden_text")


def test_a_layer_over_a_scan_is_read_though_it_is_painted_invisibly() -> None:
    source, _ = paid()
    document, (sheet,) = make()
    sheet.page.insert_image(sheet.page.rect, pixmap=source[0].get_pixmap(dpi=100))
    for row, line in enumerate(PAID):
        written(sheet.page, (70, 100 + 22 * row), line, render_mode=3)
    found = of(document)
    assert amounts(found) == AMOUNTS
    assert notes(found, "ocr_layer")
    assert not notes(found, "hidden_text")


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_pages_give_the_records_and_boxes_on_the_displayed_page(rotation: int) -> None:
    document, sheets = paid(2)
    sheets[1].page.set_rotation(rotation)
    found = of(document)
    assert amounts(found) == 2 * AMOUNTS
    width, height = (842, 595) if rotation != 180 else (595, 842)
    for x0, y0, x1, y1 in (box.bbox for record in found.funding[2:] for box in record.boxes):
        assert 0 <= x0 < x1 <= width
        assert 0 <= y0 < y1 <= height


def test_a_password_of_the_owner_alone_hinders_no_reader() -> None:
    document, _ = paid()
    locked = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "owner_pw": "chủ"}
    assert amounts(of(document, **locked, permissions=0)) == AMOUNTS
    with pytest.raises(UnreadableError, match="asks for a password"):
        of(document, **locked, user_pw="người đọc")


def test_two_pages_on_one_sheet_are_read_one_after_the_other() -> None:
    document, (sheet,) = make(1, (842.0, 595.0))
    sheet.lines(50, 80, [
        "Điều 1. Giao kinh phí năm 2026 cho các xã, phường",
        "1. Hỗ trợ 12 mô hình trình diễn kỹ thuật, kinh phí là",
        "3.450 triệu đồng từ nguồn vốn của ngân sách tỉnh.",
        "2. Mở 5 lớp tập huấn cho 250 lao động nông thôn với",
        "kinh phí 820 triệu đồng. Hội nghị thống nhất giao các",
    ], 20, 11)  # fmt: skip
    sheet.lines(460, 80, [
        "đơn vị liên quan triển khai thực hiện các nội dung.",
        "3. Sửa chữa 4 nhà văn hóa thôn với kinh phí 1.500",
        "triệu đồng từ nguồn vốn huy động hợp pháp khác của",
        "các doanh nghiệp đóng trên địa bàn toàn tỉnh đó.",
        "4. Mua 20 bộ máy tính, kinh phí 60 triệu đồng nữa.",
    ], 20, 11)  # fmt: skip
    found = of(document)
    assert amounts(found) == [*AMOUNTS, 1_500_000_000, 60_000_000]
    assert "giao các đơn vị liên quan" in found.text.replace("\n", " ")


def test_rows_with_a_wide_gap_on_a_sheet_across_stay_rows() -> None:
    document, (sheet,) = make(1, (842.0, 595.0))
    for row, (name, amount) in enumerate((("Đường thôn", "1.200"), ("Cầu dân sinh", "850"), ("Nhà văn hóa", "640"))):
        sheet.line(60, 100 + 20 * row, name).line(500, 100 + 20 * row, f"{amount} triệu đồng")
    sheet.line(60, 180, "Trạm bơm").line(500, 180, "75 triệu đồng").line(60, 200, "Kè").line(500, 200, "90 triệu đồng")
    assert "Cầu dân sinh 850 triệu đồng" in of(document).text


def test_headers_that_stand_on_their_side_name_their_columns() -> None:
    document, (sheet,) = paid()
    sheet.line(380, 380, "Đơn vị tính: triệu đồng", 10).grid([70, 110, 300, 400, 500], [400, 480, 505])
    for x, text in ((75, "STT"), (150, "Nội dung")):
        written(sheet.page, (x, 440), text)
    for x, text in ((355, "Ngân sách tỉnh"), (455, "Ngân sách huyện")):
        at = pymupdf.Point(x, 475)
        written(sheet.page, at, text, size=9, morph=(at, pymupdf.Matrix(90)))
    for x, text in ((80, "1"), (120, "Xây cầu"), (340, "500"), (440, "300")):
        written(sheet.page, (x, 497), text)
    records = of(document).funding[2:]
    assert [(record.row, record.column, record.low_vnd) for record in records] == [
        ("Xây cầu", "Ngân sách tỉnh", 500_000_000),
        ("Xây cầu", "Ngân sách huyện", 300_000_000),
    ]


def test_form_fields_that_are_filled_in_are_told() -> None:
    document, sheets = paid(2)
    field = pymupdf.Widget()
    field.field_type, field.field_name = pymupdf.PDF_WIDGET_TYPE_TEXT, "kinh_phi"
    field.field_value, field.rect = "640.000.000", pymupdf.Rect(70, 380, 300, 400)
    sheets[1].page.add_widget(field)
    found = of(document)
    assert amounts(found) == 2 * AMOUNTS
    ((page, message),) = notes(found, "form_fields")
    assert (page, "kinh_phi = 640.000.000" in message) == (2, True)


def test_files_in_the_file_are_told() -> None:
    document, sheets = paid(2)
    document.embfile_add("phu_luc.xlsx", b"PK", filename="phu_luc.xlsx")
    sheets[1].page.add_file_annot((500, 100), b"x", "ban_do.pdf")
    told = notes(of(document), "attached_files")
    assert [(page, message.split(": ")[1]) for page, message in told] == [(None, "phu_luc.xlsx"), (2, "ban_do.pdf")]


def test_a_dynamic_form_is_told() -> None:
    document, (sheet,) = make()
    sheet.line(70, 100, "Please wait...")
    xref = document.get_new_xref()
    document.update_object(xref, "<<>>")
    document.update_stream(xref, b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    document.xref_set_key(document.pdf_catalog(), "AcroForm", f"<</Fields[]/XFA {xref} 0 R>>")
    assert notes(of(document), "dynamic_form")


def test_text_that_someone_struck_out_is_read_and_told() -> None:
    document, (sheet,) = paid()
    sheet.page.add_strikeout_annot((70, 137, 400, 148))
    found = of(document)
    assert amounts(found) == AMOUNTS
    ((page, message),) = notes(found, "struck_out")
    assert (page, "820 triệu đồng" in message) == (1, True)


def test_an_ordinary_file_has_none_of_these_notes() -> None:
    document, _ = paid(2)
    document.set_page_labels([{"startpage": 0, "prefix": "A-", "style": "r", "firstpagenum": 5}])
    found = of(document)
    assert amounts(found) == 2 * AMOUNTS
    assert not found.notes
