"""Words of a scan: accents mended by their neighbours, figures spoilt by a sign, strokes that no document prints."""

from __future__ import annotations

import pytest

from kc_extract.readers.ocr.accents import mend
from kc_extract.readers.ocr.figures import doubt, is_odd
from kc_extract.readers.ocr.folding import fold
from kc_extract.readers.ocr.scan import Seen


def seen(line: str, confidence: float = 0.96) -> list[Seen]:
    return [Seen(text, (100 * x, 100, 100 * x + 90, 128), 128, 38.0, confidence) for x, text in enumerate(line.split())]


def text(words: tuple[Seen, ...]) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("tô chức thực hiện", "tổ chức thực hiện"),
        ("Mức chỉ một số nhiệm vụ", "Mức chi một số nhiệm vụ"),
        ("các khoản chỉ tại Điều này", "các khoản chi tại Điều này"),
        ("Tống kinh phí thực hiện", "Tổng kinh phí thực hiện"),
        ("BAN HÀNH QUYÉT ĐỊNH", "BAN HÀNH QUYẾT ĐỊNH"),
        ("thâm quyên, phê duyệt", "thẩm quyền, phê duyệt"),
        ("mức hỗ trợ 120.000 đông/người", "mức hỗ trợ 120.000 đồng/người"),
    ],
)
def test_accents_that_the_neighbours_prove_are_mended(read: str, printed: str) -> None:
    words = mend(seen(read))
    assert text(words) == printed
    changed = [(word.was, word.text) for word in words if word.was]
    assert changed == [(was, now) for was, now in zip(read.split(), printed.split(), strict=True) if was != now]


@pytest.mark.parametrize(
    "read",
    [
        "không chỉ có doanh nghiệp",
        "chỉ tiêu được giao",
        "ông Trần Quang Hiến ký",
        "tỉnh Lam Thành",
        "xã Đồng Khê",
        "cầu thủ bóng chuyền",
        "1.200.000 500.000",
        "Số: 21/2025/NQ-HĐND",
        "",
    ],
)
def test_what_nothing_proves_stays_as_read(read: str) -> None:
    words = seen(read)
    assert mend(words) == tuple(words)


def test_a_stop_ends_what_a_word_may_be_proven_by() -> None:
    assert text(mend(seen("các khoản. Chỉ"))) == "các khoản. Chỉ"


@pytest.mark.parametrize(
    "figure", ["3.400.000:000", "1:250", "1/250", "1'250", "S.500", "1.35U", "4UU", "l5", "5O", "1..250", "(1:250);"]
)
def test_a_figure_spoilt_by_a_sign_or_a_letter_is_doubted(figure: str) -> None:
    assert is_odd(figure)
    (word,) = doubt(seen(figure))
    assert (word.text, word.confidence) == (figure, 0.4)


@pytest.mark.parametrize(
    "word",
    [
        "3.400.000.000", "1.250", "845,5", "12.", "7:30", "22/12/2025", "12/2020", "21/2025/NQ-HĐND", "m2", "2026-2030",
        "100%", "5.2", "1.1.1.", "1a", "Điều", "SO", "IV", "QCVN", "B1", "24/7",
    ],
)  # fmt: skip
def test_what_documents_print_is_trusted_as_read(word: str) -> None:
    assert doubt(seen(word)) == tuple(seen(word))


@pytest.mark.parametrize("read", ["235⁄2025/NĐ-CP", "235/⁄2025/NĐ-CP"])
def test_a_fraction_slash_is_a_stroke(read: str) -> None:
    assert text(fold(seen(read))) == "235/2025/NĐ-CP"


def items(*lines: str) -> list[Seen]:
    """The words of lines, one line under the other."""
    return [
        Seen(text, (100 * x, 50 * y, 100 * x + 90, 50 * y + 28), 50 * y + 28, 38.0, 0.96)
        for y, line in enumerate(lines)
        for x, text in enumerate(line.split())
    ]


def test_d_and_its_barred_twin_are_told_by_the_item_before() -> None:
    read = fold(items("c) Một", "đ) Hai", "theo điểm đ) và", "đ) Ba", "e) Bốn", "d) Năm"))
    assert text(read) == "c) Một d) Hai theo điểm đ) và đ) Ba e) Bốn d) Năm"
    assert [word.was for word in read if word.was] == ["đ)"]
    assert text(fold(items("c) Một", "d) Hai", "d) Ba"))) == "c) Một d) Hai đ) Ba"
    assert text(fold(items("a) Một", "đ) Hai"))) == "a) Một đ) Hai"
