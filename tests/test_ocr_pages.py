"""Scans read to pages: what recognition makes of set pages that were printed, stamped, turned and scanned."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pymupdf
import pytest
from pdf_making import SENTENCES, make
from PIL import Image, ImageChops, ImageDraw, ImageOps

from kc_extract import extract, read
from kc_extract.errors import UnreadableError
from kc_extract.readers import image as image_module
from kc_extract.readers.image import read_image
from kc_extract.readers.ocr import Options, Picture, fields, missing, read_pictures
from kc_extract.readers.ocr import reading as reading_module
from kc_extract.readers.ocr.reading import Late
from kc_extract.readers.ocr.scan import Scan, Seen
from kc_extract.readers.pdf import read_pdf
from kc_extract.types import Input, Limits, Line, TableContent

needs_engine = pytest.mark.skipif(missing() is not None, reason=f"no recognition on this machine: {missing()}")
DPI = 200


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def printed(*, table: bool = False, dpi: int = DPI) -> Image.Image:
    """A page with a heading, three rows of text and, if asked, a ruled table, as a printer makes it."""
    document, (sheet,) = make()
    sheet.line(85, 90, "Điều 1. Giao kinh phí năm 2024", bold=True).lines(85, 120, SENTENCES)
    if table:
        sheet.grid([85, 130, 330, 480], [200, 230, 260, 290])
        cells = [["STT", "Nội dung", "Kinh phí"], ["1", "Đào tạo nghề", "1.250"], ["2", "Hội chợ", "845,5"]]
        for row, texts in enumerate(cells):
            for x, text in zip((92, 138, 340), texts, strict=True):
                sheet.line(x, 213 + 30 * row, text)
    pixmap = document[0].get_pixmap(dpi=dpi)
    return Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)


def scanned(*images: Image.Image, overlay: tuple[str, ...] = ()) -> bytes:
    """A PDF with each picture over a whole page of A4, and words of a signature set over the first."""
    wide = images[0].width > images[0].height
    document, sheets = make(len(images), (842.0, 595.0) if wide else (595.0, 842.0))
    for sheet, image in zip(sheets, images, strict=True):
        data = io.BytesIO()
        image.save(data, "PNG")
        sheet.page.insert_image(sheet.page.rect, stream=data.getvalue())
    sheets[0].lines(430, 30, list(overlay), size=7)
    return bytes(document.tobytes())


def texts(result: Input, page: int = 0) -> list[str]:
    return [block.text for block in result.pages[page].blocks if isinstance(block, Line)]


def codes(result: Input) -> list[str]:
    return [note.code for note in result.notes]


EXPECTED = ["Điều 1. Giao kinh phí năm 2024", *SENTENCES]


@needs_engine
def test_a_scan_gives_the_lines_that_were_printed() -> None:
    result = read_pdf(scanned(printed()))
    assert texts(result) == EXPECTED
    assert result.pages[0].text_source == "ocr"
    assert codes(result) == ["ocr"]
    words = [word for block in result.pages[0].blocks if isinstance(block, Line) for word in block.words]
    assert all(0.5 < word.confidence <= 1 for word in words)


@needs_engine
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_scan_is_read_and_its_boxes_are_those_of_the_page_as_displayed(turn: int) -> None:
    result = read_pdf(scanned(printed().rotate(turn, expand=True)))
    assert texts(result) == EXPECTED
    line = result.pages[0].blocks[0]
    assert isinstance(line, Line)
    x0, y0, x1, y1 = line.words[0].bbox or (0, 0, 0, 0)
    # “Điều” stands at the top left of the print, and the turn carries that corner round the page
    assert {90: x0 < 130 and y1 > 450, 180: x1 > 450 and y1 > 700, 270: x1 > 700 and y0 < 130}[turn]


@needs_engine
def test_rows_that_begin_alike_are_no_columns_to_turn_the_page_by() -> None:
    document, (sheet,) = make()
    for row in range(30):
        sheet.line(85, 70 + 24 * row, "Hỗ trợ xây dựng mô hình trình diễn kỹ thuật cho các hộ")
    pixmap = document[0].get_pixmap(dpi=DPI)
    result = read_pdf(scanned(Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)))
    assert texts(result) == ["Hỗ trợ xây dựng mô hình trình diễn kỹ thuật cho các hộ"] * 30


@needs_engine
def test_skew_and_a_red_seal_cost_no_word() -> None:
    seal = Image.new("RGB", printed().size, (255, 255, 255))
    ImageDraw.Draw(seal).ellipse((600, 260, 1000, 660), outline=(225, 60, 70), width=9)
    skewed = ImageChops.darker(printed(), seal).rotate(
        -1.1, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)
    )
    result = read_pdf(scanned(skewed))
    assert texts(result) == EXPECTED
    assert "straightened by 1.1" in result.notes[0].message


@needs_engine
def test_a_ruled_table_is_read_field_by_field() -> None:
    (table,) = [
        block for block in read_pdf(scanned(printed(table=True))).pages[0].blocks if not isinstance(block, Line)
    ]
    assert isinstance(table, TableContent)
    rows = [[" ".join(line.text for line in cell.lines) for cell in row] for row in table.rows]
    assert rows == [["STT", "Nội dung", "Kinh phí"], ["1", "Đào tạo nghề", "1.250"], ["2", "Hội chợ", "845,5"]]


@needs_engine
def test_a_doubtful_field_is_read_again_enlarged_and_the_surer_reading_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    doubtful = (Seen("óp,", (20, 10, 50, 30), 28.0, 20.0, 0.5), Seen("23)", (60, 10, 90, 30), 28.0, 20.0, 0.3))
    surer = (Seen("Đóng", (40, 20, 120, 60), 56.0, 40.0, 0.96), Seen("góp,", (130, 20, 200, 60), 56.0, 40.0, 0.95))
    readings = {100: doubtful, 200: surer}
    monkeypatch.setattr(fields, "recognise", lambda image, _dpi, *, block: readings[image.width] if block else ())
    found = fields._read_field(Image.new("L", (100, 40), 255), 200)  # noqa: SLF001
    assert [(word.text, word.box, word.base) for word in found] == [
        ("Đóng", (20, 10, 60, 30), 28.0),
        ("góp,", (65, 10, 100, 30), 28.0),
    ]
    readings[200] = ()
    assert fields._read_field(Image.new("L", (100, 40), 255), 200) == doubtful  # noqa: SLF001


@needs_engine
def test_a_signature_set_over_the_scan_is_no_text() -> None:
    signed = scanned(printed(), overlay=("Người ký: Sở Y tế", "Thời gian ký: 09.02.2021"))
    assert texts(read_pdf(signed)) == EXPECTED


@needs_engine
def test_a_blank_scan_says_so() -> None:
    assert codes(read_pdf(scanned(Image.new("RGB", (1653, 2339), (250, 250, 250))))) == ["blank_page"]


def test_without_the_engine_the_page_is_noted_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    lack = "Tesseract is not installed (apt-get install tesseract-ocr-vie)"
    monkeypatch.setattr("kc_extract.readers.ocr.pages.missing", lambda: lack)
    result = read_pdf(scanned(printed(dpi=50)))
    assert texts(result) == []
    assert codes(result) == ["needs_ocr"]
    assert "apt-get install" in result.notes[0].message


# --- pictures -----------------------------------------------------------------------------------------------


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, form, **options)
    return data.getvalue()


@needs_engine
def test_a_tiff_of_two_pictures_is_two_pages() -> None:
    first = printed().convert("L").point(lambda value: 255 * (value > 140)).convert("1")
    result = read_image(saved(first, "TIFF", save_all=True, append_images=[first], dpi=(DPI, DPI)))
    assert result.media_type == "image/tiff"
    assert [texts(result, page)[0] for page in (0, 1)] == [EXPECTED[0], EXPECTED[0]]
    assert [len(page.blocks) for page in result.pages] == [4, 4]
    assert (result.pages[0].width, result.pages[0].height) == (pytest.approx(595, abs=1), pytest.approx(842, abs=1))


def test_a_fine_picture_is_made_smaller_band_by_band_as_it_would_be_whole() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    noise = Image.effect_noise((1501, 2203), 80).convert("RGB")
    picture = Image.open(io.BytesIO(saved(noise, "PNG", exif=exif)))
    size = (500, 734)
    small = image_module._shrunk(picture, size)  # noqa: SLF001
    difference = ImageChops.difference(small, noise.resize(size, Image.Resampling.BOX)).convert("L")
    assert difference.histogram()[0] > 0.99 * size[0] * size[1]
    assert ImageOps.exif_transpose(small).size == (734, 500)


@needs_engine
def test_a_picture_without_a_resolution_is_taken_for_a4() -> None:
    document = read(saved(printed(), "JPEG", quality=80), "scan.jpg")
    assert document.pages[0].height == pytest.approx(842, abs=1)
    assert [section.path for section in extract(document).sections] == ["Điều 1"]


@needs_engine
def test_a_picture_that_lets_through_is_read_on_paper() -> None:
    image = printed().convert("RGBA")
    image.putalpha(Image.eval(image.convert("L"), lambda value: 255 - value))
    assert texts(read_image(saved(image, "PNG"))) == EXPECTED


@needs_engine
def test_a_cut_picture_is_noted_and_the_rest_goes_on() -> None:
    data = saved(printed(), "JPEG")
    result = read_image(data[: len(data) // 2])
    assert codes(result) == ["needs_ocr"]
    assert "damaged" in result.notes[0].message


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        read_image(b"\x89PNG\r\n\x1a\n" + b"x" * 200)


def test_more_pictures_than_the_limit_are_refused() -> None:
    page = Image.new("1", (40, 40), 1)
    with pytest.raises(UnreadableError, match="split"):
        read_image(saved(page, "TIFF", save_all=True, append_images=[page, page]), limits=Limits(max_pages=2))


# --- limits and the cache -----------------------------------------------------------------------------------


@needs_engine
def test_a_picture_of_twenty_thousand_pixels_is_left_with_a_note() -> None:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    xref = page.insert_image(page.rect, stream=saved(Image.new("RGB", (20, 20), (255, 255, 255)), "PNG"))
    document.xref_set_key(xref, "Width", "20000")
    document.xref_set_key(xref, "Height", "20000")
    result = read_pdf(bytes(document.tobytes()))
    assert codes(result) == ["needs_ocr"]
    assert "20000 x 20000" in result.notes[0].message


@needs_engine
def test_a_page_as_large_as_a_wall_is_rendered_coarser_with_a_note() -> None:
    document = pymupdf.open()
    page = document.new_page(width=9000, height=9000)
    page.insert_image(page.rect, stream=saved(printed(), "PNG"), keep_proportion=False)
    assert "ocr_limit" in codes(read_pdf(bytes(document.tobytes())))


def picture_of(image: Image.Image) -> Picture:
    grey = image.convert("L")
    return Picture(width=grey.width, height=grey.height, channels=1, samples=grey.tobytes(), dpi=DPI)


@needs_engine
def test_a_second_reading_costs_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    picture = picture_of(printed())
    options = Options(cache=tmp_path / "kept", threads=1)
    first = list(read_pictures([lambda: picture], options))
    monkeypatch.setattr(reading_module, "read_picture", lambda _: pytest.fail("read again"))
    assert list(read_pictures([lambda: picture], options)) == first


@needs_engine
def test_when_the_time_is_up_pages_are_left_and_told() -> None:
    left = list(read_pictures([lambda: pytest.fail("made")] * 3, Options(cache=None, threads=1, seconds=0)))
    assert left == [Late(0.0)] * 3


@needs_engine
def test_a_document_is_gone_on_with_where_the_time_was_up(monkeypatch: pytest.MonkeyPatch) -> None:
    data = scanned(printed(), Image.new("RGB", (600, 800), "white"), printed(table=True))
    reader, read_now = reading_module.read_picture, list[Picture]()

    def read_slowly(picture: Picture) -> Scan:
        time.sleep(3.2)
        return reader(picture)

    def read_and_count(picture: Picture) -> Scan:
        read_now.append(picture)
        return reader(picture)

    monkeypatch.setenv("KC_OCR_SECONDS", "3")
    monkeypatch.setenv("KC_OCR_THREADS", "1")
    monkeypatch.setattr(reading_module, "read_picture", read_slowly)
    first = read_pdf(data)
    assert codes(first) == ["ocr", "ocr_unfinished", "ocr_unfinished"]
    assert [note.page for note in first.notes] == [1, 2, 3]
    assert "KC_OCR_SECONDS" in first.notes[1].message
    monkeypatch.setenv("KC_OCR_SECONDS", "100")
    monkeypatch.setattr(reading_module, "read_picture", read_and_count)
    second = read_pdf(data)
    assert codes(second) == ["ocr", "blank_page", "ocr"]
    assert len(read_now) == 2
    assert second.pages[0] == first.pages[0]
