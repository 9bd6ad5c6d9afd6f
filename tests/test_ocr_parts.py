"""The parts of recognition that need no engine: pictures made fit, rules, strokes, marks, the cache, the way back."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pymupdf
import pytest
from PIL import Image, ImageDraw, ImageFilter

from kc_extract.layout.doubts import note_doubts
from kc_extract.readers.ocr import store
from kc_extract.readers.ocr.folding import fold
from kc_extract.readers.ocr.imaging import (
    is_blank,
    quarter,
    rotated,
    straighten,
    to_grey,
    without_borders,
    without_specks,
)
from kc_extract.readers.ocr.ruling import find_rules
from kc_extract.readers.ocr.scan import Picture, Ruling, Scan, Seen, back_matrix
from kc_extract.readers.ocr.sifting import sift
from kc_extract.readers.ocr.strokes import by_strokes
from kc_extract.types import PlacedWord, Span

PAGE = Scan(width=1654, height=2339, dpi=200)


def seen(text: str, x: int = 100, y: int = 100, confidence: float = 0.95) -> Seen:
    return Seen(text, (x, y, x + 14 * len(text), y + 28), y + 28, 38.0, confidence)


def rows_of_text(size: tuple[int, int] = (1000, 1400)) -> Image.Image:
    """Rows of dark blocks as words make them."""
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    for y in range(150, size[1] - 150, 45):
        for x in range(120, size[0] - 120, 60):
            draw.rectangle((x, y, x + 44, y + 18), fill=0)
    return image


# --- pictures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("degrees", [-3.0, -0.8, 0.0, 1.2, 4.5])
def test_a_skew_is_measured_and_taken_back(degrees: float) -> None:
    found = straighten(rotated(rows_of_text(), degrees))
    assert found.turn == 0
    assert found.skew == pytest.approx(-degrees, abs=0.15)


def test_rows_that_run_down_the_page_are_turned() -> None:
    assert straighten(quarter(rows_of_text(), 1)).turn == 1


def test_red_ink_becomes_paper_and_black_under_it_stays() -> None:
    pixels = np.full((60, 60, 3), 255, np.uint8)
    pixels[10:50, 10:50] = (215, 60, 70)
    pixels[28:32, 5:55] = (20, 20, 20)
    picture = Picture(width=60, height=60, channels=3, samples=pixels.tobytes(), dpi=200)
    grey = np.asarray(to_grey(picture))
    assert grey[15, 15] > 200
    assert (grey[28:32, 5:55] < 60).all()


def test_blue_and_black_ink_are_kept() -> None:
    pixels = np.full((20, 20, 3), 255, np.uint8)
    pixels[5:15, 5:10], pixels[5:15, 10:15] = (30, 40, 140), (0, 0, 0)
    grey = np.asarray(to_grey(Picture(width=20, height=20, channels=3, samples=pixels.tobytes(), dpi=200)))
    assert (grey[5:15, 5:15] < 120).all()


def test_specks_and_a_black_border_are_cleaned_away() -> None:
    image = rows_of_text()
    pixels = np.array(image)
    places = np.random.default_rng(1).integers(0, 1000, (4000, 2))
    pixels[places[:, 0], places[:, 1]] = 0
    pixels[:, :12] = 10
    cleaned = np.asarray(without_specks(without_borders(Image.fromarray(pixels))))
    assert (cleaned[:, :10] > 200).all()
    assert (cleaned[20:140, 20:980] < 128).sum() < 20


def test_a_clean_picture_keeps_its_smallest_dots() -> None:
    image = rows_of_text()
    image.putpixel((500, 60), 0)
    assert without_specks(image).getpixel((500, 60)) == 0


def test_specks_alone_are_blank_and_a_word_is_not() -> None:
    image = Image.new("L", (400, 400), 255)
    image.putpixel((50, 50), 0)
    assert is_blank(image)
    ImageDraw.Draw(image).rectangle((100, 100, 130, 120), fill=0)
    assert not is_blank(image)


# --- rules --------------------------------------------------------------------------------------------------


def test_long_lines_are_rules_and_rows_of_text_are_none() -> None:
    image = rows_of_text()
    assert find_rules(image, image, 200)[:2] == ((), ())
    draw = ImageDraw.Draw(image)
    draw.line((100, 60, 900, 60), fill=0, width=3)
    draw.line((60, 100, 60, 600), fill=0, width=2)
    across, down, unruled = find_rules(image, image, 200)
    assert [(round(rule.at), rule.low, rule.high) for rule in across] == [(60, 100, 901)]
    assert len(down) == 1
    assert abs(down[0].at - 60) < 2
    assert min(np.asarray(unruled)[60, 100:900]) == 255


def test_thin_rules_that_go_with_the_specks_are_found() -> None:
    image = Image.new("L", (800, 400), 255)
    ImageDraw.Draw(image).line((50, 100, 700, 100), fill=0, width=1)
    cleaned = image.filter(ImageFilter.MedianFilter(3))
    assert (np.asarray(cleaned) == 255).all()
    assert len(find_rules(image, cleaned, 200).across) == 1


def test_the_columns_of_a_table_do_not_turn_the_page() -> None:
    image = rows_of_text()
    draw = ImageDraw.Draw(image)
    for x in range(40, image.width - 40, 100):
        draw.line((x, 30, x, image.height - 30), fill=0, width=3)
    assert straighten(image).turn == 0
    assert straighten(quarter(image, 1)).turn == 1


def table_with_dotted_rules() -> Image.Image:
    """Three rules down, a solid one at the top, dotted rows beneath, the second only over the right column."""
    image = Image.new("L", (1000, 600), 255)
    draw = ImageDraw.Draw(image)
    for x in (100, 220, 800):
        draw.line((x, 100, x, 500), fill=0, width=3)
    draw.line((100, 100, 800, 100), fill=0, width=3)
    for y, left in ((200, 104), (300, 224), (400, 104)):
        for x in range(left, 796, 5):
            draw.line((x, y, x + 2, y), fill=0)
    for x in range(120, 200, 40):
        draw.rectangle((x, 290, x + 25, 310), fill=0)
    return image


def test_dotted_rules_part_the_rows_of_a_table_and_are_wiped() -> None:
    image = table_with_dotted_rules()
    across, _, rest = find_rules(image, image, 200)
    ends = {round(rule.at, -1): (round(rule.low, -1), round(rule.high, -1)) for rule in across}
    assert ends[200] == ends[400] == (100, 800)
    assert ends[300] == (220, 800)
    assert np.asarray(rest)[196:205, 240:780].min() == 255


def test_a_dotted_rule_runs_on_through_a_field_that_shows_but_traces_of_it() -> None:
    """Without the trace the field may be one that reaches over both rows."""
    for traces in (0, 6):
        image = table_with_dotted_rules()
        draw = ImageDraw.Draw(image)
        draw.line((880, 100, 880, 500), fill=0, width=3)
        draw.line((800, 100, 880, 100), fill=0, width=3)
        for x in range(812, 812 + traces, 5):
            draw.line((x, 400, x + 1, 400), fill=0)
        across, _, _ = find_rules(image, image, 200)
        assert max(rule.high for rule in across if abs(rule.at - 400) < 5) == (880 if traces else 800)


def test_rows_of_text_between_rules_down_are_no_dotted_rules() -> None:
    image = rows_of_text()
    draw = ImageDraw.Draw(image)
    for x in (60, 510, 950):
        draw.line((x, 100, x, 1300), fill=0, width=3)
    assert find_rules(image, image, 200).across == ()


def test_figures_and_a_label_in_one_row_are_no_dotted_rule() -> None:
    """The tops of figures at the right of their fields, with the middle of a label of two lines before them."""
    image = table_with_dotted_rules()
    draw = ImageDraw.Draw(image)
    for x in (400, 500, 600, 700):
        draw.line((x, 100, x, 500), fill=0, width=3)
    for x in range(226, 396, 8):
        draw.rectangle((x, 340, x + 4, 352), fill=0)
    for right in (496, 596, 696, 796):
        for x in range(right - 60, right - 4, 14):
            draw.rectangle((x, 350, x + 10, 352), fill=0)
            draw.rectangle((x, 350, x + 2, 372), fill=0)
    across, _, rest = find_rules(image, image, 200)
    assert not [rule for rule in across if 330 < rule.at < 380]
    assert np.asarray(rest)[350:353, 236:796].min() == 0


def test_a_black_bar_is_no_rule() -> None:
    image = Image.new("L", (800, 400), 255)
    ImageDraw.Draw(image).rectangle((50, 100, 700, 160), fill=0)
    assert find_rules(image, image, 200)[0] == ()


# --- strokes ------------------------------------------------------------------------------------------------


def stems(*xs: int, bar: bool = False, dot: int | None = None) -> Image.Image:
    """Upright strokes with serifs, as roman numerals are printed; the picture of a word at (100, 100)."""
    image = Image.new("L", (400, 200), 255)
    draw = ImageDraw.Draw(image)
    for x in xs:
        draw.rectangle((100 + x, 100, 103 + x, 127), fill=0)
        draw.rectangle((97 + x, 100, 106 + x, 101), fill=0)
        draw.rectangle((97 + x, 126, 106 + x, 127), fill=0)
    if bar:
        draw.rectangle((100 + xs[0], 112, 100 + xs[-1], 114), fill=0)
    if dot is not None:
        draw.rectangle((100 + dot, 123, 103 + dot, 127), fill=0)
    return image


@pytest.mark.parametrize(
    ("text", "image", "expected"),
    [
        ("II.", stems(4, 14, 24), "III."),
        ("HI.", stems(4, 14, 24), "III."),
        ("I.", stems(4, 14), "II."),
        ("II.", stems(4, 14), "II."),
        ("IL.", stems(4, dot=14), "I."),
        ("L", stems(4, dot=14), "I."),
        ("H", stems(4, 14), "II"),
    ],
)
def test_roman_numerals_are_those_of_their_strokes(text: str, image: Image.Image, expected: str) -> None:
    (word,) = by_strokes([Seen(text, (100, 98, 140, 130), 128, 38.0, 0.8)], image)
    assert word.text == expected
    assert word.was == ("" if text == expected else text)


@pytest.mark.parametrize(
    ("text", "image"),
    [
        ("H", stems(4, 24, bar=True)),
        ("L", stems(4)),
        ("VL", stems(4)),
        ("1.", stems(4, 14)),
        ("11.", stems(4, 14, 24)),
        ("Hai", stems(4, 14, 24)),
        ("III.", stems()),
    ],
)
def test_what_is_no_numeral_or_a_figure_stays_as_read(text: str, image: Image.Image) -> None:
    (word,) = by_strokes([Seen(text, (100, 98, 140, 130), 128, 38.0, 0.8)], image)
    assert (word.text, word.was) == (text, "")


# --- openings -----------------------------------------------------------------------------------------------


def folded(*texts: str, y: int = 100) -> list[str]:
    words = [seen("trên.", 100, 50)]
    words += [seen(text, 100 + 90 * index, y) for index, text in enumerate(texts)]
    return [word.text for word in fold(words)][1:]


def test_a_misread_opening_before_a_number_is_certain() -> None:
    assert folded("Điêu", "1.", "Phê") == ["Điều", "1.", "Phê"]
    assert folded("1.1.1,", "Nâng", "cao") == ["1.1.1.", "Nâng", "cao"]
    assert folded("L1", "Nâng", "cao") == ["1.1.", "Nâng", "cao"]
    assert folded("l.2.", "Hỗ", "trợ") == ["1.2.", "Hỗ", "trợ"]


@pytest.mark.parametrize(
    "texts",
    [("Điêu", "khắc", "gỗ"), ("1.234,", "và"), ("12,5", "Tỷ"), ("Điểu", "thú", "2."), ("l2.", "Hỗ"), ("L1", "có")],
)
def test_other_openings_stay_as_read(texts: tuple[str, ...]) -> None:
    assert folded(*texts) == list(texts)


def test_inside_a_line_nothing_is_folded() -> None:
    assert folded("theo", "Điêu", "1.", y=50) == ["theo", "Điêu", "1."]


# --- marks --------------------------------------------------------------------------------------------------


def test_ornaments_and_faint_marks_are_left_out_and_figures_never() -> None:
    words = [seen("Số"), seen("————"), seen("‡"), seen("-"), seen("qwz", confidence=0.1), seen("1‡7", confidence=0.1)]
    kept = sift(msgspec.structs.replace(PAGE, words=tuple(words))).kept
    assert [word.text for word in kept] == ["Số", "-", "1‡7"]


def test_a_stamp_of_arrival_is_left_out_and_told() -> None:
    words = (seen("ĐẾN", 300, 420), seen("Số:", 300, 470), seen("Ngày:", 400, 520), seen("QUYẾT", 900, 300))
    frame = (Ruling(400, 250, 600), Ruling(560, 250, 600)), (Ruling(250, 400, 560), Ruling(600, 400, 560))
    scan = msgspec.structs.replace(PAGE, words=words, across=frame[0], down=frame[1])
    sifted = sift(scan)
    assert [word.text for word in sifted.kept] == ["QUYẾT"]
    assert sifted.dropped == ("ĐẾN Số: Ngày:",)


# --- the way back -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
@pytest.mark.parametrize("skew", [0.0, 2.0])
def test_a_dot_of_the_straight_picture_is_found_where_it_was_printed(turn: int, skew: float) -> None:
    page = Image.new("L", (300, 420), 255)
    ImageDraw.Draw(page).rectangle((198, 98, 202, 102), fill=0)
    upright = rotated(quarter(page, turn), skew)
    ys, xs = np.nonzero(np.asarray(upright) < 128)
    scan = Scan(width=300, height=420, dpi=72, turn=turn, skew=skew)
    point = pymupdf.Point(xs.mean() + 0.5, ys.mean() + 0.5) * pymupdf.Matrix(*back_matrix(scan, 300, 420))
    assert (point.x, point.y) == (pytest.approx(200.5, abs=0.7), pytest.approx(100.5, abs=0.7))


# --- the cache ----------------------------------------------------------------------------------------------


def test_a_reading_is_kept_and_a_damaged_one_is_none(tmp_path: Path) -> None:
    scan = msgspec.structs.replace(PAGE, words=(seen("tỉnh"),))
    store.save(tmp_path, "abcd", scan)
    assert store.load(tmp_path, "abcd") == scan
    (tmp_path / "ab" / "abcd.json").write_bytes(b'{"width":')
    assert store.load(tmp_path, "abcd") is None
    assert store.load(tmp_path, "none") is None


def test_a_folder_that_cannot_be_written_costs_only_the_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store.save(tmp_path / "file", "abcd", PAGE)
    assert store.load(tmp_path / "file", "abcd") is None


def test_the_cache_is_in_the_folder_that_the_user_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert store.cache_folder() == tmp_path / "kc-extract" / "ocr"


# --- doubts -------------------------------------------------------------------------------------------------


def test_doubtful_figures_are_noted_over_their_place_and_words_are_not() -> None:
    text = "chi 45.510 triêu 20"
    spans = [(0, 3, 0.4), (4, 10, 0.5), (11, 16, 0.3), (17, 19, 0.95)]
    words = [PlacedWord(span=Span(a, b), page=2, line=0, bbox=None, confidence=sure) for a, b, sure in spans]
    (note,) = note_doubts(words, text)
    assert (note.code, note.page, note.span) == ("low_confidence", 2, Span(4, 10))
    assert "45.510" in note.message
