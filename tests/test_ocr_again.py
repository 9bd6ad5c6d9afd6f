"""What the engine leaves out or doubts: lines read again, ink beside a seal, accents lost over capitals, specks."""

from __future__ import annotations

import time

import numpy as np
import pytest
from pdf_making import SENTENCES, make
from PIL import Image, ImageDraw

from kc_extract.readers.ocr import missing
from kc_extract.readers.ocr import second as second_module
from kc_extract.readers.ocr.accents import mend
from kc_extract.readers.ocr.engine import recognise
from kc_extract.readers.ocr.folding import fold
from kc_extract.readers.ocr.leftover import completed, read_leftover
from kc_extract.readers.ocr.scan import Ruling, Scan, Seen
from kc_extract.readers.ocr.second import read_again
from kc_extract.readers.ocr.sifting import sift

needs_engine = pytest.mark.skipif(missing() is not None, reason=f"no recognition on this machine: {missing()}")
DPI = 200


def seen(line: str, confidence: float = 0.96, y: int = 100) -> list[Seen]:
    return [
        Seen(text, (100 * x, y, 100 * x + 90, y + 28), y + 28, 38.0, confidence) for x, text in enumerate(line.split())
    ]


def doubted(words: list[Seen], text: str, confidence: float) -> list[Seen]:
    return [Seen(w.text, w.box, w.base, w.size, confidence) if w.text == text else w for w in words]


def texts(words: tuple[Seen, ...]) -> str:
    return " ".join(word.text for word in words)


def printed(*lines: str) -> Image.Image:
    document, (sheet,) = make()
    sheet.lines(85, 120, list(lines), 24)
    pixmap = document[0].get_pixmap(dpi=DPI)
    return Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples).convert("L")


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("KT. CHỦ TỊCH PHO CHU TỊCH", "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"),
        ("PHO GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("CHU NHIỆM", "CHỦ NHIỆM"),
    ],
)
def test_accents_lost_over_capitals_are_mended_where_the_next_word_proves_them(read: str, meant: str) -> None:
    words = mend(seen(read))
    assert texts(words) == meant
    assert [word.was for word in words if word.was] == [
        was for was, now in zip(read.split(), meant.split(), strict=True) if was != now
    ]


@pytest.mark.parametrize("read", ["TỈNH LAM THÀNH", "TỈNH THANH HÓA", "KHÍ CO TẠI", "NHA TRANG", "pho tượng", "CHU SÊ"])
def test_names_and_formulas_in_capitals_stay_as_read(read: str) -> None:
    assert texts(mend(seen(read))) == read


@needs_engine
def test_a_doubtful_line_is_taken_as_it_is_read_alone() -> None:
    image = printed(SENTENCES[0], "Kinh phí hỗ trợ là 3.450 triệu đồng.", SENTENCES[2])
    words = list(recognise(image, DPI))
    spoilt = [Seen("3:4S0", w.box, w.base, w.size, 0.4) if w.text == "3.450" else w for w in words]
    again = read_again(spoilt, image, DPI)
    assert texts(again) == texts(tuple(words))
    assert [word.confidence for word in again if word.text == "3.450"] == [0.6]


def test_a_second_reading_that_is_no_surer_or_lacks_words_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    line = doubted(seen("hỗ trợ 1.250 triệu"), "1.250", 0.7)
    for other in (seen("hỗ trợ 1.260 triệu", 0.5), seen("hỗ trợ", 0.97)):
        monkeypatch.setattr(second_module, "recognise", lambda *_, other=other, **__: tuple(other))
        assert read_again(line, Image.new("L", (600, 300), 255), DPI) == tuple(line)


def test_lines_without_a_doubt_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(second_module, "recognise")
    words = seen("Hỗ trợ 12 mô hình")
    assert read_again(words, Image.new("L", (10, 10), 255), DPI) == tuple(words)


@needs_engine
def test_a_row_that_no_word_accounts_for_is_read() -> None:
    image = printed(SENTENCES[0], "Kèm theo Quyết định này", SENTENCES[2])
    words = recognise(image, DPI)
    rest = [
        word for word in words if abs(word.base - words[-1].base) > 10 and word.text not in "Kèm theo Quyết định này"
    ]
    lost = read_leftover(image, rest, DPI)
    assert "Kèm theo Quyết định này" in texts(lost)
    assert not read_leftover(image, words, DPI)


@needs_engine
def test_drawings_and_specks_are_no_rows() -> None:
    image = printed(*SENTENCES)
    words = recognise(image, DPI)
    draw = ImageDraw.Draw(image)
    draw.ellipse((900, 900, 1200, 1200), outline=0, width=5)
    draw.line([(300 + 7 * x, 1500 + 30 * (x % 3)) for x in range(60)], fill=0, width=4)
    for x, y in np.random.default_rng(5).integers(600, 1600, (200, 2)):
        draw.point((int(x), int(y)), fill=0)
    assert not read_leftover(image, words, DPI)
    assert not read_leftover(image, (), DPI)


def test_a_page_hatched_all_over_costs_no_half_minute() -> None:
    ink = np.full((3508, 2480), 255, np.uint8)
    for y in range(300, 3500, 16):
        for x in range(0, 2400, 60):
            ink[y : y + 12, x : x + 12] = 0
    begun = time.process_time()
    assert not read_leftover(Image.fromarray(ink), seen("Hỗ trợ 12 mô hình"), DPI)
    assert time.process_time() - begun < 10


def test_a_faint_word_amid_a_certain_line_is_text_and_others_are_told() -> None:
    line = doubted(seen("tỉnh Lam Thành giai đoạn 2026"), "Thành", 0.0)
    mark = doubted(seen("wvẽk", y=600), "wvẽk", 0.1)
    sifted = sift(Scan(width=1600, height=2300, dpi=DPI, words=(*line, *mark)))
    assert texts(sifted.kept) == "tỉnh Lam Thành giai đoạn 2026"
    assert sifted.marks == ("wvẽk",)


def test_an_accent_read_as_a_figure_is_none() -> None:
    accent = Seen("5", (300, 150, 312, 155), 155, 38.0, 0.44)
    power = Seen("2", (400, 100, 410, 114), 114, 38.0, 0.9)
    sifted = sift(Scan(width=1600, height=2300, dpi=DPI, words=(*seen("Hỗ trợ 12 mô hình", y=200), accent, power)))
    assert (texts(sifted.kept), sifted.marks) == ("Hỗ trợ 12 mô hình 2", ("5",))


def test_a_speck_before_a_heading_is_no_percent_sign() -> None:
    heading = [Seen("%", (10, 100, 20, 128), 128, 38.0, 0.66), *(w for w in seen("x Phụ lục") if w.text != "x")]
    rate = [*seen("Tỷ lệ % của 45 %", y=300)]
    sifted = sift(Scan(width=1600, height=2300, dpi=DPI, words=(*heading, *rate)))
    assert texts(sifted.kept) == "Phụ lục Tỷ lệ % của 45 %"


def test_a_sign_for_the_letter_of_an_item_is_told_by_the_item_before() -> None:
    rows = [
        word for y, line in enumerate(("b) Một", "€) Hai", "đ) Ba", "€) Bốn")) for word in seen(line, y=100 + 50 * y)
    ]
    sifted = sift(Scan(width=1600, height=2300, dpi=DPI, words=tuple(rows)))
    folded = fold(sifted.kept)
    assert texts(folded) == "b) Một c) Hai đ) Ba e) Bốn"
    assert [word.was for word in folded if word.was] == ["€)", "€)"]


@pytest.mark.parametrize(("read", "meant"), [("tỉnh 'Thành phố", "tỉnh Thành phố"), ("từ 'khoán' là", "từ 'khoán' là")])
def test_an_apostrophe_that_opens_a_word_and_nothing_closes_is_a_speck(read: str, meant: str) -> None:
    assert texts(fold(seen(read))) == meant


@needs_engine
def test_numbers_read_as_one_faint_word_from_top_to_bottom_are_read_row_by_row() -> None:
    image = printed("1. Tên cơ sở được lấy mẫu", "2. Người lấy mẫu", "3. Phương pháp lấy mẫu")
    words = recognise(image, DPI)
    numbers = [word for word in words if word.text in {"1.", "2.", "3."}]
    assert len(numbers) == 3
    x0, y0, x1, y1 = numbers[0].box
    column = Seen("„hÐm", (x0, y0, x1, numbers[-1].box[3]), y1, 38.0, 0.1)
    rest = [word for word in words if word not in numbers]
    found = completed([column, *rest], image, DPI)[len(rest) :]  # the faint word is gone
    assert [word.text for word in found] == ["1.", "2.", "3."]
    assert all(word.confidence <= 0.6 for word in found)  # each has a note


def framed(*lines: str) -> Scan:
    """Words in a frame of the size of a stamp, in the upper part of a page."""
    words = [word for y, line in enumerate(lines) for word in seen(line, y=320 + 40 * y)]
    box = (0, 300, 560, 320 + 40 * len(lines) + 20)
    across = tuple(Ruling(y, box[0], box[2]) for y in (box[1], box[3]))
    down = tuple(Ruling(x, box[1], box[3]) for x in (box[0], box[2]))
    return Scan(width=1600, height=2300, dpi=DPI, words=tuple(words), across=across, down=down)


def test_a_frame_of_arrival_is_left_out_and_the_heads_of_columns_are_not() -> None:
    assert sift(framed("CÔNG VĂN ĐẾN", "Số: 12 Ngày: 3")).dropped == ("CÔNG VĂN ĐẾN Số: 12 Ngày: 3",)
    heads = sift(framed("Ngày sản xuất", "Số lô hàng"))
    assert (texts(heads.kept), heads.dropped) == ("Ngày sản xuất Số lô hàng", ())
